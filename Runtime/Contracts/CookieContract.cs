namespace MsiEncap.Contracts;

/// <summary>Which contract, and which layout of it, a domain was built for or a cookie is of.</summary>
/// <param name="Id">The contract's id.</param>
/// <param name="LayoutFingerprint">The hash of its layout.</param>
internal readonly record struct CookieContract(string Id, ulong LayoutFingerprint)
{
    public static CookieContract Of<TCookie>()
        where TCookie : struct, IMsiCookie<TCookie> =>
        new(TCookie.ContractId, TCookie.LayoutFingerprint);

    /// <inheritdoc/>
    public override string ToString() =>
        string.Create(System.Globalization.CultureInfo.InvariantCulture, $"'{Id}' (layout {LayoutFingerprint:x16})");
}
