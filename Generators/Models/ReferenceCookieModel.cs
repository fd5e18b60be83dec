namespace MsiEncap.Generators.Models;

/// <summary>A contract whose cookie refers to an object.</summary>
/// <param name="Type">The struct to complete.</param>
/// <param name="ContractId">The name of the contract.</param>
/// <param name="Reference">The object.</param>
internal sealed record ReferenceCookieModel(TypeModel Type, string ContractId, ReferenceModel Reference)
    : CookieModel(Type, ContractId);
