using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using MsiEncap.Analyzers.Contracts;
using MsiEncap.Analyzers.Ledger;
using MsiEncap.Generators;
using MsiEncap.Generators.Layout;
using MsiEncap.Generators.Models;
using MsiEncap.Generators.Reading;

namespace MsiEncap.Analyzers;

/// <summary>
/// Reports layouts of contracts that are not what was agreed on: where the project keeps lists of them, what those lists say.
/// </summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class MSI2006DriftingLayoutAnalyzer : MsiEncapAnalyzer
{
    /// <inheritdoc/>
    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics { get; } =
    [
        Descriptors.ChangedLayout,
        Descriptors.UnlistedContract,
        Descriptors.StaleContract,
        Descriptors.PragmaWithoutIds,
        Descriptors.UnusedSuppression,
        Descriptors.AnalyzerFailed,
    ];

    private protected override string RuleId => RuleIds.DriftingLayout;

    /// <inheritdoc/>
    private protected override void Start(CompilationStartAnalysisContext context)
    {
        if (!ContractTypes.AreKnown(context.Compilation))
        {
            return;
        }

        if (ContractList.IsKept(context.Options))
        {
            CheckLists(context);
        }
    }

    private void CheckLists(CompilationStartAnalysisContext context)
    {
        Compilation compilation = context.Compilation;
        AnalyzerOptions options = context.Options;
        Lazy<ContractList> list = new(() => ContractList.Read(compilation, options, CancellationToken.None));
        Lazy<DeclaredContracts> declared = new(() => DeclaredContracts.Of(compilation.Assembly, compilation, CancellationToken.None));
        context.RegisterSymbolAction(type => Guard.Run(type, RuleId, () => CheckDeclaration(type, list)), SymbolKind.NamedType);
        context.RegisterAdditionalFileAction(file => Guard.Run(file, RuleId, () =>
        {
            if (LedgerFiles.KindOf(file.AdditionalFile.Path) is LedgerFileKind.ShippedContracts or LedgerFileKind.UnshippedContracts
                && list.Value.Files.FirstOrDefault(listed => listed.Source == file.AdditionalFile) is { } found)
            {
                LedgerFindings.Report(file, Descriptors.StaleContract, found, new ContractListCheck(list.Value, declared.Value).Find(found));
            }
        }));
    }

    private static void CheckDeclaration(SymbolAnalysisContext context, Lazy<ContractList> lists)
    {
        var type = (INamedTypeSymbol)context.Symbol;
        ContractProblems problems = default;
        if (ContractReader.Read(type, context.Compilation, ref problems) is not { } cookie || lists.Value is not { Files.IsEmpty: false } list)
        {
            return;
        }

        Location where = type.GetAttributes().First(MetadataNames.ContractAttribute)?.Where("contractId", 0) ?? type.Locations[0];
        CookieLayout layout = cookie.Layout;
        if (list.Shipped(cookie.ContractId, cookie.Version) is var (file, shipped))
        {
            if (shipped.Layout!.Fingerprint() != layout.Fingerprint())
            {
                context.Report(Diagnostic.Create(
                    Descriptors.ChangedLayout,
                    where,
                    [file.At(shipped.Content)],
                    cookie.ContractId,
                    cookie.Version,
                    LayoutDifference.Between(shipped.Layout, layout)));
            }
        }
        else if (list.Unshipped(cookie.ContractId, cookie.Version) is null)
        {
            context.Report(Unlisted(type, cookie, ContractLine.Of(layout), where));
        }
    }

    private static Diagnostic Unlisted(INamedTypeSymbol type, CookieModel cookie, string line, Location where) => Diagnostic.Create(
        Descriptors.UnlistedContract,
        where,
        ImmutableDictionary<string, string?>.Empty.Add(LedgerProperties.File, LedgerFiles.UnshippedContracts).Add(LedgerProperties.Line, line),
        type.Name,
        cookie.ContractId,
        cookie.Version,
        line);
}
