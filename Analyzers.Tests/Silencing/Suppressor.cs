using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace MsiEncap.Analyzers.Tests.Silencing;

/// <summary>Another package's suppressor, which suppresses whatever it is shown. It is no analyzer that ships.</summary>
internal sealed class Suppressor : DiagnosticSuppressor
{
    private static readonly SuppressionDescriptor s_suppression = new("ACME0001", RuleIds.RestrictedSymbol, "we know better");

    /// <inheritdoc/>
    public override ImmutableArray<SuppressionDescriptor> SupportedSuppressions { get; } = [s_suppression];

    /// <inheritdoc/>
    public override void ReportSuppressions(SuppressionAnalysisContext context)
    {
        foreach (Diagnostic diagnostic in context.ReportedDiagnostics)
        {
            context.ReportSuppression(Microsoft.CodeAnalysis.Diagnostics.Suppression.Create(s_suppression, diagnostic));
        }
    }
}
