using System.ComponentModel;
using System.Globalization;

namespace MsiEncap.Contracts;

/// <summary>
/// Reads what a value cookie's <c>ToString</c> wrote, <c>IdxdCookie { Pasid = 0x1234 }</c>, field by field in their order: for generated
/// code. The first thing that is wrong ends it; what follows is skipped.
/// </summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public ref struct CookieTextReader
{
    private ReadOnlySpan<char> _rest;
    private ulong _value;
    private bool _isFirst = true;
    private bool _isWrong;

    /// <summary>Starts to read a cookie.</summary>
    /// <param name="text">The text. Blanks between its parts do not matter.</param>
    /// <param name="cookie">The name of the cookie's type.</param>
    public CookieTextReader(ReadOnlySpan<char> text, ReadOnlySpan<char> cookie)
    {
        _rest = text;
        Take(cookie);
        Take("{");
    }

    /// <summary>Reads an unsigned field: hexadecimal after <c>0x</c>, or decimal.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="position">Its least significant bit.</param>
    /// <param name="bits">Its width.</param>
    public void ReadUnsigned(ReadOnlySpan<char> name, int position, int bits) => Number(ReadWord(name), position, bits);

    /// <summary>Reads a signed field, in decimal.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="position">Its least significant bit.</param>
    /// <param name="bits">Its width.</param>
    public void ReadSigned(ReadOnlySpan<char> name, int position, int bits)
    {
        long max = long.MaxValue >> (64 - bits);
        bool fits = long.TryParse(ReadWord(name), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out long value)
            && value <= max
            && value >= ~max;
        Put(fits, unchecked((ulong)value) & Mask(bits), position);
    }

    /// <summary>Reads a field that is <c>true</c> or <c>false</c>.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="position">Its bit.</param>
    public void ReadBoolean(ReadOnlySpan<char> name, int position)
    {
        ReadOnlySpan<char> word = ReadWord(name);
        bool isSet = word is "true";
        Put(isSet || word is "false", isSet ? 1UL : 0UL, position);
    }

    /// <summary>Reads a field of an enum: one of its names, or the bits as a number.</summary>
    /// <param name="word">What stands there.</param>
    /// <param name="member">The bits of the member of that name, if there is one.</param>
    /// <param name="position">The field's least significant bit.</param>
    /// <param name="bits">Its width.</param>
    public void ReadEnumeration(ReadOnlySpan<char> word, ulong? member, int position, int bits)
    {
        if (member is { } value)
        {
            Put(true, value, position);
        }
        else
        {
            Number(word, position, bits);
        }
    }

    /// <summary>Reads a field's name and what stands there as its value.</summary>
    /// <param name="name">Its name.</param>
    /// <returns>The value; empty if there is none.</returns>
    public ReadOnlySpan<char> ReadWord(ReadOnlySpan<char> name)
    {
        if (!_isFirst)
        {
            Take(",");
        }

        _isFirst = false;
        Take(name);
        Take("=");
        _rest = _rest.TrimStart();
        int length = 0;
        while (length < _rest.Length && _rest[length] is not (',' or '}') && !char.IsWhiteSpace(_rest[length]))
        {
            length++;
        }

        ReadOnlySpan<char> word = _rest[..length];
        _rest = _rest[length..];
        return word;
    }

    /// <summary>Ends the text.</summary>
    /// <param name="value">The cookie's bits.</param>
    /// <returns><see langword="true"/> if nothing was wrong and nothing is left.</returns>
    public bool TryFinish(out ulong value)
    {
        Take("}");
        bool isRight = !_isWrong && _rest.IsWhiteSpace();
        value = isRight ? _value : 0;
        return isRight;
    }

    private static ulong Mask(int bits) => ulong.MaxValue >> (64 - bits);

    private void Number(ReadOnlySpan<char> word, int position, int bits)
    {
        bool isNumber = word.StartsWith("0x", StringComparison.OrdinalIgnoreCase)
            ? ulong.TryParse(word[2..], NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out ulong value)
            : ulong.TryParse(word, NumberStyles.None, CultureInfo.InvariantCulture, out value);
        Put(isNumber && value <= Mask(bits), value, position);
    }

    private void Put(bool isRight, ulong value, int position)
    {
        _isWrong |= !isRight;
        _value |= value << position;
    }

    private void Take(ReadOnlySpan<char> token)
    {
        _rest = _rest.TrimStart();
        if (_rest.StartsWith(token, StringComparison.Ordinal))
        {
            _rest = _rest[token.Length..];
        }
        else
        {
            _isWrong = true;
        }
    }
}
