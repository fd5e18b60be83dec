using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using MsiEncap.Generators.Emission;
using MsiEncap.Generators.Models;

namespace MsiEncap.Generators.Reading;

/// <summary>Reads the fields of a value cookie, all of them or none.</summary>
internal static class FieldsReader
{
    private const int CookieBits = 64;

    public static EquatableArray<FieldModel>? Read(
        INamedTypeSymbol type, StructDeclarationSyntax declaration, ImmutableArray<AttributeData> attributes)
    {
        FieldModel[] fields = new FieldModel[attributes.Count(MetadataNames.FieldAttribute)];
        int count = 0;
        int position = 0;
        foreach (AttributeData attribute in attributes)
        {
            if (!attribute.IsOfContracts(MetadataNames.FieldAttribute))
            {
                continue;
            }

            if (!attribute.IsOn(declaration)
                || attribute.FirstString() is not { } name
                || attribute.Named("Bits") is not int bits
                || bits < 1
                || bits > CookieBits - position
                || !Names.IsFieldName(name)
                || name == type.Name)
            {
                return null;
            }

            fields[count++] = new FieldModel(name, position, bits, attribute.Named("Summary") as string);
            position += bits;
        }

        return AreDistinct(fields) && AreFree(fields, type) ? new(fields) : null;
    }

    private static bool AreDistinct(FieldModel[] fields)
    {
        for (int i = 1; i < fields.Length; i++)
        {
            for (int j = 0; j < i; j++)
            {
                if (fields[i].Name == fields[j].Name
                    || Names.IsAccessor(fields[i].Name, fields[j].Name)
                    || Names.IsAccessor(fields[j].Name, fields[i].Name))
                {
                    return false;
                }
            }
        }

        return true;
    }

    private static bool AreFree(FieldModel[] fields, INamedTypeSymbol type)
    {
        foreach (FieldModel field in fields)
        {
            if (!FreeNames.HaveProperty(type, field.Name))
            {
                return false;
            }
        }

        return FreeNames.HaveField(type, StorageName.Of(fields));
    }
}
