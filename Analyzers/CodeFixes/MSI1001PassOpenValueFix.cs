using System.Collections.Immutable;
using System.Composition;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeActions;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using MsiEncap.Analyzers;

namespace MsiEncap.CodeFixes;

/// <summary>
/// Where a restricted value is passed to a call, an overload takes an open one in its place, and the code has just one such value at hand,
/// passes that: <c>device.AllocateImsIrq(domain, cookie)</c> becomes <c>device.AllocateImsIrq(domainId, cookie)</c>,
/// <c>device.Show(irqData)</c> becomes <c>device.Show(map.Virq)</c>.
/// </summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(MSI1001PassOpenValueFix))]
[Shared]
public sealed class MSI1001PassOpenValueFix : CodeFixProvider
{
    /// <inheritdoc/>
    public override ImmutableArray<string> FixableDiagnosticIds { get; } = [RuleIds.RestrictedSymbol, RuleIds.InferredType];

    /// <inheritdoc/>
    public override FixAllProvider GetFixAllProvider() => new KeylessBatchFixAllProvider(nameof(MSI1001PassOpenValueFix));

    /// <inheritdoc/>
    public override async Task RegisterCodeFixesAsync(CodeFixContext context)
    {
        Document document = context.Document;
        if (await document.GetSyntaxRootAsync(context.CancellationToken).ConfigureAwait(false) is not { } root
            || await document.GetSemanticModelAsync(context.CancellationToken).ConfigureAwait(false) is not { } model)
        {
            return;
        }

        foreach (Diagnostic diagnostic in context.Diagnostics)
        {
            if (PassedArgument.At(root, diagnostic) is { } argument
                && OpenValue.InPlaceOf(argument, model, context.CancellationToken) is { } value)
            {
                ExpressionSyntax passed = SyntaxFactory.ParseExpression(value).WithTriviaFrom(argument.Expression);
                context.RegisterCodeFix(
                    CodeAction.Create(
                        $"Pass '{value}' instead of the restricted value",
                        _ => Task.FromResult(document.WithSyntaxRoot(root.ReplaceNode(argument, argument.WithNameColon(null).WithExpression(passed).WithLeadingTrivia(argument.GetLeadingTrivia())))),
                        nameof(MSI1001PassOpenValueFix)),
                    diagnostic);
            }
        }
    }
}
