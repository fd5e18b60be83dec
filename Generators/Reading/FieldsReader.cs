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
        FieldModel[] fields = new FieldModel[CountFields(attributes)];
        int count = 0;
        int position = 0;
        foreach (AttributeData attribute in attributes)
        {
            if (!attribute.IsOfContracts(MetadataNames.FieldAttribute))
            {
                continue;
            }

            if (!IsOn(declaration, attribute)
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

        return count > 0 && AreDistinct(fields) && !AreTaken(fields, type) ? new(fields) : null;
    }

    private static int CountFields(ImmutableArray<AttributeData> attributes)
    {
        int count = 0;
        foreach (AttributeData attribute in attributes)
        {
            count += attribute.IsOfContracts(MetadataNames.FieldAttribute) ? 1 : 0;
        }

        return count;
    }

    // Parts have no order that a reader could see, so a layout spread over several of them would be an accident of file names.
    private static bool IsOn(StructDeclarationSyntax declaration, AttributeData attribute) =>
        attribute.ApplicationSyntaxReference is { } reference
        && reference.SyntaxTree == declaration.SyntaxTree
        && declaration.Span.Contains(reference.Span);

    private static bool AreDistinct(FieldModel[] fields)
    {
        for (int i = 1; i < fields.Length; i++)
        {
            for (int j = 0; j < i; j++)
            {
                if (fields[i].Name == fields[j].Name || IsAccessor(fields[i].Name, fields[j].Name) || IsAccessor(fields[j].Name, fields[i].Name))
                {
                    return false;
                }
            }
        }

        return true;
    }

    // The compiler keeps both accessor names for a property, even where it has no setter.
    private static bool IsAccessor(string name, string property) =>
        name.Length == property.Length + 4
        && (name.StartsWith("get_", StringComparison.Ordinal) || name.StartsWith("set_", StringComparison.Ordinal))
        && name.EndsWith(property, StringComparison.Ordinal);

    // The names of what the user wrote in the struct are known from its syntax; nothing is bound for them.
    private static bool AreTaken(FieldModel[] fields, INamedTypeSymbol type)
    {
        string? storage = null;
        foreach (string member in type.MemberNames)
        {
            if (member == (storage ??= StorageName.Of(fields)))
            {
                return true;
            }

            foreach (FieldModel field in fields)
            {
                if (member == field.Name || IsAccessor(member, field.Name))
                {
                    return true;
                }
            }
        }

        return false;
    }
}
