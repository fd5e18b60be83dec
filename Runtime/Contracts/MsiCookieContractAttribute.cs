namespace MsiEncap.Contracts;

/// <summary>
/// Declares a partial struct to be the cookie of a device: the one thing that queue code and the device's irq domain agree on.
/// The generator writes the struct from what stands beside this attribute: <see cref="CookieFieldAttribute"/>s and
/// <see cref="CookieReservedAttribute"/>s for the bits of a value cookie, one <see cref="CookieReferenceAttribute"/> for a cookie that
/// refers to an object, with or without bits beside it.
/// </summary>
/// <param name="contractId">
/// The name of the contract, <c>vendor,device</c>. Both sides compare it when an interrupt is allocated, so a cookie of another
/// device never reaches a domain.
/// </param>
[AttributeUsage(AttributeTargets.Struct, AllowMultiple = false, Inherited = false)]
public sealed class MsiCookieContractAttribute(string contractId) : Attribute
{
    /// <summary>The name of the contract, <c>vendor,device</c>.</summary>
    public string ContractId { get; } = contractId;

    /// <summary>
    /// The version of the contract, from 1. It is part of the layout's fingerprint: count it up where the same bits mean something else.
    /// </summary>
    public int Version { get; set; } = 1;
}
