namespace MsiEncap.Generators.Models;

/// <summary>A contract of a reference whose cookie the code names or makes.</summary>
/// <param name="Cookie">The cookie's full name, as code writes it.</param>
/// <param name="ContractId">The contract's id.</param>
/// <param name="Fingerprint">That of its layout.</param>
/// <param name="Layout">Its layout in words.</param>
internal readonly record struct UsedContractModel(string Cookie, string ContractId, ulong Fingerprint, string Layout);
