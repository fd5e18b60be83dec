using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using MsiEncap.Analyzers.Contracts;
using MsiEncap.Generators.Reading;

namespace MsiEncap.Analyzers;

/// <summary>Says why the generator has written no cookie for a contract. It reads declarations by the generator's own code.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class MSI2001InvalidContractAnalyzer : MsiEncapAnalyzer
{
    /// <inheritdoc/>
    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics { get; } =
        [Descriptors.InvalidContract, Descriptors.PragmaWithoutIds, Descriptors.UnusedSuppression, Descriptors.AnalyzerFailed];

    private protected override string RuleId => RuleIds.InvalidContract;

    /// <inheritdoc/>
    private protected override void Start(CompilationStartAnalysisContext context)
    {
        if (ContractTypes.AreKnown(context.Compilation))
        {
            DeclaredContracts contracts = DeclaredContracts.Of(context.Compilation);
            context.RegisterSymbolAction(type => Guard.Run(type, RuleId, () => Check(type, contracts)), SymbolKind.NamedType);
        }
    }

    private static void Check(SymbolAnalysisContext context, DeclaredContracts contracts)
    {
        var type = (INamedTypeSymbol)context.Symbol;
        foreach (ContractProblem problem in contracts.Read(type).Problems)
        {
            context.Report(Diagnostic.Create(
                Descriptors.InvalidContract, problem.Where, type.Name.Length == 0 ? "?" : type.Name, OneLine.Of(problem.Wrong), OneLine.Of(problem.Advice)));
        }
    }
}
