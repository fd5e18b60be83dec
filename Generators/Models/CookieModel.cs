namespace MsiEncap.Generators.Models;

/// <summary>What the pipeline carries of a contract, whatever its cookie holds.</summary>
/// <param name="Type">The struct to complete.</param>
/// <param name="ContractId">The name of the contract.</param>
internal abstract record CookieModel(TypeModel Type, string ContractId);
