namespace MsiEncap.Generators.Emission;

/// <summary>What makes two cookies equal, in words and in expressions.</summary>
/// <param name="Equal">When they are equal, as the end of a sentence.</param>
/// <param name="Unequal">When they differ, as the end of a sentence.</param>
/// <param name="AreEqual">Whether <c>left</c> and <c>right</c> are equal.</param>
/// <param name="Differ">Whether <c>left</c> and <c>right</c> differ.</param>
/// <param name="EqualsOther">Whether the cookie equals <c>other</c>.</param>
/// <param name="Hash">Its hash code.</param>
internal sealed record EqualityText(string Equal, string Unequal, string AreEqual, string Differ, string EqualsOther, string Hash)
{
    private const string Same = "global::System.Object.ReferenceEquals";

    private const string HashOf = "global::System.Runtime.CompilerServices.RuntimeHelpers.GetHashCode";

    /// <summary>Equality of value cookies: that of the bits.</summary>
    public static EqualityText OfBits(string storage) => new(
        "are equal in all fields",
        "differ in a field",
        $"left.{storage} == right.{storage}",
        $"left.{storage} != right.{storage}",
        $"{storage} == other.{storage}",
        $"{storage}.GetHashCode()");

    /// <summary>Equality of reference cookies: that of the object itself, whatever its type says of equality.</summary>
    public static EqualityText OfReference(string storage) => new(
        "refer to the very same object",
        "refer to different objects",
        $"{Same}(left.{storage}, right.{storage})",
        $"!{Same}(left.{storage}, right.{storage})",
        $"{Same}({storage}, other.{storage})",
        $"{HashOf}({storage})");
}
