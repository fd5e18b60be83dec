using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Diagnostics;
using MsiEncap.Analyzers.Access;
using MsiEncap.Analyzers.Leaks;
using MsiEncap.Generators.Words;

namespace MsiEncap.Analyzers;

/// <summary>Reports restricted values that a role's own code lets out under another type.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class MSI1006EscapingValueAnalyzer : MsiEncapAnalyzer
{
    /// <inheritdoc/>
    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics { get; } =
    [
        Descriptors.EscapingValue, Descriptors.EscapingMemory, Descriptors.PragmaWithoutIds, Descriptors.UnusedSuppression, Descriptors.AnalyzerFailed,
    ];

    private protected override string RuleId => RuleIds.EscapingValue;

    /// <inheritdoc/>
    private protected override void Start(CompilationStartAnalysisContext context)
    {
        if (AccessModel.Of(context.Compilation, context.Options) is not { } access)
        {
            return;
        }

        // Where nobody acts in a role, nothing can leave one.
        NameTable? acting = access.ActingNames();
        if (acting is { IsEmpty: true })
        {
            return;
        }

        LeakModel model = new(access, context.Compilation, context.Options);
        context.RegisterSemanticModelAction(file => Guard.Run(file, RuleId, () => Look(model, acting, file)));
    }

    private static void Look(LeakModel model, NameTable? acting, SemanticModelAnalysisContext file)
    {
        SyntaxNode root = file.SemanticModel.SyntaxTree.GetRoot(file.CancellationToken);
        IEnumerable<SyntaxNode> declarations = acting is null ? ExecutableCode.DeclarationsIn(root)
            : !Words.Of(file.SemanticModel.SyntaxTree, file.CancellationToken).MayHold(acting) ? []
            : ExecutableCode.DeclarationsIn(root).Where(node => node is BaseTypeDeclarationSyntax type && acting.Contains(type.Identifier.ValueText))
                .SelectMany(ExecutableCode.DeclarationsIn).Distinct();
        Action<Diagnostic> report = file.Reporter();
        foreach (ExecutableCode.Block block in declarations.SelectMany(declaration => ExecutableCode.Of(declaration, file.SemanticModel, file.CancellationToken)))
        {
            EscapePass.Run(model, block, report, file.CancellationToken);
        }
    }
}
