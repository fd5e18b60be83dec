using Microsoft.CodeAnalysis.Diagnostics;

namespace MsiEncap.Analyzers;

/// <summary>Reads what the package's build files make visible to the compiler.</summary>
internal static class BuildProperty
{
    /// <summary>The value of a property of the build.</summary>
    /// <param name="options">The options of the compilation.</param>
    /// <param name="name">The property's name.</param>
    /// <returns><see langword="null"/> if it is missing or empty.</returns>
    public static string? Of(AnalyzerOptions options, string name) =>
        options.AnalyzerConfigOptionsProvider.GlobalOptions.TryGetValue("build_property." + name, out string? value) && value.Trim() is { Length: > 0 } text
            ? text
            : null;
}
