using System.Collections.Immutable;
using Microsoft.CodeAnalysis;

namespace MsiEncap.Generators.Reading;

/// <summary>Which types a cookie can refer to: those of objects, closed, that another file can name.</summary>
internal static class ReferenceTypes
{
    /// <summary>Why a cookie cannot hold an object of a type.</summary>
    /// <param name="type">The type.</param>
    /// <param name="source">Whose source declares the cookie; <see langword="null"/> if none that is asked does.</param>
    /// <returns>The end of a sentence about the type; <see langword="null"/> if it can.</returns>
    public static string? WhyNotHeld(ITypeSymbol type, Compilation? source) =>
        WhyNotArgument(type, source) ?? (type.IsReferenceType ? null : "is no type of an object");

    /// <summary>Why another file cannot name a type.</summary>
    /// <param name="type">The type.</param>
    /// <param name="source">Whose source declares the cookie; <see langword="null"/> if none that is asked does.</param>
    /// <returns>The end of a sentence about the type; <see langword="null"/> if it can.</returns>
    public static string? WhyNotNamed(INamedTypeSymbol type, Compilation? source)
    {
        if (type.TypeKind is not (TypeKind.Class or TypeKind.Interface or TypeKind.Delegate or TypeKind.Struct or TypeKind.Enum))
        {
            return "is none that the compiler knows, or leaves something open";
        }

        if (type.IsFileLocal)
        {
            return "is a file type, which no other file can name";
        }

        foreach (ITypeSymbol argument in type.TypeArguments)
        {
            if (WhyNotArgument(argument, source) is { } wrong)
            {
                return $"is made of '{argument.ToDisplayString()}', which {wrong}";
            }
        }

        return type.ContainingType is { } outer ? WhyNotNamed(outer, source)
            : IsGlobal(type.ContainingAssembly, source) ? null
            : "is known by an extern alias alone, which other files do not have";
    }

    private static string? WhyNotArgument(ITypeSymbol type, Compilation? source) => type switch
    {
        IArrayTypeSymbol { ElementType.IsRefLikeType: true } => "is an array of what cannot be in one",
        IArrayTypeSymbol array => WhyNotArgument(array.ElementType, source),
        INamedTypeSymbol { IsStatic: true } => "is static, so there is no object of it",
        INamedTypeSymbol named => WhyNotNamed(named, source),
        ITypeParameterSymbol => "is left open",
        _ => "is none that a cookie can hold",
    };

    // What is known by an extern alias alone is not under global::. Of a cookie that is compiled already, nothing is generated any more.
    private static bool IsGlobal(IAssemblySymbol assembly, Compilation? source)
    {
        if (source is null || SymbolEqualityComparer.Default.Equals(assembly, source.Assembly))
        {
            return true;
        }

        ImmutableArray<string> aliases = source.GetMetadataReference(assembly)?.Properties.Aliases ?? [];
        return aliases.IsEmpty || aliases.Contains(MetadataReferenceProperties.GlobalAlias);
    }
}
