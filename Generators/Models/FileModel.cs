namespace MsiEncap.Generators.Models;

/// <summary>One generated file: the cookies whose contracts stand in one source file.</summary>
/// <param name="HintName">Its name; empty if there is no cookie, and so no file.</param>
/// <param name="Cookies">The cookies, in the order of the source.</param>
internal readonly record struct FileModel(string HintName, EquatableArray<CookieModel> Cookies);
