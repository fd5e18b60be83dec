using System.Collections.Immutable;
using Microsoft.CodeAnalysis;

namespace MsiEncap.Analyzers;

/// <summary>Reads <c>[RestrictedTo]</c> attributes.</summary>
internal static class RestrictedTo
{
    /// <summary>The restrictions that a symbol states itself.</summary>
    /// <param name="symbol">A type, member, parameter, module or assembly.</param>
    /// <returns>One for each attribute.</returns>
    public static ImmutableArray<Restriction> ReadFrom(ISymbol symbol)
    {
        ImmutableArray<Restriction>.Builder? found = null;
        foreach (AttributeData attribute in symbol.GetAttributes())
        {
            if (WellKnownNames.IsRestrictedTo(attribute.AttributeClass))
            {
                found ??= ImmutableArray.CreateBuilder<Restriction>(1);
                found.Add(new(RoleOf(attribute), Subject(symbol), NamedText(attribute, "Instead")));
            }
        }

        return found?.ToImmutable() ?? [];
    }

    /// <summary>The text of a named argument.</summary>
    /// <param name="attribute">The attribute.</param>
    /// <param name="name">The argument's name.</param>
    /// <returns>Its text; <see langword="null"/> if it is missing or empty.</returns>
    public static string? NamedText(AttributeData attribute, string name)
    {
        foreach (KeyValuePair<string, TypedConstant> argument in attribute.NamedArguments)
        {
            if (argument.Key == name && argument.Value is { Kind: TypedConstantKind.Primitive, Value: string text })
            {
                return OneLine.Of(text) is { Length: > 0 } line ? line : null;
            }
        }

        return null;
    }

    /// <summary>The role that an attribute names first.</summary>
    /// <param name="attribute">A <c>[RestrictedTo]</c> or <c>[ActsAs]</c>.</param>
    /// <returns>
    /// The role's definition. Where none is named the attribute class stands in: nobody acts in it, so what is restricted stays so.
    /// </returns>
    public static INamedTypeSymbol RoleOf(AttributeData attribute) =>
        attribute.ConstructorArguments is [{ Kind: TypedConstantKind.Type, Value: INamedTypeSymbol role }, ..]
            ? role.OriginalDefinition
            : attribute.AttributeClass!;

    private static ISymbol Subject(ISymbol symbol) => symbol is IModuleSymbol ? symbol.ContainingAssembly : symbol;
}
