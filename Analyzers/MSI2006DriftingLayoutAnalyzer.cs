using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Diagnostics;
using MsiEncap.Analyzers.Access;
using MsiEncap.Analyzers.Contracts;
using MsiEncap.Analyzers.Ledger;
using MsiEncap.Generators;
using MsiEncap.Generators.Emission;
using MsiEncap.Generators.Layout;
using MsiEncap.Generators.Models;
using MsiEncap.Generators.Reading;
using MsiEncap.Generators.Words;

namespace MsiEncap.Analyzers;

/// <summary>
/// Reports layouts of contracts that are not what was agreed on: what the project's lists of them say, and what another assembly has
/// under the same id.
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
        Descriptors.TwoLayouts,
        Descriptors.OtherBuild,
        Descriptors.ContractGone,
        Descriptors.PragmaWithoutIds,
        Descriptors.UnusedSuppression,
        Descriptors.AnalyzerFailed,
    ];

    private protected override string RuleId => RuleIds.DriftingLayout;

    /// <inheritdoc/>
    private protected override void Start(CompilationStartAnalysisContext context)
    {
        Compilation compilation = context.Compilation;
        if (!ContractTypes.AreKnown(compilation))
        {
            return;
        }

        AnalyzerOptions options = context.Options;
        DeclaredContracts contracts = DeclaredContracts.Of(compilation);
        VisibleContracts visible = new(compilation);
        Lazy<ContractList>? list = ContractList.IsKept(options) ? new(() => ContractList.Read(compilation, options, CancellationToken.None)) : null;
        context.RegisterSymbolAction(type => Guard.Run(type, RuleId, () => CheckDeclaration(type, contracts, list, visible)), SymbolKind.NamedType);
        if (list is not null)
        {
            context.RegisterAdditionalFileAction(file => Guard.Run(file, RuleId, () => CheckList(file, list.Value, visible)));
        }

        if (VisibleContracts.MayBeReferenced(compilation))
        {
            Lazy<RestrictedNames> names = new(() => new(compilation, visible.Conflicting.Select(type => type.Name)));
            context.RegisterSemanticModelAction(file => Guard.Run(file, RuleId, () => CheckUses(file, names.Value, visible)));
            if (ProgramStart.IsIn(compilation))
            {
                Lazy<IReadOnlyList<OtherBuild>> builds = new(() => OtherBuilds.Find(compilation, contracts));
                context.RegisterSemanticModelAction(file => Guard.Run(file, RuleId, () => CheckProgram(file, builds.Value)));
            }
        }
    }

    private static void CheckDeclaration(SymbolAnalysisContext context, DeclaredContracts contracts, Lazy<ContractList>? lists, VisibleContracts visible)
    {
        var type = (INamedTypeSymbol)context.Symbol;
        if (contracts.Of(type) is not { } cookie)
        {
            return;
        }

        Location where = type.GetAttributes().First(MetadataNames.ContractAttribute)?.Where("contractId", 0) ?? type.Locations[0];
        CookieLayout layout = cookie.Layout;
        DeclaredContract declared = new(type, layout);
        if (visible.OtherLayout(declared) is { } other)
        {
            context.Report(TwoLayouts(declared, other, where));
        }

        if (lists?.Value is not { Files.IsEmpty: false } list)
        {
            return;
        }

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

    private static void CheckList(AdditionalFileAnalysisContext context, ContractList list, VisibleContracts visible)
    {
        if (LedgerFiles.KindOf(context.AdditionalFile.Path) is LedgerFileKind.ShippedContracts or LedgerFileKind.UnshippedContracts
            && list.Files.FirstOrDefault(listed => listed.Source == context.AdditionalFile) is { } file)
        {
            LedgerFindings.Report(context, Descriptors.StaleContract, file, new ContractListCheck(list, visible.Declared).Find(file));
        }
    }

    private static void CheckUses(SemanticModelAnalysisContext context, RestrictedNames names, VisibleContracts visible)
    {
        SemanticModel model = context.SemanticModel;
        CancellationToken cancellationToken = context.CancellationToken;
        SyntaxNode root = model.SyntaxTree.GetRoot(cancellationToken);
        NameTable wanted = names.For(root);

        // What the generator writes names only cookies that other code names.
        if (wanted.IsEmpty || GeneratedCode.IsOurs(model.SyntaxTree))
        {
            return;
        }

        foreach (SyntaxToken token in TextScan.Find(root, model.SyntaxTree.GetText(cancellationToken), wanted, cancellationToken))
        {
            if (token.Parent is SimpleNameSyntax name
                && model.GetSymbolInfo(name, cancellationToken).Symbol is INamedTypeSymbol { TypeKind: TypeKind.Struct } type
                && !SymbolEqualityComparer.Default.Equals(type.ContainingAssembly, model.Compilation.Assembly)
                && visible.Of(type) is { } used
                && visible.OtherLayout(used) is { } other)
            {
                context.Report(TwoLayouts(used, other, name.GetLocation()));
            }
        }
    }

    private static void CheckProgram(SemanticModelAnalysisContext context, IReadOnlyList<OtherBuild> builds)
    {
        if (builds.Count > 0 && ProgramStart.In(context) is { } where)
        {
            foreach (OtherBuild build in builds)
            {
                context.Report(BuiltOtherwise(build, where));
            }
        }
    }

    private static Diagnostic BuiltOtherwise(OtherBuild build, Location where)
    {
        string assembly = build.Assembly.Name;
        string from = build.Cookie.ContainingAssembly.Name;
        string layout = ContractText.InWords(build.Layout);
        if (build.Now is not { } now)
        {
            return Diagnostic.Create(Descriptors.ContractGone, where, assembly, build.ContractId, NameOf(build.Cookie), from, layout);
        }

        // Under another id the layout may be the same.
        string id = now.ContractId == build.ContractId ? string.Empty : $"the contract '{now.ContractId}', ";
        return Diagnostic.Create(Descriptors.OtherBuild, where, assembly, build.ContractId, from, layout, id + ContractText.Of(now));
    }

    private static Diagnostic TwoLayouts(DeclaredContract one, DeclaredContract other, Location where) => Diagnostic.Create(
        Descriptors.TwoLayouts,
        where,
        NameOf(one.Type),
        one.Type.ContainingAssembly.Name,
        NameOf(other.Type),
        other.Type.ContainingAssembly.Name,
        one.Layout.ContractId,
        ContractText.Of(one.Layout),
        ContractText.Of(other.Layout));

    private static string NameOf(INamedTypeSymbol type) => type.ToDisplayString(SymbolDisplayFormat.CSharpErrorMessageFormat);

    private static Diagnostic Unlisted(INamedTypeSymbol type, CookieModel cookie, string line, Location where) => Diagnostic.Create(
        Descriptors.UnlistedContract,
        where,
        ImmutableDictionary<string, string?>.Empty.Add(LedgerProperties.File, LedgerFiles.UnshippedContracts).Add(LedgerProperties.Line, line),
        type.Name,
        cookie.ContractId,
        cookie.Version,
        line);
}
