using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Operations;
using MsiEncap.Analyzers.Access;

namespace MsiEncap.Analyzers;

/// <summary>Reports interrupt numbers that code makes of integers, or computes, instead of keeping what an allocation returned.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class MSI1007ForgedVirqAnalyzer : MsiEncapAnalyzer
{
    /// <inheritdoc/>
    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics { get; } =
        [Descriptors.ForgedVirq, Descriptors.ComputedVirq, Descriptors.PragmaWithoutIds, Descriptors.UnusedSuppression, Descriptors.AnalyzerFailed];

    private protected override string RuleId => RuleIds.ForgedVirq;

    /// <inheritdoc/>
    private protected override void Start(CompilationStartAnalysisContext context)
    {
        if (VirqModel.Of(context.Compilation, AccessModel.Of(context.Compilation, context.Options)) is not { } model)
        {
            return;
        }

        Carriers carriers = model.Carriers;
        context.RegisterSemanticModelAction(file => Guard.Run(file, RuleId, () =>
        {
            if (SuspectCode.Of(file.SemanticModel.SyntaxTree, carriers, Signs.Overlays, file.CancellationToken) is { } code)
            {
                Action<Diagnostic> report = file.Reporter();
                foreach (ExecutableCode.Block block in code.Blocks(file.SemanticModel, file.CancellationToken))
                {
                    Check(model, block, report, file.CancellationToken);
                }

                Action<Diagnostic> here = report.Within(file.SemanticModel.SyntaxTree);
                foreach (INamedTypeSymbol type in code.Types(file.SemanticModel, file.CancellationToken))
                {
                    Check(model, type, here);
                }
            }
        }));
    }

    /// <summary>Reports the numbers that the code of a symbol makes.</summary>
    /// <param name="model">What interrupt numbers are.</param>
    /// <param name="code">The code.</param>
    /// <param name="report">Takes the diagnostics.</param>
    /// <param name="cancellationToken">Stops the walk.</param>
    internal static void Check(VirqModel model, ExecutableCode.Block code, Action<Diagnostic> report, CancellationToken cancellationToken)
    {
        ISymbol owner = code.Owner;
        INamedTypeSymbol? site = code.Site;
        ForgedValues forged = new(model);
        ComputedVirqs computed = new(model);
        foreach (IOperation operation in code.Blocks.SelectMany(block => block.DescendantsAndSelf()))
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (!CanMakeOrCompute(operation.Kind))
            {
                continue;
            }

            if (forged.Find(operation, owner) is { } making)
            {
                Report(model, Descriptors.ForgedVirq, "Virq", making, site, report);
            }
            else if (computed.Find(operation, owner) is { } computing)
            {
                Report(model, Descriptors.ComputedVirq, "Virq.Number", computing, site, report);
            }
        }
    }

    // Asked of every operation; what an operation is, is dear to ask.
    private static bool CanMakeOrCompute(OperationKind kind) => kind is OperationKind.ObjectCreation or OperationKind.SimpleAssignment
        or OperationKind.Conversion or OperationKind.Invocation or OperationKind.PropertyReference or OperationKind.Binary or OperationKind.CompoundAssignment
        or OperationKind.Increment or OperationKind.Decrement;

    /// <summary>Reports the fields of a type that lie over a number.</summary>
    /// <param name="model">What interrupt numbers are.</param>
    /// <param name="type">The type.</param>
    /// <param name="report">Takes the diagnostics.</param>
    internal static void Check(VirqModel model, INamedTypeSymbol type, Action<Diagnostic> report)
    {
        foreach ((IFieldSymbol field, _) in OverlaidFields.Over(type, field => model.Is(field) ? field : null))
        {
            Report(model, Descriptors.ForgedVirq, "Virq", field.Locations[0], type, report);
        }
    }

    private static void Report(
        VirqModel model, DiagnosticDescriptor rule, string what, Location location, INamedTypeSymbol? site, Action<Diagnostic> report)
    {
        if (!model.MayMake(site))
        {
            report(Diagnostic.Create(rule, location, what, model.DeclaringAssembly));
        }
    }
}
