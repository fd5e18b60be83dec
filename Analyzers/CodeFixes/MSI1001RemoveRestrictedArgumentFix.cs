using System.Collections.Immutable;
using System.Composition;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeActions;
using Microsoft.CodeAnalysis.CodeFixes;
using MsiEncap.Analyzers;

namespace MsiEncap.CodeFixes;

/// <summary>
/// Where a restricted value is passed to a call and an overload exists that wants everything but this value, takes the argument
/// away: <c>device.AllocateImsIrq(domain, cookie)</c> becomes <c>device.AllocateImsIrq(cookie)</c>.
/// </summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(MSI1001RemoveRestrictedArgumentFix))]
[Shared]
public sealed class MSI1001RemoveRestrictedArgumentFix : CodeFixProvider
{
    /// <inheritdoc/>
    public override ImmutableArray<string> FixableDiagnosticIds { get; } = [RuleIds.RestrictedSymbol];

    /// <inheritdoc/>
    public override FixAllProvider GetFixAllProvider() => new KeylessBatchFixAllProvider(nameof(MSI1001RemoveRestrictedArgumentFix));

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
                && UnrestrictedOverload.CallWithout(argument, model, document.Project.AnalyzerOptions, context.CancellationToken) is { } call)
            {
                context.RegisterCodeFix(
                    CodeAction.Create(
                        $"Call '{call.MethodName}' without the restricted argument",
                        _ => Task.FromResult(document.WithSyntaxRoot(root.ReplaceNode(call.Old, call.New))),
                        nameof(MSI1001RemoveRestrictedArgumentFix)),
                    diagnostic);
            }
        }
    }
}
