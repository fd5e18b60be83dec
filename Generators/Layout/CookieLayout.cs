using System.Globalization;
using System.Text;

namespace MsiEncap.Generators.Layout;

/// <summary>
/// The one text that says how a contract lays its cookie out, and its fingerprint. Two builds agree on a contract if and only if
/// they agree on this text; changing its form changes every fingerprint in the field.
/// </summary>
internal sealed class CookieLayout
{
    private readonly StringBuilder _text = new();

    /// <summary>Starts the layout of a contract.</summary>
    /// <param name="contractId">Its name, a single line.</param>
    public CookieLayout(string contractId) => _text.Append("contract ").Append(contractId).Append('\n');

    /// <summary>Adds a field.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="position">Its least significant bit.</param>
    /// <param name="bits">Its width.</param>
    public void AddField(string name, int position, int bits) =>
        _text.Append("field ")
            .Append(position.ToString(CultureInfo.InvariantCulture)).Append(' ')
            .Append(bits.ToString(CultureInfo.InvariantCulture)).Append(' ')
            .Append(name).Append('\n');

    /// <summary>Adds the object that the cookie refers to.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="type">The full name of its type, without the assembly's and without blanks.</param>
    public void AddReference(string name, string type) =>
        _text.Append("reference ").Append(type).Append(' ').Append(name).Append('\n');

    /// <summary>The canonical text, each line ended by a line feed.</summary>
    /// <returns>The text.</returns>
    public override string ToString() => _text.ToString();

    /// <summary>The 64-bit FNV-1a hash of the text in UTF-8.</summary>
    /// <returns>The fingerprint.</returns>
    public ulong Fingerprint() => Fnv1A.Hash(ToString());
}
