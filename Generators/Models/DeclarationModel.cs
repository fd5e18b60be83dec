namespace MsiEncap.Generators.Models;

/// <summary>One declaration with the contract attribute.</summary>
/// <param name="Path">The source file that it stands in. It groups, and never reaches an output.</param>
/// <param name="Cookie">Its contract; nothing if MSI2001 rejects it.</param>
internal readonly record struct DeclarationModel(string Path, CookieModel? Cookie);
