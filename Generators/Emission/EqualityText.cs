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

    public static EqualityText Of(Storage storage) => storage switch
    {
        { Reference: null } => OfBits(storage.Bits!),
        { Bits: null } => OfReference(storage.Reference),
        _ => OfBoth(OfReference(storage.Reference), OfBits(storage.Bits)),
    };

    // That of the bits.
    private static EqualityText OfBits(string storage) => new(
        "are equal in all fields",
        "differ in a field",
        $"left.{storage} == right.{storage}",
        $"left.{storage} != right.{storage}",
        $"{storage} == other.{storage}",
        $"{storage}.GetHashCode()");

    // That of the object itself, whatever its type says of equality.
    private static EqualityText OfReference(string storage) => new(
        "refer to the very same object",
        "refer to different objects",
        $"{Same}(left.{storage}, right.{storage})",
        $"!{Same}(left.{storage}, right.{storage})",
        $"{Same}({storage}, other.{storage})",
        $"{HashOf}({storage})");

    private static EqualityText OfBoth(EqualityText reference, EqualityText bits) => new(
        $"{reference.Equal} and {bits.Equal}",
        $"{reference.Unequal} or {bits.Unequal}",
        $"{reference.AreEqual} && {bits.AreEqual}",
        $"{reference.Differ} || {bits.Differ}",
        $"{reference.EqualsOther} && {bits.EqualsOther}",
        $"{reference.Hash} ^ {bits.Hash}");
}
