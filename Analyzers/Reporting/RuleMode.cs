using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace MsiEncap.Analyzers;

/// <summary>What a project wants of the rules: the build property <c>MsiEncapMode</c>, and nothing else, says it.</summary>
internal enum RuleMode
{
    /// <summary>Everything reported is an error.</summary>
    Enforce,

    /// <summary>Everything reported is a warning, for a project that is on its way.</summary>
    Adopt,

    /// <summary>Nothing is looked at.</summary>
    Off,
}

/// <summary>Reads the mode.</summary>
internal static class RuleModeReader
{
    /// <summary>The build property, and the feature of the compiler that the package's build files pass it on as.</summary>
    public const string Property = "MsiEncapMode";

    /// <summary>The mode of a compilation.</summary>
    /// <param name="compilation">The compilation.</param>
    /// <param name="options">Its options.</param>
    /// <returns>Enforce where it is not set, and where it is set to a word that is no mode; the build reports that as MSI0002.</returns>
    public static RuleMode Of(Compilation compilation, AnalyzerOptions options) =>
        BuildProperty.Of(compilation, options, Property)?.ToUpperInvariant() switch
        {
            "ADOPT" => RuleMode.Adopt,
            "OFF" => RuleMode.Off,
            _ => RuleMode.Enforce,
        };
}
