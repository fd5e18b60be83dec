namespace MsiEncap.Generators.Models;

/// <summary>A type that the struct is nested in.</summary>
/// <param name="Keyword">What it is declared as: <c>class</c>, <c>record struct</c> …</param>
/// <param name="Name">Its name, not escaped.</param>
/// <param name="TypeParameters">The names of its type parameters.</param>
internal readonly record struct ContainerModel(string Keyword, string Name, EquatableArray<string> TypeParameters);
