namespace MsiEncap.Contracts;

/// <summary>
/// What the generator implements for a cookie contract, and all that the runtime needs to know of one: how a typed cookie becomes
/// the opaque <see cref="MsiInstanceCookie"/> and back, and which contract and layout it is.
/// </summary>
/// <typeparam name="TSelf">The cookie struct itself.</typeparam>
public interface IMsiCookie<TSelf>
    where TSelf : struct, IMsiCookie<TSelf>
{
    /// <summary>The name of the contract, as in <see cref="MsiCookieContractAttribute.ContractId"/>.</summary>
    static abstract string ContractId { get; }

    /// <summary>
    /// A 64-bit hash of the contract's id and version, of its fields' names, widths, positions and signs, of the members of their enums, and
    /// of its reference's name and the full name of its type: two builds of a contract that lay the cookie out differently, or refer to
    /// different types, have different fingerprints.
    /// </summary>
    static abstract ulong LayoutFingerprint { get; }

    /// <summary>
    /// What the fingerprint is made of, in words, for the error that tells two layouts apart: the version, then each field and the
    /// reference, with semicolons between them, <c>version 1;bits 19:0 Pasid unsigned</c>. Empty if whoever wrote the cookie does not say.
    /// </summary>
    static virtual string Layout => "";

    /// <summary>Reads a typed cookie out of an opaque one of the same contract.</summary>
    /// <param name="cookie">The opaque cookie.</param>
    /// <returns>The typed cookie; the default one if the interrupt was allocated without a cookie.</returns>
    /// <exception cref="InvalidCastException">The opaque cookie refers to an object of another type.</exception>
    static abstract TSelf Unpack(MsiInstanceCookie cookie);

    /// <summary>Makes the opaque cookie that the MSI core carries to the domain.</summary>
    /// <returns>The opaque cookie.</returns>
    /// <exception cref="InvalidOperationException">The cookie is the default one of a contract that refers to an object.</exception>
    MsiInstanceCookie Pack();
}
