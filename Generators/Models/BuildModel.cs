namespace MsiEncap.Generators.Models;

/// <summary>What an assembly is built with.</summary>
/// <param name="Assembly">The name of the assembly.</param>
/// <param name="Contracts">The contracts of references whose cookies it names, at least one.</param>
internal readonly record struct BuildModel(string Assembly, EquatableArray<UsedContractModel> Contracts);
