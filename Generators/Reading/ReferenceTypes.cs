using System.Collections.Immutable;
using Microsoft.CodeAnalysis;

namespace MsiEncap.Generators.Reading;

/// <summary>Which types a cookie can refer to: those of objects, closed, that another file can name.</summary>
internal static class ReferenceTypes
{
    /// <summary>Whether a field of a cookie can be of a type.</summary>
    public static bool CanBeHeld(ITypeSymbol type, Compilation compilation) =>
        type.IsReferenceType && CanBeArgument(type, compilation);

    // What falls through: pointers, dynamic, type parameters, and what did not bind, among it the arguments of open generics.
    private static bool CanBeArgument(ITypeSymbol type, Compilation compilation) => type switch
    {
        IArrayTypeSymbol array => !array.ElementType.IsRefLikeType && CanBeArgument(array.ElementType, compilation),
        INamedTypeSymbol named => !named.IsStatic && CanBeNamed(named, compilation),
        _ => false,
    };

    private static bool CanBeNamed(INamedTypeSymbol type, Compilation compilation)
    {
        if (type.TypeKind is not (TypeKind.Class or TypeKind.Interface or TypeKind.Delegate or TypeKind.Struct or TypeKind.Enum)
            || type.IsFileLocal)
        {
            return false;
        }

        foreach (ITypeSymbol argument in type.TypeArguments)
        {
            if (!CanBeArgument(argument, compilation))
            {
                return false;
            }
        }

        return type.ContainingType is { } outer ? CanBeNamed(outer, compilation) : IsGlobal(type.ContainingAssembly, compilation);
    }

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
