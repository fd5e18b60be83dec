using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Operations;
using MsiEncap.Analyzers.Access;
using MsiEncap.Analyzers.Contracts;

namespace MsiEncap.Analyzers;

/// <summary>
/// Reports how cookies are used: raw ones at usage sites (MSI2002), those of another contract than the domain's (MSI2003), constants that do
/// not fit a field (MSI2004). One analyzer and one walk, since all of it is seen in the same code.
/// </summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class MSI2002CookieUseAnalyzer : MsiEncapAnalyzer
{
    /// <inheritdoc/>
    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics { get; } =
    [
        Descriptors.RawCookie, Descriptors.ForeignCookie, Descriptors.MisfitConstant,
        Descriptors.PragmaWithoutIds, Descriptors.UnusedSuppression, Descriptors.AnalyzerFailed,
    ];

    private protected override string RuleId => RuleIds.RawCookie;

    /// <inheritdoc/>
    private protected override void Start(CompilationStartAnalysisContext context)
    {
        if (CookieUse.Of(context.Compilation, AccessModel.Of(context.Compilation, context.Options)) is not { } model)
        {
            return;
        }

        Carriers carriers = model.Carriers;
        context.RegisterSemanticModelAction(file => Guard.Run(file, RuleId, () =>
        {
            // A cookie of the generator's is found out by its text before any of it is bound.
            if (SuspectCode.Of(file.SemanticModel.SyntaxTree, carriers, Signs.Overlays, file.CancellationToken) is { } code
                && !GeneratedCookie.Is(file.SemanticModel, model.Contracts, file.CancellationToken))
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

    private static void Check(CookieUse model, ExecutableCode.Block code, Action<Diagnostic> report, CancellationToken cancellationToken)
    {
        INamedTypeSymbol? site = code.Site;
        RawCookies raw = new(model);
        ForeignCookies foreign = new(model.Contracts, code.Blocks, report);
        MisfitConstants misfits = new(model.Contracts, report);
        foreach (IOperation operation in code.Blocks.SelectMany(block => block.DescendantsAndSelf()))
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (!CanUse(operation.Kind))
            {
                continue;
            }

            misfits.Visit(operation);
            foreign.Visit(operation);
            if (raw.Find(operation, code.Owner) is { } touch && !model.MayMake(site))
            {
                Report(model, touch, report);
            }
        }
    }

    // Asked of every operation; what an operation is, is dear to ask.
    private static bool CanUse(OperationKind kind) => kind is OperationKind.Invocation or OperationKind.ObjectCreation or OperationKind.DefaultValue
        or OperationKind.PropertyReference or OperationKind.MethodReference or OperationKind.Conversion or OperationKind.Binary or OperationKind.SimpleAssignment
        or OperationKind.DeclarationPattern or OperationKind.Interpolation;

    private static void Check(CookieUse model, INamedTypeSymbol type, Action<Diagnostic> report)
    {
        foreach ((IFieldSymbol field, _) in OverlaidFields.Over(type, field => model.Is(field) ? field : null))
        {
            if (!model.MayMake(type))
            {
                Report(model, new(field.Name, Makes: false, field.Locations[0]), report);
            }
        }
    }

    private static void Report(CookieUse model, RawCookies.Touch touch, Action<Diagnostic> report) => report(Diagnostic.Create(
        Descriptors.RawCookie,
        touch.Where,
        touch.What,
        touch.Makes ? "makes" : "reads",
        model.DeclaringAssembly,
        touch.Makes ? "construct the cookie of the device's contract instead" : "read the properties of the contract's cookie instead"));
}
