using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace MsiEncap.Generators.Reading;

/// <summary>Reads attributes as they are while somebody types: arguments may be missing, wrong or of an unexpected kind.</summary>
internal static class AttributeReading
{
    /// <summary>Whether an attribute is one of <c>MsiEncap.Contracts</c>.</summary>
    public static bool IsOfContracts(this AttributeData attribute, string name) =>
        attribute.AttributeClass is
        {
            ContainingType: null,
            ContainingNamespace:
            {
                Name: "Contracts",
                ContainingNamespace: { Name: "MsiEncap", ContainingNamespace.IsGlobalNamespace: true },
            },
        } type
        && type.Name == name;

    /// <summary>How many of a type's attributes are one of <c>MsiEncap.Contracts</c>.</summary>
    public static int Count(this ImmutableArray<AttributeData> attributes, string name)
    {
        int count = 0;
        foreach (AttributeData attribute in attributes)
        {
            count += attribute.IsOfContracts(name) ? 1 : 0;
        }

        return count;
    }

    /// <summary>
    /// Whether an attribute is on this part of a type. Parts have no order that a reader could see, so a layout spread over several of
    /// them would be an accident of file names.
    /// </summary>
    public static bool IsOn(this AttributeData attribute, StructDeclarationSyntax declaration) =>
        attribute.ApplicationSyntaxReference is { } reference
        && reference.SyntaxTree == declaration.SyntaxTree
        && declaration.Span.Contains(reference.Span);

    public static string? FirstString(this AttributeData attribute) =>
        attribute.ConstructorArguments is [{ Kind: TypedConstantKind.Primitive, Value: string text }, ..] ? text : null;

    public static ITypeSymbol? SecondType(this AttributeData attribute) =>
        attribute.ConstructorArguments is [_, { Kind: TypedConstantKind.Type, Value: ITypeSymbol type }] ? type : null;

    /// <summary>The value of a named argument, or <see langword="null"/> if there is none that can be read.</summary>
    public static object? Named(this AttributeData attribute, string name)
    {
        foreach (KeyValuePair<string, TypedConstant> argument in attribute.NamedArguments)
        {
            if (argument.Key == name && argument.Value.Kind == TypedConstantKind.Primitive)
            {
                return argument.Value.Value;
            }
        }

        return null;
    }
}
