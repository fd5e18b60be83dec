using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using MsiEncap.Generators.Emission;
using MsiEncap.Generators.Models;

namespace MsiEncap.Generators.Reading;

/// <summary>Reads what a reference cookie refers to. Of the type itself it asks what a declaration says without being bound.</summary>
internal static class ReferenceReader
{
    public static ReferenceModel? Read(
        INamedTypeSymbol type, StructDeclarationSyntax declaration, ImmutableArray<AttributeData> attributes, Compilation compilation)
    {
        foreach (AttributeData attribute in attributes)
        {
            if (attribute.IsOfContracts(MetadataNames.ReferenceAttribute))
            {
                return Read(type, declaration, attribute, compilation);
            }
        }

        return null;
    }

    private static ReferenceModel? Read(
        INamedTypeSymbol type, StructDeclarationSyntax declaration, AttributeData attribute, Compilation compilation)
    {
        if (!attribute.IsOn(declaration)
            || attribute.FirstString() is not { } name
            || attribute.SecondType() is not { } referenced
            || !Names.IsFieldName(name)
            || name == type.Name
            || !ReferenceTypes.CanBeHeld(referenced, compilation)
            || Visibility.OfMembers(type, referenced) is not { } visibility)
        {
            return null;
        }

        ReferenceModel model = new(
            name,
            TypeNames.InCode(referenced),
            TypeNames.InLayout(referenced),
            visibility == Accessibility.Public,
            attribute.Named("Summary") as string);
        return FreeNames.HaveField(type, StorageName.Of(model)) && FreeNames.HaveProperty(type, name) ? model : null;
    }
}
