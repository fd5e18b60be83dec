using System.Collections.Immutable;
using System.Composition;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using MsiEncap.Analyzers;
using MsiEncap.CodeFixes.Answers;

namespace MsiEncap.CodeFixes;

/// <summary>Mends the touch of something restricted, named, inferred or reached by name, where what was wanted can be had openly or not at all.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(MSI1001AnswerFix))]
[Shared]
public sealed class MSI1001AnswerFix : AnsweringFix
{
    /// <inheritdoc/>
    public override ImmutableArray<string> FixableDiagnosticIds { get; } = [RuleIds.RestrictedSymbol, RuleIds.InferredType, RuleIds.ReachedByName];

    // What asks for the same by other means goes before what only takes away.
    private protected override ImmutableArray<Answer> Answers { get; } =
    [
        new PassOpenValue(),
        new RemoveRestrictedArgument(),
        new AskInsteadOfWalk(),
        new AskWhetherActive(),
        new RestoreMessages(),
        new PrintOpenValue(),
        new RemoveUnusedLookup(),
        new RemoveUnread(),
    ];
}
