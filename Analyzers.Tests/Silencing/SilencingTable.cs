using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Text;
using MsiEncap.Analyzers.Tests.Rules;
using MsiEncap.Analyzers.Tests.TestKit;

namespace MsiEncap.Analyzers.Tests.Silencing;

/// <summary>Tries each means and writes down what it does.</summary>
internal static class SilencingTable
{
    private const string Head = """
        # Silencing a rule: which means does what

        Written by a test that tries each means on code with one touch of a restricted type (`MSIENCAP_ACCEPT=1 dotnet test Analyzers.Tests --filter SilencingTests` writes it anew).

        The ledger and `MsiEncapMode` decide what is reported. Whatever else is tried in source has no effect and is reported as [MSI4002](rules/MSI4002.md); whatever is tried in configuration has no effect. That the rules do not run at all is refused by the build ([MSI0002](rules/MSI0002.md)).


        """;

    /// <summary>Compiles with a means.</summary>
    /// <param name="means">The means.</param>
    /// <returns>What is left of our diagnostics.</returns>
    public static async Task<ImmutableArray<Diagnostic>> TryAsync(Means means)
    {
        // As the build does it: the property is written into a config file, and is a feature of the compiler.
        ConfigFiles config = new(means.Config.Add(("/src/obj/Driver.GeneratedMSBuildEditorConfig.editorconfig", $"is_global = true\nbuild_property.MsiEncapMode = {means.Mode}")));
        var compilation = TestCompilation.Create(
            [("/src/Queue.cs", means.Source)],
            [.. TestCompilation.Default, IrqLibrary.Reference],
            TestCompilation.ParseOptions.WithFeatures([new("MsiEncapMode", means.Mode)]));
        compilation = compilation.WithOptions(means.Options(compilation.Options.WithSyntaxTreeOptionsProvider(config.Severities)));
        AnalyzerOptions options = new([new InMemoryFile("/src/MsiEncap.Roles.txt", SourceText.From(means.Ledger))], config.Options);
        ImmutableArray<DiagnosticAnalyzer> analyzers = means.HasSuppressor ? Catalogue.Analyzers.Add(new Suppressor()) : Catalogue.Analyzers;
        var all = await compilation.WithAnalyzers(analyzers, options).GetAllDiagnosticsAsync();
        return [.. all.Where(diagnostic => diagnostic.Id.StartsWith("MSI", StringComparison.Ordinal) && !diagnostic.IsSuppressed)];
    }

    /// <summary>The page.</summary>
    /// <returns>Markdown.</returns>
    public static async Task<string> FormatAsync()
    {
        var page = new StringBuilder(Head);
        foreach (IGrouping<string, Means> group in AllMeans.List.GroupBy(means => means.Group))
        {
            page.Append(CultureInfo.InvariantCulture, $"## {group.Key}\n\n| means | the touch is | also reported |\n|---|---|---|\n");
            foreach (Means means in group)
            {
                var left = await TryAsync(means);
                string touch = left.FirstOrDefault(diagnostic => diagnostic.Id == RuleIds.RestrictedSymbol)?.Severity switch
                {
                    null => "not reported",
                    DiagnosticSeverity.Error => "an error",
                    DiagnosticSeverity.Warning => "a warning",
                    _ => "a hint",
                };
                string others = string.Join(", ", left.Select(diagnostic => diagnostic.Id).Where(id => id != RuleIds.RestrictedSymbol).Order(StringComparer.Ordinal));
                page.Append(CultureInfo.InvariantCulture, $"| {means.Name} | {touch} | {others} |\n");
            }

            page.Append('\n');
        }

        return page.ToString().TrimEnd('\n') + "\n";
    }
}
