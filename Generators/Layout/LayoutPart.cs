using System.Globalization;

namespace MsiEncap.Generators.Layout;

/// <summary>One thing that a layout lays down: a field, or the reference.</summary>
/// <param name="Position">The least significant bit.</param>
/// <param name="Bits">The width; 0 for the reference.</param>
/// <param name="Name">The property's name.</param>
/// <param name="Kind">What the bits mean, <c>unsigned</c>, <c>signed</c>, <c>bool</c> or an enum with its members; the type of the reference.</param>
internal readonly record struct LayoutPart(int Position, int Bits, string Name, string Kind)
{
    /// <summary>The place of a reference, which has no bits.</summary>
    public const string Reference = "reference";

    /// <summary>A number from 0; the canonical text leaves the word out.</summary>
    public const string Unsigned = "unsigned";

    /// <summary>A number in two's complement.</summary>
    public const string Signed = "signed";

    /// <summary>Yes or no.</summary>
    public const string Boolean = "bool";

    /// <summary>A member of an enum, whose name and members follow.</summary>
    public const string Enum = "enum";

    /// <summary>Whether it is the reference.</summary>
    public bool IsReference => Bits == 0;

    /// <summary>Where it lies in the cookie, in the words of a data sheet.</summary>
    public string Place => IsReference ? Reference : PlaceOf(Position, Bits);

    /// <summary>Everything but the name.</summary>
    public string Meaning => IsReference ? "reference to " + Kind : $"{Place} {Kind}";

    /// <summary>Where bits lie, in the words of a data sheet.</summary>
    /// <param name="position">The least significant bit.</param>
    /// <param name="bits">The width.</param>
    /// <returns><c>bit 5</c> or <c>bits 19:0</c>.</returns>
    public static string PlaceOf(int position, int bits) => bits == 1
        ? string.Format(CultureInfo.InvariantCulture, "bit {0}", position)
        : string.Format(CultureInfo.InvariantCulture, "bits {0}:{1}", position + bits - 1, position);

    /// <summary>As lists and errors have it: <c>bits 19:0 Pasid unsigned</c>, <c>reference Queue Acme.Queue</c>.</summary>
    /// <returns>The text, which holds no semicolon.</returns>
    public override string ToString() => $"{Place} {Name} {Kind}";
}
