using System.Globalization;
using System.Text;
using MsiEncap.Generators.Models;

namespace MsiEncap.Generators.Layout;

/// <summary>
/// How a contract lays its cookie out: the one text that says so, and its fingerprint. Two builds agree on a contract if and only if
/// they agree on this text; changing its form changes every fingerprint in the field.
/// </summary>
/// <param name="contractId">The name of the contract.</param>
/// <param name="version">Its version.</param>
/// <param name="parts">Its fields, the least significant first, and its reference after them.</param>
internal sealed class CookieLayout(string contractId, int version, EquatableArray<LayoutPart> parts)
{
    /// <summary>The name of the contract.</summary>
    public string ContractId => contractId;

    /// <summary>Its version.</summary>
    public int Version => version;

    /// <summary>Its fields, the least significant first, and its reference after them.</summary>
    public EquatableArray<LayoutPart> Parts => parts;

    /// <summary>
    /// The same for people, in one line, and for programs, which split it at semicolons: <c>version 1;bits 19:0 Pasid unsigned</c>.
    /// </summary>
    public string Description =>
        string.Join(";", Parts.Select(part => part.ToString()).Prepend("version " + Version.ToString(CultureInfo.InvariantCulture)));

    /// <summary>The layout of a contract.</summary>
    /// <param name="cookie">The contract.</param>
    /// <returns>The layout.</returns>
    public static CookieLayout Of(CookieModel cookie)
    {
        int count = cookie.Fields.Count;
        LayoutPart[] parts = new LayoutPart[cookie.Reference is null ? count : count + 1];
        for (int i = 0; i < count; i++)
        {
            FieldModel field = cookie.Fields[i];
            parts[i] = new(field.Position, field.Bits, field.Name, KindOf(field.Type));
        }

        if (cookie.Reference is { } reference)
        {
            parts[count] = new(0, 0, reference.Name, reference.LayoutType);
        }

        return new(cookie.ContractId, cookie.Version, new(parts));
    }

    /// <summary>The canonical text: a line for the contract, one for its version after the first, one for each part, each ended by a line feed.</summary>
    /// <returns>The text.</returns>
    public override string ToString()
    {
        StringBuilder text = new();
        text.Append("contract ").Append(ContractId).Append('\n');
        if (Version != 1)
        {
            text.Append("version ").Append(Version.ToString(CultureInfo.InvariantCulture)).Append('\n');
        }

        foreach (LayoutPart part in Parts)
        {
            Append(text, part);
        }

        return text.ToString();
    }

    /// <summary>The 64-bit FNV-1a hash of the text in UTF-8.</summary>
    /// <returns>The fingerprint.</returns>
    public ulong Fingerprint() => Fnv1A.Hash(ToString());

    // Reserved bits are where no field is.
    private static void Append(StringBuilder text, in LayoutPart part)
    {
        if (part.IsReference)
        {
            text.Append("reference ").Append(part.Kind).Append(' ').Append(part.Name).Append('\n');
            return;
        }

        text.Append("field ")
            .Append(part.Position.ToString(CultureInfo.InvariantCulture)).Append(' ')
            .Append(part.Bits.ToString(CultureInfo.InvariantCulture)).Append(' ')
            .Append(part.Name);
        if (part.Kind != LayoutPart.Unsigned)
        {
            text.Append(' ').Append(part.Kind);
        }

        text.Append('\n');
    }

    // Of an unsigned field the property's type does not matter: its bits mean the same.
    private static string KindOf(FieldType type)
    {
        switch (type.Kind)
        {
            case FieldKind.Signed:
                return LayoutPart.Signed;
            case FieldKind.Boolean:
                return LayoutPart.Boolean;
            case FieldKind.Enum:
                StringBuilder kind = new();
                kind.Append(LayoutPart.Enum).Append(' ').Append(type.LayoutName);
                foreach (EnumMemberModel member in type.Members)
                {
                    kind.Append(' ').Append(member.Name).Append('=').Append(Number(member.Value, type.IsSigned));
                }

                return kind.ToString();
            default:
                return LayoutPart.Unsigned;
        }
    }

    private static string Number(ulong value, bool isSigned) =>
        isSigned ? unchecked((long)value).ToString(CultureInfo.InvariantCulture) : value.ToString(CultureInfo.InvariantCulture);
}
