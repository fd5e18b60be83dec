namespace MsiEncap.Generators.Models;

/// <summary>Where a struct is declared.</summary>
/// <param name="Namespace">Its namespace, dots between the parts; empty for the global one.</param>
/// <param name="Containers">The types it is nested in, the outermost first.</param>
/// <param name="Name">Its name, not escaped.</param>
internal sealed record TypeModel(string Namespace, EquatableArray<ContainerModel> Containers, string Name);
