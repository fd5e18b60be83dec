namespace MsiEncap.Generators.Models;

/// <summary>A contract whose cookie is 64 bits, divided into fields.</summary>
/// <param name="Type">The struct to complete.</param>
/// <param name="ContractId">The name of the contract.</param>
/// <param name="Fields">At least one field, the least significant first.</param>
internal sealed record ValueCookieModel(TypeModel Type, string ContractId, EquatableArray<FieldModel> Fields)
    : CookieModel(Type, ContractId);
