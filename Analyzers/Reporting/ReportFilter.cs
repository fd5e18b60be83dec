using System.Collections.Concurrent;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Text;
using MsiEncap.Analyzers.Ledger;
using MsiEncap.Analyzers.Suppression;

namespace MsiEncap.Analyzers;

/// <summary>
/// What happens to a diagnostic between the rule that finds it and the compiler: the ledger may sanction its suppression, the mode
/// makes it an error or a warning, and a pragma that would cover it is reported. Nothing else changes what is reported.
/// </summary>
internal sealed class ReportFilter
{
    private static readonly PerCompilation<ReportFilter> s_filters = new(
        (compilation, options) => new(compilation, options),
        (filter, compilation, options) => filter._mode == RuleModeReader.Of(compilation, options));

    private readonly RuleMode _mode;
    private readonly Lazy<SanctionedSuppressions> _sanctions;

    // Rules share who reports a pragma: the diagnostic that claimed it, so that asking again gives the same answer.
    private readonly ConcurrentDictionary<Location, (TextSpan Span, string Message)> _claims = new();

    private ReportFilter(Compilation compilation, AnalyzerOptions options)
    {
        _mode = RuleModeReader.Of(compilation, options);
        _sanctions = new(() => new(compilation, LedgerFiles.Of(compilation, options, LedgerFileKind.Roles, CancellationToken.None)));
    }

    /// <summary>The suppressions that the ledger sanctions, and which of them were needed. The ledger is read when first asked.</summary>
    public SanctionedSuppressions Sanctions => _sanctions.Value;

    /// <summary>The filter of a compilation, the same for all rules.</summary>
    /// <param name="compilation">The compilation.</param>
    /// <param name="options">Holds mode and ledger.</param>
    /// <returns>The filter.</returns>
    public static ReportFilter Of(Compilation compilation, AnalyzerOptions options) => s_filters.Of(compilation, options);

    /// <summary>Reports what a rule found, if nothing sanctions it.</summary>
    /// <param name="found">The diagnostic.</param>
    /// <param name="report">The compiler's way.</param>
    public void Report(Diagnostic found, Action<Diagnostic> report)
    {
        if (found.Id == RuleIds.AnalyzerFailed || found.Location.SourceTree is not { } tree)
        {
            report(InMode(_mode, found));
            return;
        }

        if (Suppressible.CanBe(found.Id) && Sanctions.Cover(found.Id, tree, found.Location.SourceSpan))
        {
            return;
        }

        report(InMode(_mode, found));
        if (PragmaMap.Of(tree).PragmaWithoutIds(found.Id, found.Location.SourceSpan.Start) is { } pragma && Claims(pragma, found))
        {
            report(InMode(_mode, Diagnostic.Create(Descriptors.PragmaWithoutIds, pragma)));
        }
    }

    private bool Claims(Location pragma, Diagnostic found)
    {
        (TextSpan Span, string Message) claim = (found.Location.SourceSpan, found.GetMessage(System.Globalization.CultureInfo.InvariantCulture));
        return _claims.GetOrAdd(pragma, claim) == claim;
    }

    // A crash of an analyzer is an error in every mode.
    private static Diagnostic InMode(RuleMode mode, Diagnostic found) => mode != RuleMode.Adopt || found.Id == RuleIds.AnalyzerFailed
        ? found
        : Diagnostic.Create(
            found.Id,
            found.Descriptor.Category,
            found.GetMessage(System.Globalization.CultureInfo.InvariantCulture),
            DiagnosticSeverity.Warning,
            found.DefaultSeverity,
            isEnabledByDefault: true,
            warningLevel: 1,
            found.Descriptor.Title,
            found.Descriptor.Description,
            found.Descriptor.HelpLinkUri,
            found.Location,
            found.AdditionalLocations,
            found.Descriptor.CustomTags,
            found.Properties);
}
