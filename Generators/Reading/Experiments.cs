using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace MsiEncap.Generators.Reading;

/// <summary>
/// What the types of a contract are an experiment in: ids of errors that whoever names such a type answers where he names it, which is at the
/// declaration.
/// </summary>
internal static class Experiments
{
    /// <summary>The ids, each once, in ordinal order.</summary>
    /// <param name="attributes">The attributes of the struct.</param>
    /// <returns>Mostly none.</returns>
    public static string[] Of(ImmutableArray<AttributeData> attributes)
    {
        SortedSet<string>? ids = null;
        foreach (AttributeData attribute in attributes)
        {
            ITypeSymbol? named = attribute.IsOfContracts(MetadataNames.FieldAttribute) ? attribute.Named("Type") as ITypeSymbol
                : attribute.IsOfContracts(MetadataNames.ReferenceAttribute) ? attribute.SecondType()
                : null;
            if (named is { SpecialType: SpecialType.None })
            {
                Add(named, ref ids);
            }
        }

        return ids is null ? [] : [.. ids];
    }

    private static void Add(ITypeSymbol type, ref SortedSet<string>? ids)
    {
        if (type is IArrayTypeSymbol array)
        {
            Add(array.ElementType, ref ids);
            return;
        }

        for (INamedTypeSymbol? part = type as INamedTypeSymbol; part is not null; part = part.ContainingType)
        {
            foreach (AttributeData attribute in part.GetAttributes())
            {
                if (attribute.AttributeClass is { Name: "ExperimentalAttribute" } && attribute.FirstString() is { } id && SyntaxFacts.IsValidIdentifier(id))
                {
                    _ = (ids ??= new(StringComparer.Ordinal)).Add(id);
                }
            }

            foreach (ITypeSymbol argument in part.TypeArguments)
            {
                Add(argument, ref ids);
            }
        }
    }
}
