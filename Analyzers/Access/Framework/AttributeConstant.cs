using Microsoft.CodeAnalysis;

namespace MsiEncap.Analyzers.Access;

/// <summary>Reads arguments of attributes, whose classes half-written code may declare as it likes.</summary>
internal static class AttributeConstant
{
    /// <summary>The value of a positional argument.</summary>
    /// <param name="attribute">The attribute.</param>
    /// <param name="index">Counted from 0.</param>
    /// <returns><see langword="null"/> if there is none, or it is an array.</returns>
    public static object? Positional(AttributeData attribute, int index) =>
        index < attribute.ConstructorArguments.Length ? Value(attribute.ConstructorArguments[index]) : null;

    /// <summary>The value of a named argument.</summary>
    /// <param name="attribute">The attribute.</param>
    /// <param name="name">Its name.</param>
    /// <returns><see langword="null"/> if there is none, or it is an array.</returns>
    public static object? Named(AttributeData attribute, string name)
    {
        foreach (KeyValuePair<string, TypedConstant> argument in attribute.NamedArguments)
        {
            if (argument.Key == name)
            {
                return Value(argument.Value);
            }
        }

        return null;
    }

    private static object? Value(TypedConstant constant) => constant.Kind == TypedConstantKind.Array ? null : constant.Value;
}
