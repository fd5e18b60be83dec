using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Diagnostics;
using MsiEncap.Analyzers.Access;
using MsiEncap.Analyzers.Ledger;
using MsiEncap.Analyzers.Suppression;
using MsiEncap.Generators.Words;

namespace MsiEncap.Analyzers;

/// <summary>
/// Reports suppressions of our rules in source, which have no effect, unless the ledger sanctions them. A pragma without ids is
/// reported by the rule whose diagnostic it would cover.
/// </summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class MSI4002UnlistedSuppressionAnalyzer : MsiEncapAnalyzer
{
    private const string NoTarget = "the ledger cannot sanction it, since it is about no single type or member";
    private const string NeverSanctioned = "that rule cannot be suppressed";

    /// <inheritdoc/>
    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics { get; } =
        [Descriptors.UnlistedSuppression, Descriptors.UnlistableSuppression, Descriptors.PragmaWithoutIds, Descriptors.AnalyzerFailed];

    private protected override string RuleId => RuleIds.UnlistedSuppression;

    /// <inheritdoc/>
    private protected override void Start(CompilationStartAnalysisContext context)
    {
        Compilation compilation = context.Compilation;
        if (compilation.GetTypesByMetadataName(WellKnownNames.RestrictedTo).IsEmpty
            && compilation.GetTypesByMetadataName(WellKnownNames.ActsAs).IsEmpty
            && !LedgerFiles.Any(context.Options))
        {
            return;
        }

        RestrictedNames names = new(compilation, SuppressionAttribute.Names);
        context.RegisterSemanticModelAction(file => Guard.Run(file, RuleId, () =>
        {
            Pragmas(file);
            Attributes(names, file);
        }));
    }

    private static void Pragmas(SemanticModelAnalysisContext context)
    {
        SyntaxTree tree = context.SemanticModel.SyntaxTree;
        if (!tree.GetRoot(context.CancellationToken).ContainsDirectives)
        {
            return;
        }

        foreach (PragmaWarningDirectiveTriviaSyntax pragma in PragmaMap.Of(tree).All)
        {
            foreach (ExpressionSyntax code in PragmaMap.Disables(pragma) ? pragma.ErrorCodes : default)
            {
                if (PragmaMap.IdOf(code) is var id && Suppressible.IsOurs(id))
                {
                    string? target = SuppressionTarget.Of(pragma.ParentTrivia.Token.Parent, context.SemanticModel, context.CancellationToken);
                    Report(context, code, "'#pragma warning disable'", id.ToUpperInvariant(), target, null);
                }
            }
        }
    }

    private static void Attributes(RestrictedNames names, SemanticModelAnalysisContext context)
    {
        SemanticModel model = context.SemanticModel;
        CancellationToken cancellationToken = context.CancellationToken;
        SyntaxNode root = model.SyntaxTree.GetRoot(cancellationToken);
        foreach (SyntaxToken token in TextScan.Find(root, model.SyntaxTree.GetText(cancellationToken), names.For(root), cancellationToken))
        {
            if (token.Parent?.FirstAncestorOrSelf<AttributeSyntax>() is { } attribute
                && attribute.Name.Span.Contains(token.Span)
                && SuppressionAttribute.Read(attribute, model, cancellationToken) is { } suppression)
            {
                bool ofAssembly = attribute.Parent?.Parent is CompilationUnitSyntax;
                string? target = ofAssembly ? suppression.Target : SuppressionTarget.Of(attribute, model, cancellationToken);
                Report(context, attribute, $"'{suppression.Name}'", suppression.Id, target, suppression.Justification);
            }
        }
    }

    private static void Report(
        SemanticModelAnalysisContext context, SyntaxNode place, string what, string id, string? target, string? justification)
    {
        if (!Suppressible.CanBe(id))
        {
            context.Report(Diagnostic.Create(Descriptors.UnlistableSuppression, place.GetLocation(), what, id, NeverSanctioned));
        }
        else if (target is null)
        {
            context.Report(Diagnostic.Create(Descriptors.UnlistableSuppression, place.GetLocation(), what, id, NoTarget));
        }
        else if (!ReportFilter.Of(context.SemanticModel.Compilation, context.Options).Sanctions.Lists(id, target))
        {
            string line = $"S:{id};{target};{justification ?? "(say here why this is suppressed)"}";
            context.Report(Diagnostic.Create(
                Descriptors.UnlistedSuppression,
                place.GetLocation(),
                ImmutableDictionary<string, string?>.Empty.Add(LedgerProperties.Line, line),
                what,
                id,
                line));
        }
    }
}
