using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Diagnostics;
using MsiEncap.Analyzers.Contracts;
using MsiEncap.Generators.Models;

namespace MsiEncap.Analyzers;

/// <summary>Reports assemblies that say they implement a contract, and have no irq domain of it, or more than one; and programs with several of them.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class MSI2005ContractImplementationAnalyzer : MsiEncapAnalyzer
{
    /// <inheritdoc/>
    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics { get; } =
    [
        Descriptors.MissingImplementation, Descriptors.SeveralImplementations, Descriptors.ImplementsNoContract, Descriptors.SeveralImplementers,
        Descriptors.PragmaWithoutIds, Descriptors.UnusedSuppression, Descriptors.AnalyzerFailed,
    ];

    private protected override string RuleId => RuleIds.ContractImplementation;

    /// <inheritdoc/>
    private protected override void Start(CompilationStartAnalysisContext context)
    {
        if (context.Compilation.GetTypesByMetadataName(Implementations.AttributeName).IsEmpty)
        {
            return;
        }

        DeclaredContracts contracts = DeclaredContracts.Of(context.Compilation);
        Lazy<Implementations> implementations = new(() => new(context.Compilation, contracts));
        context.RegisterSemanticModelAction(file => Guard.Run(file, RuleId, () =>
        {
            // Nothing is asked of a file that says nothing of its assembly.
            SyntaxTree tree = file.SemanticModel.SyntaxTree;
            if (tree.GetRoot(file.CancellationToken) is CompilationUnitSyntax { AttributeLists.Count: > 0 })
            {
                Check(implementations.Value, contracts, tree, file.Reporter());
            }
        }));

        if (ProgramStart.IsIn(context.Compilation))
        {
            Lazy<IReadOnlyList<CookieModel>> several = new(() => implementations.Value.SeveralElsewhere());
            context.RegisterSemanticModelAction(file => Guard.Run(file, RuleId, () =>
            {
                // A generated entry point, as a test project has it, is nobody's to edit, and tests of several variants are no mistake.
                if (!file.IsGeneratedCode && several.Value.Count > 0)
                {
                    CheckProgram(implementations.Value, several.Value, file);
                }
            }));
        }
    }

    private static void CheckProgram(Implementations implementations, IReadOnlyList<CookieModel> several, SemanticModelAnalysisContext file)
    {
        if (ProgramStart.In(file) is { } where)
        {
            foreach (CookieModel contract in several)
            {
                string assemblies = string.Join(", ", implementations.NamesElsewhere(contract).Select(name => $"'{name}'"));
                file.Report(Diagnostic.Create(Descriptors.SeveralImplementers, where, OneLine.Of(ContractText.Of(contract)), assemblies));
            }
        }
    }

    private static void Check(Implementations implementations, DeclaredContracts contracts, SyntaxTree tree, Action<Diagnostic> report)
    {
        foreach (AttributeData statement in implementations.Statements)
        {
            if (statement.ApplicationSyntaxReference is { } reference && reference.SyntaxTree == tree && statement.ConstructorArguments is [{ Value: ITypeSymbol { TypeKind: not TypeKind.Error } cookie }])
            {
                Location where = Location.Create(tree, reference.Span);
                string name = cookie.ToDisplayString(SymbolDisplayFormat.CSharpShortErrorMessageFormat);
                if (contracts.Of(cookie) is not { } contract)
                {
                    // What is wrong with a contract is told where it is declared.
                    if (!Implementations.Declares(cookie))
                    {
                        report(Diagnostic.Create(Descriptors.ImplementsNoContract, where, name));
                    }

                    continue;
                }

                Check(implementations, contract, name, where, report);
            }
        }
    }

    private static void Check(Implementations implementations, CookieModel contract, string name, Location where, Action<Diagnostic> report)
    {
        IReadOnlyList<INamedTypeSymbol> domains = implementations.Of(contract);
        string[] found =
        [
            .. domains.Select(domain => $"'{domain.ToDisplayString(SymbolDisplayFormat.CSharpErrorMessageFormat)}'"),
            .. implementations.NamesElsewhere(contract).Select(assembly => $"that of the assembly '{assembly}'"),
        ];
        string what = OneLine.Of(ContractText.Of(contract));
        if (domains.Count == 0)
        {
            report(Diagnostic.Create(Descriptors.MissingImplementation, where, what, name));
        }
        else if (found.Length > 1)
        {
            report(Diagnostic.Create(Descriptors.SeveralImplementations, where, domains.SelectMany(domain => domain.Locations.Take(1)), what, string.Join(", ", found)));
        }
    }
}
