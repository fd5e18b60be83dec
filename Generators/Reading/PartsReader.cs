using System.Collections.Immutable;
using System.Globalization;
using Microsoft.CodeAnalysis;
using MsiEncap.Generators.Models;

namespace MsiEncap.Generators.Reading;

/// <summary>Reads fields, gaps and the reference, which stand in one order.</summary>
internal static class PartsReader
{
    private const int CookieBits = 64;

    public static CookieParts Read(
        INamedTypeSymbol type,
        ImmutableArray<AttributeData> attributes,
        SyntaxNode? declaration,
        Compilation? source,
        ref ContractProblems problems)
    {
        (int fieldCount, int reservedCount) = Count(attributes);
        FieldModel[] fields = fieldCount == 0 ? [] : new FieldModel[fieldCount];
        ReservedModel[] reserved = reservedCount == 0 ? [] : new ReservedModel[reservedCount];
        ReferenceModel? reference = null;
        bool hasReference = false;
        int position = 0;
        int nextField = 0;
        int nextReserved = 0;
        foreach (AttributeData attribute in attributes)
        {
            if (attribute.IsOfContracts(MetadataNames.FieldAttribute))
            {
                string name = ReadName(type, attribute, declaration, ref problems);
                FieldType? given = FieldTypes.Read(type, attribute, source, ref problems);
                int bits = ReadBits(attribute, given, Subject(name), position, ref problems);
                FieldTypes.CheckFits(given, bits, Subject(name), attribute, ref problems);
                fields[nextField++] = new(
                    name, position, bits, given ?? (bits > 32 ? FieldType.UInt64 : FieldType.UInt32), attribute.Named("Summary") as string);
                position += bits;
            }
            else if (attribute.IsOfContracts(MetadataNames.ReservedAttribute))
            {
                CheckIsOn(attribute, declaration, "these reserved bits are", ref problems);
                int bits = ReadBits(attribute, null, "a reserved gap", position, ref problems);
                reserved[nextReserved++] = new(position, bits, attribute.Named("Summary") as string);
                position += bits;
            }
            else if (attribute.IsOfContracts(MetadataNames.ReferenceAttribute))
            {
                if (hasReference)
                {
                    problems.Add(attribute, "it has a second reference", "refer to one object, which may hold the others");
                    continue;
                }

                hasReference = true;
                reference = ReadReference(type, attribute, nextField, declaration, source, ref problems);
            }
        }

        if (fieldCount == 0 && !hasReference)
        {
            problems.Add(
                attributes.First(MetadataNames.ContractAttribute)?.Where(),
                "it holds nothing",
                "add [CookieField] for each field of the data sheet, or [CookieReference]");
        }

        return new(fields, reserved, reference);
    }

    private static (int Fields, int Reserved) Count(ImmutableArray<AttributeData> attributes)
    {
        int fields = 0;
        int reserved = 0;
        foreach (AttributeData attribute in attributes)
        {
            fields += attribute.IsOfContracts(MetadataNames.FieldAttribute) ? 1 : 0;
            reserved += attribute.IsOfContracts(MetadataNames.ReservedAttribute) ? 1 : 0;
        }

        return (fields, reserved);
    }

    private static string ReadName(
        INamedTypeSymbol type, AttributeData attribute, SyntaxNode? declaration, ref ContractProblems problems)
    {
        string name = attribute.FirstString() ?? string.Empty;
        CheckIsOn(attribute, declaration, Subject(name) + " is", ref problems);
        if (Names.WrongFieldName(name, type.Name) is { } wrong)
        {
            problems.Add(attribute.Where("name", 0), $"{Subject(name)} {wrong}", "give it a name that a property can have");
        }

        return name;
    }

    // What follows a wrong width is read as if it were not there.
    private static int ReadBits(AttributeData attribute, FieldType? type, string subject, int position, ref ContractProblems problems)
    {
        int bits;
        if (!attribute.Has("Bits") && type is { Kind: FieldKind.Boolean })
        {
            bits = 1;
        }
        else if (attribute.Named("Bits") is int given)
        {
            bits = given;
        }
        else
        {
            problems.Add(attribute.Where("Bits"), subject + " has no width that the compiler knows", "say how many bits it has: Bits = 1 to 64");
            return 0;
        }

        if (bits is < 1 or > CookieBits)
        {
            problems.Add(
                attribute.Where("Bits"), $"{subject} is {Number(bits)} bits wide", "take 1 to 64 bits");
            return 0;
        }

        if (bits > CookieBits - position)
        {
            problems.Add(
                attribute.Where("Bits"),
                $"with {subject} it takes {Number(position + bits)} bits, and a cookie has 64",
                "leave out what the irq domain need not know, or refer to an object by [CookieReference]");
            return 0;
        }

        return bits;
    }

    private static ReferenceModel? ReadReference(
        INamedTypeSymbol type,
        AttributeData attribute,
        int order,
        SyntaxNode? declaration,
        Compilation? source,
        ref ContractProblems problems)
    {
        string name = ReadName(type, attribute, declaration, ref problems);
        if (attribute.SecondType() is not { } referenced)
        {
            problems.Add(attribute.Where("type", 1), Subject(name) + " has no type", "name the type of the object by typeof");
            return null;
        }

        if ((ReferenceTypes.WhyNotHeld(referenced, source)
            ?? (Visibility.OfMembers(type, referenced) is null ? "is hidden from whoever uses the cookie" : null)) is { } wrong)
        {
            problems.Add(
                attribute.Where("type", 1),
                $"the type of {Subject(name)}, '{referenced.ToDisplayString()}', {wrong}",
                "refer to a class, an interface, a delegate or an array that other files can name");
            return null;
        }

        return new ReferenceModel(
            name,
            order,
            TypeNames.InCode(referenced),
            TypeNames.InLayout(referenced),
            Visibility.OfMembers(type, referenced) == Accessibility.Public,
            attribute.Named("Summary") as string);
    }

    private static void CheckIsOn(AttributeData attribute, SyntaxNode? declaration, string subject, ref ContractProblems problems)
    {
        if (!attribute.IsOn(declaration))
        {
            problems.Add(
                attribute,
                subject + " on another part than the contract, and parts have no order",
                "declare everything that the cookie holds on the part that has [MsiCookieContract]");
        }
    }

    private static string Subject(string name) => name.Length == 0 ? "a part without a name" : $"'{name}'";

    private static string Number(long number) => number.ToString(CultureInfo.InvariantCulture);
}
