using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace MsiEncap.Generators.Reading;

/// <summary>Reads attributes as they are while somebody types: arguments may be missing, wrong or of an unexpected kind.</summary>
internal static class AttributeReading
{
    /// <summary>Whether an attribute is one of <c>MsiEncap.Contracts</c>.</summary>
    public static bool IsOfContracts(this AttributeData attribute, string name) =>
        attribute.AttributeClass is { } type && type.Name == name && IsInContracts(type);

    /// <summary>Whether a type is one of <c>MsiEncap.Contracts</c>.</summary>
    public static bool IsInContracts(INamedTypeSymbol type) => type is
    {
        ContainingType: null,
        ContainingNamespace:
        {
            Name: "Contracts",
            ContainingNamespace: { Name: "MsiEncap", ContainingNamespace.IsGlobalNamespace: true },
        },
    };

    /// <summary>The first of a type's attributes that is one of <c>MsiEncap.Contracts</c>.</summary>
    public static AttributeData? First(this ImmutableArray<AttributeData> attributes, string name)
    {
        foreach (AttributeData attribute in attributes)
        {
            if (attribute.IsOfContracts(name))
            {
                return attribute;
            }
        }

        return null;
    }

    /// <summary>
    /// Whether an attribute is on this part of a type. Parts have no order that a reader could see, so a layout spread over several of
    /// them would be an accident of file names. Metadata has no parts.
    /// </summary>
    public static bool IsOn(this AttributeData attribute, SyntaxNode? declaration) =>
        declaration is null
        || (attribute.ApplicationSyntaxReference is { } reference
            && reference.SyntaxTree == declaration.SyntaxTree
            && declaration.Span.Contains(reference.Span));

    public static string? FirstString(this AttributeData attribute) =>
        attribute.ConstructorArguments is [{ Kind: TypedConstantKind.Primitive, Value: string text }, ..] ? text : null;

    public static ITypeSymbol? SecondType(this AttributeData attribute) =>
        attribute.ConstructorArguments is [_, { Kind: TypedConstantKind.Type, Value: ITypeSymbol type }] ? type : null;

    /// <summary>Whether a named argument is there, whatever it is.</summary>
    public static bool Has(this AttributeData attribute, string name)
    {
        foreach (KeyValuePair<string, TypedConstant> argument in attribute.NamedArguments)
        {
            if (argument.Key == name)
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>The value of a named argument, or <see langword="null"/> if there is none that can be read.</summary>
    public static object? Named(this AttributeData attribute, string name)
    {
        foreach (KeyValuePair<string, TypedConstant> argument in attribute.NamedArguments)
        {
            if (argument.Key == name && argument.Value.Kind is TypedConstantKind.Primitive or TypedConstantKind.Type)
            {
                return argument.Value.Value;
            }
        }

        return null;
    }

    /// <summary>Where an attribute is written.</summary>
    public static Location? Where(this AttributeData attribute) =>
        attribute.ApplicationSyntaxReference is { } reference ? Location.Create(reference.SyntaxTree, reference.Span) : null;

    /// <summary>Where an argument is written; the attribute, if it is not.</summary>
    /// <param name="attribute">The attribute.</param>
    /// <param name="name">The name of the property or of the parameter.</param>
    /// <param name="position">The position of the parameter; −1 for a property.</param>
    public static Location? Where(this AttributeData attribute, string name, int position = -1)
    {
        if (attribute.ApplicationSyntaxReference?.GetSyntax() is not AttributeSyntax { ArgumentList.Arguments: var arguments })
        {
            return attribute.Where();
        }

        for (int i = 0; i < arguments.Count; i++)
        {
            string? given = (arguments[i].NameEquals?.Name ?? arguments[i].NameColon?.Name)?.Identifier.ValueText;
            if (given is null ? i == position : given == name)
            {
                return arguments[i].Expression.GetLocation();
            }
        }

        return attribute.Where();
    }
}
