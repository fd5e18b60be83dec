using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeActions;
using Microsoft.CodeAnalysis.CodeFixes;

namespace MsiEncap.CodeFixes;

/// <summary>A fix that changes an additional file.</summary>
public abstract class LedgerFix : CodeFixProvider
{
    private protected LedgerFix()
    {
    }

    /// <summary>What the light bulb says.</summary>
    private protected abstract string Title { get; }

    /// <summary>Whether the diagnostics are in source documents, or in the additional files themselves.</summary>
    private protected abstract bool IsInSource { get; }

    /// <inheritdoc/>
    public sealed override FixAllProvider GetFixAllProvider() => new LedgerFixAllProvider(Title, FixableDiagnosticIds, ChangeOf, IsInSource);

    /// <inheritdoc/>
    public sealed override Task RegisterCodeFixesAsync(CodeFixContext context)
    {
        Project project = context.TextDocument.Project;
        foreach (Diagnostic diagnostic in context.Diagnostics)
        {
            if (ChangeOf(diagnostic) is { } change)
            {
                ImmutableArray<KeyValuePair<ProjectId, LedgerChange>> changes = [new(project.Id, change)];
                context.RegisterCodeFix(
                    CodeAction.Create(Title, cancellationToken => LedgerEdit.ApplyAsync(project.Solution, changes, cancellationToken), GetType().Name),
                    diagnostic);
            }
        }

        return Task.CompletedTask;
    }

    /// <summary>What a diagnostic asks for.</summary>
    /// <param name="diagnostic">The diagnostic.</param>
    /// <returns><see langword="null"/> if this fix has nothing to offer.</returns>
    private protected abstract LedgerChange? ChangeOf(Diagnostic diagnostic);
}
