using System.Globalization;

namespace MsiEncap.Contracts;

/// <summary>Which contract, and which layout of it, a domain was built for or a cookie is of.</summary>
/// <param name="Id">The contract's id.</param>
/// <param name="LayoutFingerprint">The hash of its layout.</param>
internal readonly record struct CookieContract(string Id, ulong LayoutFingerprint)
{
    /// <summary>The layout in words, for whoever has to find out why two fingerprints differ; they alone are compared.</summary>
    public string Layout { get; private init; } = "";

    public static CookieContract Of<TCookie>()
        where TCookie : struct, IMsiCookie<TCookie> =>
        new(TCookie.ContractId, TCookie.LayoutFingerprint) { Layout = TCookie.Layout };

    /// <summary>What PCI itself lays down: there is no cookie.</summary>
    public static CookieContract Standard(string id) => new(id, 0);

    /// <summary>Whether the contract is PCI's own.</summary>
    public bool IsStandard => LayoutFingerprint == 0;

    /// <inheritdoc/>
    public bool Equals(CookieContract other) => LayoutFingerprint == other.LayoutFingerprint && Id == other.Id;

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(Id, LayoutFingerprint);

    /// <inheritdoc/>
    public override string ToString() =>
        string.Create(CultureInfo.InvariantCulture, $"'{Id}' (layout {LayoutFingerprint:x16})");
}
