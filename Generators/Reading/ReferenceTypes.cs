using System.Collections.Immutable;
using Microsoft.CodeAnalysis;

namespace MsiEncap.Generators.Reading;

/// <summary>Which types a cookie can refer to: those of objects, closed, that another file can name.</summary>
internal static class ReferenceTypes
{
    /// <summary>Why a cookie cannot hold an object of a type.</summary>
    /// <returns>The end of a sentence about the type; <see langword="null"/> if it can.</returns>
    public static string? WhyNotHeld(ITypeSymbol type, Compilation compilation) =>
        WhyNotArgument(type, compilation) ?? (type.IsReferenceType ? null : "is no type of an object");

    /// <summary>Why another file cannot name a type.</summary>
    /// <returns>The end of a sentence about the type; <see langword="null"/> if it can.</returns>
    public static string? WhyNotNamed(INamedTypeSymbol type, Compilation compilation)
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
            if (WhyNotArgument(argument, compilation) is { } wrong)
            {
                return $"is made of '{argument.ToDisplayString()}', which {wrong}";
            }
        }

        return type.ContainingType is { } outer ? WhyNotNamed(outer, compilation)
            : IsGlobal(type.ContainingAssembly, compilation) ? null
            : "is known by an extern alias alone, which other files do not have";
    }

    private static string? WhyNotArgument(ITypeSymbol type, Compilation compilation) => type switch
    {
        IArrayTypeSymbol { ElementType.IsRefLikeType: true } => "is an array of what cannot be in one",
        IArrayTypeSymbol array => WhyNotArgument(array.ElementType, compilation),
        INamedTypeSymbol { IsStatic: true } => "is static, so there is no object of it",
        INamedTypeSymbol named => WhyNotNamed(named, compilation),
        ITypeParameterSymbol => "is left open",
        _ => "is none that a cookie can hold",
    };

    // What is known by an extern alias alone is not under global::.
    private static bool IsGlobal(IAssemblySymbol assembly, Compilation compilation)
    {
        if (SymbolEqualityComparer.Default.Equals(assembly, compilation.Assembly))
        {
            return true;
        }

        ImmutableArray<string> aliases = compilation.GetMetadataReference(assembly)?.Properties.Aliases ?? [];
        return aliases.IsEmpty || aliases.Contains(MetadataReferenceProperties.GlobalAlias);
    }
}
