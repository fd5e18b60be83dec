using System.Text;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace MsiEncap.Analyzers;

/// <summary>
/// Reads what the package's build files tell the compiler: as its features, and as properties that it shows to analyzers. A configuration
/// file can overwrite a property, but no feature, so the feature decides; a build without these files has the property alone.
/// </summary>
internal static class BuildProperty
{
    /// <summary>The value of a property of the build.</summary>
    /// <param name="compilation">The compilation.</param>
    /// <param name="options">Its options.</param>
    /// <param name="name">The property's name.</param>
    /// <param name="feature">The feature's name, where it is another.</param>
    /// <returns><see langword="null"/> if it is missing or empty.</returns>
    public static string? Of(Compilation compilation, AnalyzerOptions options, string name, string? feature = null) =>
        Trimmed(Feature(compilation, feature ?? name) ?? Shown(options, name));

    /// <summary>The value of a property that is a path, or paths: its feature is written as base64, since features have separators of their own.</summary>
    /// <param name="compilation">The compilation.</param>
    /// <param name="options">Its options.</param>
    /// <param name="name">The property's name.</param>
    /// <param name="feature">The feature's name.</param>
    /// <returns><see langword="null"/> if it is missing or empty.</returns>
    public static string? OfPath(Compilation compilation, AnalyzerOptions options, string name, string feature) =>
        Trimmed(Path(compilation, feature) ?? Shown(options, name));

    /// <summary>What a feature says that is a path, or paths.</summary>
    /// <param name="compilation">The compilation.</param>
    /// <param name="feature">The feature's name.</param>
    /// <returns><see langword="null"/> if there is no such feature, or it is not base64.</returns>
    public static string? Path(Compilation compilation, string feature)
    {
        try
        {
            return Feature(compilation, feature) is { } encoded ? Encoding.UTF8.GetString(Convert.FromBase64String(encoded)) : null;
        }
        catch (FormatException)
        {
            return null;
        }
    }

    // The features of all files are the same.
    private static string? Feature(Compilation compilation, string name) =>
        compilation.SyntaxTrees.FirstOrDefault() is { } tree && tree.Options.Features.TryGetValue(name, out string? value) ? value : null;

    private static string? Shown(AnalyzerOptions options, string name) =>
        options.AnalyzerConfigOptionsProvider.GlobalOptions.TryGetValue("build_property." + name, out string? value) ? value : null;

    private static string? Trimmed(string? value) => value?.Trim() is { Length: > 0 } text ? text : null;
}
