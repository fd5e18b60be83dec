using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeActions;
using Microsoft.CodeAnalysis.CodeFixes;
using MsiEncap.CodeFixes.Answers;

namespace MsiEncap.CodeFixes;

/// <summary>
/// Offers the mechanical answers to a diagnostic, the best first. All that come first are one kind of fix: FixAll answers whatever has an
/// answer, and so does <c>dotnet format</c>, which lets one provider a run speak for a rule. The others are kinds of their own.
/// </summary>
public abstract class AnsweringFix : CodeFixProvider
{
    private protected AnsweringFix()
    {
    }

    /// <summary>The answers, the best first.</summary>
    private protected abstract ImmutableArray<Answer> Answers { get; }

    private string Key => GetType().Name;

    /// <inheritdoc/>
    public sealed override FixAllProvider GetFixAllProvider() => new KeylessBatchFixAllProvider(Key, key => key == Key ? this : new Alone(this, key));

    /// <inheritdoc/>
    public sealed override Task RegisterCodeFixesAsync(CodeFixContext context) => RegisterAsync(context, Answers, (_, index) => index == 0 ? Key : null);

    private static async Task RegisterAsync(CodeFixContext context, ImmutableArray<Answer> answers, Func<Answer, int, string?> keyOf)
    {
        Document document = context.Document;
        if (await document.GetSyntaxRootAsync(context.CancellationToken).ConfigureAwait(false) is not { } root
            || await document.GetSemanticModelAsync(context.CancellationToken).ConfigureAwait(false) is not { } model)
        {
            return;
        }

        foreach (Diagnostic diagnostic in context.Diagnostics)
        {
            int found = 0;
            TouchPlace place = new(document, model, root.FindNode(diagnostic.Location.SourceSpan, getInnermostNodeForTie: true));
            foreach (Answer answer in answers)
            {
                if (await answer.FindAsync(place, context.CancellationToken).ConfigureAwait(false) is { } rewrite)
                {
                    string key = keyOf(answer, found++) ?? answer.Key;
                    context.RegisterCodeFix(
                        CodeAction.Create(rewrite.Title, cancellation => rewrite.ApplyAsync(document.Project.Solution, cancellation), key), diagnostic);
                }
            }
        }
    }

    /// <summary>One of the answers, for FixAll where it is not the best.</summary>
    private sealed class Alone(AnsweringFix fix, string key) : CodeFixProvider
    {
        public override ImmutableArray<string> FixableDiagnosticIds => fix.FixableDiagnosticIds;

        public override Task RegisterCodeFixesAsync(CodeFixContext context) =>
            RegisterAsync(context, [.. fix.Answers.Where(answer => answer.Key == key)], (answer, _) => answer.Key);
    }
}
