using System.Collections.Immutable;
using System.Composition;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using MsiEncap.Analyzers;
using MsiEncap.CodeFixes.Answers;

namespace MsiEncap.CodeFixes;

/// <summary>Mends a virq that was computed where the code shows which index was meant.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(MSI1007AnswerFix))]
[Shared]
public sealed class MSI1007AnswerFix : AnsweringFix
{
    /// <inheritdoc/>
    public override ImmutableArray<string> FixableDiagnosticIds { get; } = [RuleIds.ForgedVirq];

    private protected override ImmutableArray<Answer> Answers { get; } = [new AskForIndex()];
}
