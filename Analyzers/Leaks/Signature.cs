using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace MsiEncap.Analyzers.Leaks;

/// <summary>The types that a declaration shows to those who use it.</summary>
internal static class Signature
{
    /// <summary>The types of a declaration: of its results, parameters, constraints, and bases.</summary>
    /// <param name="symbol">The declaration.</param>
    /// <param name="restrictions">What is restricted: a base or parameter that is restricted itself restricts what takes it.</param>
    /// <returns>The types as they are written, in their order.</returns>
    public static IEnumerable<ITypeSymbol> TypesOf(ISymbol symbol, RestrictionModel restrictions) => symbol switch
    {
        IFieldSymbol field => [field.Type],
        IEventSymbol @event => [@event.Type],
        IPropertySymbol property => [property.Type, .. OfParameters(property.Parameters, restrictions), .. Receiver(property, property.GetMethod ?? property.SetMethod)],
        IMethodSymbol method => OfMethod(method, restrictions),
        INamedTypeSymbol type => OfType(type, restrictions),
        _ => [],
    };

    private static IEnumerable<ITypeSymbol> OfMethod(IMethodSymbol method, RestrictionModel restrictions) =>
    [
        method.ReturnType,
        .. OfParameters(method.Parameters.Where(parameter => !IsShownAsProperty(method, parameter)), restrictions),
        .. OfConstraints(method.TypeParameters),
        .. Receiver(method, method),
    ];

    private static IEnumerable<ITypeSymbol> OfType(INamedTypeSymbol type, RestrictionModel restrictions)
    {
        if (type.DelegateInvokeMethod is { } invoke)
        {
            return [.. OfMethod(invoke, restrictions), .. OfConstraints(type.TypeParameters)];
        }

        // Deriving from what is itself restricted restricts, and is told nowhere.
        return
        [
            .. type.BaseType is { } baseType ? baseType.TypeArguments : [],
            .. type.Interfaces.SelectMany(implemented => implemented.TypeArguments),
            .. OfConstraints(type.TypeParameters),
        ];
    }

    private static IEnumerable<ITypeSymbol> OfParameters(IEnumerable<IParameterSymbol> parameters, RestrictionModel restrictions) =>
        parameters.Where(parameter => restrictions.OfParameter(parameter).IsEmpty).Select(parameter => parameter.Type);

    private static IEnumerable<ITypeSymbol> OfConstraints(ImmutableArray<ITypeParameterSymbol> parameters) =>
        parameters.SelectMany(parameter => parameter.ConstraintTypes);

    // A positional record's parameters are its properties, and shown as such.
    private static bool IsShownAsProperty(IMethodSymbol method, IParameterSymbol parameter) =>
        method is { MethodKind: MethodKind.Constructor, ContainingType.IsRecord: true }
        && parameter.DeclaringSyntaxReferences.Any(reference => reference.GetSyntax() is ParameterSyntax { Parent.Parent: RecordDeclarationSyntax })
        && method.ContainingType.GetMembers(parameter.Name).Any(member => member is IPropertySymbol);

    // The receiver of an extension block's member is a parameter of the static method that the compiler makes of it.
    private static IEnumerable<ITypeSymbol> Receiver(ISymbol member, IMethodSymbol? accessor)
    {
        if (member.ContainingType is not { Name: "", ContainingType: { } holder } || accessor is null)
        {
            return [];
        }

        return holder.GetMembers(accessor.MetadataName).OfType<IMethodSymbol>()
            .Where(made => made.Locations.Any(location => accessor.Locations.Contains(location)) || made.IsImplicitlyDeclared)
            .SelectMany(made => made.Parameters.Take(1)).Select(parameter => parameter.Type);
    }
}
