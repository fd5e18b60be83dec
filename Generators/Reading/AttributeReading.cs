using Microsoft.CodeAnalysis;

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

    public static string? FirstString(this AttributeData attribute) =>
        attribute.ConstructorArguments is [{ Kind: TypedConstantKind.Primitive, Value: string text }, ..] ? text : null;

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
