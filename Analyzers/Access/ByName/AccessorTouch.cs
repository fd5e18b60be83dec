using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace MsiEncap.Analyzers.Access;

/// <summary>Finds <c>[UnsafeAccessor]</c> methods that reach a restricted member, and the names of restricted types in <c>[UnsafeAccessorType]</c>.</summary>
internal static class AccessorTouch
{
    private const string Accessor = "UnsafeAccessorAttribute";
    private const string AccessorType = "UnsafeAccessorTypeAttribute";

    // The values of UnsafeAccessorKind.
    private const int ConstructorKind = 0;
    private const int FieldKind = 3;

    /// <summary>Reports what a declaration reaches by name.</summary>
    /// <param name="access">The access model.</param>
    /// <param name="compilation">The compilation.</param>
    /// <param name="declared">Any declaration.</param>
    /// <param name="report">Takes the diagnostics.</param>
    public static void Visit(AccessModel access, Compilation compilation, ISymbol declared, Action<Diagnostic> report)
    {
        if (declared is IMethodSymbol method)
        {
            Visit(access, compilation, method, report);
        }
    }

    /// <summary>Reports what a method reaches by name.</summary>
    /// <param name="access">The access model.</param>
    /// <param name="compilation">The compilation.</param>
    /// <param name="method">Any method, a local function too.</param>
    /// <param name="report">Takes the diagnostics.</param>
    public static void Visit(AccessModel access, Compilation? compilation, IMethodSymbol method, Action<Diagnostic> report)
    {
        if (!method.IsExtern || !method.IsStatic || Find(method.GetAttributes(), Accessor) is not { } accessor)
        {
            return;
        }

        ITypeSymbol? returned = NamedType(access, compilation, method.GetReturnTypeAttributes(), method, report) ?? method.ReturnType;
        ITypeSymbol?[] parameters = [.. method.Parameters.Select(parameter => NamedType(access, compilation, parameter.GetAttributes(), method, report) ?? parameter.Type)];

        int kind = AttributeConstant.Positional(accessor, 0) is int value ? value : -1;
        ITypeSymbol? owner = kind == ConstructorKind ? returned : parameters.FirstOrDefault();
        NamedMembers members = new(access, compilation, method.ContainingType);

        // A constructor of a restricted type is its name, which the accessor bears already.
        if (owner is null || (kind == ConstructorKind && access.FirstUnmetPart(owner, method.ContainingType) is not null))
        {
            return;
        }

        (string name, Location location) = Name(accessor, method, kind);
        MemberFilter filter = kind >= FieldKind ? new(MembersAlone: true)
            : new(MembersAlone: true, Types: [.. parameters.Skip(kind == ConstructorKind ? 0 : 1).OfType<ITypeSymbol>()]);
        if (members.FirstUnmet(owner, name, filter) is { } unmet)
        {
            report(unmet.ReachedAt(location));
        }
    }

    private static (string Name, Location Location) Name(AttributeData accessor, IMethodSymbol method, int kind)
    {
        Location location = method.Locations[0];
        AttributeSyntax? syntax = accessor.ApplicationSyntaxReference?.GetSyntax() as AttributeSyntax;
        if (kind != ConstructorKind && AttributeConstant.Named(accessor, "Name") is string { Length: > 0 } name)
        {
            AttributeArgumentSyntax? written = syntax?.ArgumentList?.Arguments.FirstOrDefault(one => one.NameEquals?.Name.Identifier.ValueText == "Name");
            return (name, written?.Expression.GetLocation() ?? location);
        }

        return (kind == ConstructorKind ? ".ctor" : method.Name, location);
    }

    private static INamedTypeSymbol? NamedType(
        AccessModel access, Compilation? compilation, ImmutableArray<AttributeData> attributes, IMethodSymbol method, Action<Diagnostic> report)
    {
        if (Find(attributes, AccessorType) is not { } attribute || AttributeConstant.Positional(attribute, 0) is not string name)
        {
            return null;
        }

        INamedTypeSymbol? first = null;
        foreach (INamedTypeSymbol type in NamedTypes.Find(access, compilation, name, ignoreCase: false, assembly: null))
        {
            first ??= type;
            if (access.FirstUnmet(access.Restrictions.OfType(type), method.ContainingType) is { } restriction)
            {
                Location? location = (attribute.ApplicationSyntaxReference?.GetSyntax() as AttributeSyntax)?.ArgumentList?.Arguments.FirstOrDefault()?.Expression.GetLocation();
                report(new Unmet(type, restriction).ReachedAt(location ?? method.Locations[0]));
                break;
            }
        }

        return first;
    }

    private static AttributeData? Find(ImmutableArray<AttributeData> attributes, string name)
    {
        foreach (AttributeData attribute in attributes)
        {
            if (attribute.AttributeClass is { ContainingNamespace: { Name: "CompilerServices", ContainingNamespace: { Name: "Runtime", ContainingNamespace.Name: "System" } } } type
                && type.Name == name)
            {
                return attribute;
            }
        }

        return null;
    }
}
