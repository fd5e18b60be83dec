using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace MsiEncap.Analyzers.Ledger;

/// <summary>What the rules about additional files have in common: they look at each file as it is edited, and only where there is one.</summary>
internal static class LedgerFindings
{
    /// <summary>Registers a rule.</summary>
    /// <param name="context">The compilation.</param>
    /// <param name="ruleId">The id of the rule.</param>
    /// <param name="rule">What it reports.</param>
    /// <param name="find">What it finds in a file.</param>
    public static void Register(
        CompilationStartAnalysisContext context,
        string ruleId,
        DiagnosticDescriptor rule,
        Func<LedgerCheck, LedgerFile, IEnumerable<LedgerCheck.Finding>> find)
    {
        if (LedgerFiles.Any(context.Options))
        {
            context.RegisterAdditionalFileAction(file => Guard.Run(file, ruleId, () => Report(file, rule, find)));
        }
    }

    private static void Report(
        AdditionalFileAnalysisContext context, DiagnosticDescriptor rule, Func<LedgerCheck, LedgerFile, IEnumerable<LedgerCheck.Finding>> find)
    {
        if (LedgerFiles.KindOf(context.AdditionalFile.Path) is not { } kind)
        {
            return;
        }

        ImmutableArray<LedgerFile> files = LedgerFiles.Of(context.Compilation, context.Options, kind, context.CancellationToken);
        if (files.FirstOrDefault(file => file.Source == context.AdditionalFile) is { } file)
        {
            Report(context, rule, file, find(new(context.Compilation, files, context.CancellationToken), file));
        }
    }

    /// <summary>Reports what a rule found in a file.</summary>
    /// <param name="context">Takes it.</param>
    /// <param name="rule">The rule, whose text has one hole.</param>
    /// <param name="file">The file.</param>
    /// <param name="findings">What it found.</param>
    public static void Report(
        AdditionalFileAnalysisContext context, DiagnosticDescriptor rule, LedgerFile file, IEnumerable<LedgerCheck.Finding> findings)
    {
        foreach (LedgerCheck.Finding finding in findings)
        {
            context.Report(Diagnostic.Create(rule, file.At(finding.Span), PropertiesOf(finding), finding.Text));
        }
    }

    private static ImmutableDictionary<string, string?> PropertiesOf(LedgerCheck.Finding finding)
    {
        ImmutableDictionary<string, string?> properties = ImmutableDictionary<string, string?>.Empty;
        if (finding.Nearest is { } nearest)
        {
            properties = properties.Add(LedgerProperties.Nearest, nearest);
        }

        if (finding.Missing is var (name, line))
        {
            properties = properties.Add(LedgerProperties.File, name).Add(LedgerProperties.Line, line);
        }

        return finding.IsToRemove ? properties.Add(LedgerProperties.Remove, "") : properties;
    }
}
