using System.Globalization;
using System.Text;
using MsiEncap.Generators.Models;

namespace MsiEncap.Generators.Layout;

/// <summary>
/// The one text that says how a contract lays its cookie out, and its fingerprint. Two builds agree on a contract if and only if
/// they agree on this text; changing its form changes every fingerprint in the field.
/// </summary>
internal sealed class CookieLayout
{
    private readonly StringBuilder _text = new();

    private CookieLayout()
    {
    }

    /// <summary>The layout of a contract: a line for the contract, one for its version after the first, one for each part.</summary>
    /// <param name="cookie">The contract.</param>
    /// <returns>The layout.</returns>
    public static CookieLayout Of(CookieModel cookie)
    {
        CookieLayout layout = new();
        layout._text.Append("contract ").Append(cookie.ContractId).Append('\n');
        if (cookie.Version != 1)
        {
            layout._text.Append("version ").Append(cookie.Version.ToString(CultureInfo.InvariantCulture)).Append('\n');
        }

        foreach (FieldModel field in cookie.Fields)
        {
            layout.AddField(field);
        }

        if (cookie.Reference is { } reference)
        {
            layout._text.Append("reference ").Append(reference.LayoutType).Append(' ').Append(reference.Name).Append('\n');
        }

        return layout;
    }

    /// <summary>The canonical text, each line ended by a line feed.</summary>
    /// <returns>The text.</returns>
    public override string ToString() => _text.ToString();

    /// <summary>The 64-bit FNV-1a hash of the text in UTF-8.</summary>
    /// <returns>The fingerprint.</returns>
    public ulong Fingerprint() => Fnv1A.Hash(ToString());

    // Reserved bits are where no field is. Of an unsigned field the property's type does not matter: its bits mean the same.
    private void AddField(in FieldModel field)
    {
        _text.Append("field ")
            .Append(field.Position.ToString(CultureInfo.InvariantCulture)).Append(' ')
            .Append(field.Bits.ToString(CultureInfo.InvariantCulture)).Append(' ')
            .Append(field.Name);
        switch (field.Type.Kind)
        {
            case FieldKind.Signed:
                _text.Append(" signed");
                break;
            case FieldKind.Boolean:
                _text.Append(" bool");
                break;
            case FieldKind.Enum:
                _text.Append(" enum ").Append(field.Type.LayoutName);
                foreach (EnumMemberModel member in field.Type.Members)
                {
                    _text.Append(' ').Append(member.Name).Append('=').Append(Number(member.Value, field.Type.IsSigned));
                }

                break;
        }

        _text.Append('\n');
    }

    private static string Number(ulong value, bool isSigned) =>
        isSigned ? unchecked((long)value).ToString(CultureInfo.InvariantCulture) : value.ToString(CultureInfo.InvariantCulture);
}
