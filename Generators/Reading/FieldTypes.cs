using System.Globalization;
using Microsoft.CodeAnalysis;
using MsiEncap.Generators.Models;

namespace MsiEncap.Generators.Reading;

/// <summary>Reads which type a field's property has.</summary>
internal static class FieldTypes
{
    private const string Advice = "take bool, an integer or an enum";

    private static readonly FieldType s_boolean = new(FieldKind.Boolean, "bool", "System.Boolean", 1, IsSigned: false);
    private static readonly FieldType s_sbyte = new(FieldKind.Signed, "sbyte", "System.SByte", 8, IsSigned: true);
    private static readonly FieldType s_int16 = new(FieldKind.Signed, "short", "System.Int16", 16, IsSigned: true);
    private static readonly FieldType s_int32 = new(FieldKind.Signed, "int", "System.Int32", 32, IsSigned: true);
    private static readonly FieldType s_int64 = new(FieldKind.Signed, "long", "System.Int64", 64, IsSigned: true);
    private static readonly FieldType s_byte = new(FieldKind.Unsigned, "byte", "System.Byte", 8, IsSigned: false);
    private static readonly FieldType s_uint16 = new(FieldKind.Unsigned, "ushort", "System.UInt16", 16, IsSigned: false);

    /// <summary>The type that a field is declared with.</summary>
    /// <returns><see langword="null"/> if it is declared with none, or with a wrong one, which is a problem.</returns>
    public static FieldType? Read(INamedTypeSymbol cookie, AttributeData attribute, Compilation? source, ref ContractProblems problems)
    {
        if (!attribute.Has("Type"))
        {
            return null;
        }

        if (attribute.Named("Type") is not ITypeSymbol type)
        {
            problems.Add(attribute.Where("Type"), "a field's type is none that the compiler knows", Advice);
            return null;
        }

        if (OfSpecial(type.SpecialType) is { } simple)
        {
            return simple;
        }

        if (type is not INamedTypeSymbol { TypeKind: TypeKind.Enum, EnumUnderlyingType: { } underlying } named)
        {
            problems.Add(attribute.Where("Type"), $"no field can be of '{type.ToDisplayString()}'", Advice);
            return null;
        }

        if ((ReferenceTypes.WhyNotNamed(named, source)
            ?? (Visibility.OfMembers(cookie, named) is null ? "is hidden from whoever uses the cookie" : null)) is { } wrong)
        {
            problems.Add(attribute.Where("Type"), $"the enum '{named.ToDisplayString()}' {wrong}", "take an enum that other files can name");
            return null;
        }

        return OfEnum(cookie, named, underlying, attribute, ref problems);
    }

    /// <summary>Whether a field of some bits holds what its type says.</summary>
    public static void CheckFits(FieldType? type, int bits, string subject, AttributeData attribute, ref ContractProblems problems)
    {
        if (type is null || bits == 0)
        {
            return;
        }

        if (bits > type.Size)
        {
            problems.Add(
                attribute.Where("Bits"),
                string.Format(CultureInfo.InvariantCulture, "{0} has {1} bits, and its type {2}", subject, bits, type.Size),
                type.Kind == FieldKind.Boolean ? "give it 1 bit, or an integer or an enum for its type" : "give it fewer bits or a wider type");
        }

        foreach (EnumMemberModel member in type.Members)
        {
            if (!Fits(member.Value, bits, type.IsSigned))
            {
                problems.Add(
                    attribute.Where("Bits"),
                    string.Format(
                        CultureInfo.InvariantCulture, "the member {0} of the enum of {1} does not fit into {2} bit{3}", member.Name, subject, bits, bits == 1 ? "" : "s"),
                    "give the field more bits");
                break;
            }
        }
    }

    private static bool Fits(ulong value, int bits, bool isSigned)
    {
        int free = 64 - bits;
        return value == (isSigned ? unchecked((ulong)((long)(value << free) >> free)) : value << free >> free);
    }

    private static FieldType? OfSpecial(SpecialType type) => type switch
    {
        SpecialType.System_Boolean => s_boolean,
        SpecialType.System_SByte => s_sbyte,
        SpecialType.System_Int16 => s_int16,
        SpecialType.System_Int32 => s_int32,
        SpecialType.System_Int64 => s_int64,
        SpecialType.System_Byte => s_byte,
        SpecialType.System_UInt16 => s_uint16,
        SpecialType.System_UInt32 => FieldType.UInt32,
        SpecialType.System_UInt64 => FieldType.UInt64,
        _ => null,
    };

    private static FieldType? OfEnum(
        INamedTypeSymbol cookie, INamedTypeSymbol type, INamedTypeSymbol underlying, AttributeData attribute, ref ContractProblems problems)
    {
        if (OfSpecial(underlying.SpecialType) is not { } integer)
        {
            problems.Add(attribute.Where("Type"), $"the enum '{type.ToDisplayString()}' is of no integer", Advice);
            return null;
        }

        List<EnumMemberModel> members = [];
        bool isSigned = false;
        foreach (ISymbol symbol in type.GetMembers())
        {
            if (symbol is not IFieldSymbol { IsConst: true } member)
            {
                continue;
            }

            if (member.ConstantValue is not IConvertible constant)
            {
                problems.Add(
                    attribute.Where("Type"),
                    $"the member {member.Name} of the enum '{type.ToDisplayString()}' has no value that the compiler knows",
                    "mend the enum");
                return null;
            }

            ulong value = integer.HasSign
                ? unchecked((ulong)constant.ToInt64(CultureInfo.InvariantCulture))
                : constant.ToUInt64(CultureInfo.InvariantCulture);
            isSigned |= integer.HasSign && value > long.MaxValue;
            members.Add(new(member.Name, value));
        }

        // By value, so that the order of declaration does not matter.
        EnumMemberModel[] sorted = [.. members.OrderBy(member => member.Value).ThenBy(member => member.Name, StringComparer.Ordinal)];
        return new(FieldKind.Enum, TypeNames.InCode(type), TypeNames.InLayout(type), integer.Size, isSigned)
        {
            HasSign = integer.HasSign,
            IsPublic = Visibility.OfMembers(cookie, type) == Accessibility.Public,
            Members = new(sorted),
        };
    }
}
