using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Xunit;

namespace MsiEncap.Analyzers.Live;

/// <summary>What an editor shows while one types: every access, contract and ledger rule, by document, and its fix.</summary>
public class LiveTests
{
    public static TheoryData<string> Ids => [.. LiveCases.All.Select(live => live.Id)];

    public static TheoryData<string> FixedIds => [.. LiveCases.All.Where(live => live.HasFix).Select(live => live.Id)];

    public static TheoryData<string> Titles => [.. LiveCases.Answers.Keys];

    [Theory]
    [MemberData(nameof(Ids))]
    public async Task Given_a_document_then_its_own_diagnostics_hold_the_rule(string id)
    {
        LiveCase live = LiveCases.All.Single(live => live.Id == id);
        using var project = new LiveProject(live);

        Diagnostic found = Assert.Single(await project.DocumentDiagnosticsAsync(), diagnostic => diagnostic.Id == id);

        Assert.Equal(live.IsInAdditionalFile, found.Location.SourceTree is null);
    }

    [Theory]
    [MemberData(nameof(FixedIds))]
    public async Task Given_a_rule_with_a_fix_then_the_document_offers_it_and_it_helps(string id)
    {
        using var project = new LiveProject(LiveCases.All.Single(live => live.Id == id));

        ImmutableArray<Diagnostic>? left = await project.FixAsync(id);

        Assert.NotNull(left);
        Assert.Empty(left.Value);
    }

    [Theory]
    [MemberData(nameof(Titles))]
    public async Task Given_what_has_a_mechanical_answer_then_the_document_offers_it_first_and_it_helps(string title)
    {
        LiveCase live = LiveCases.Answers[title];
        using var project = new LiveProject(live);

        ImmutableArray<Diagnostic>? left = await project.FixAsync(live.Id, title);

        Assert.NotNull(left);
        Assert.Empty(left.Value);
    }

    [Fact]
    public void Every_access_contract_and_ledger_rule_is_shown() => Assert.Equal(
        typeof(RuleIds).GetFields().Select(field => (string)field.GetRawConstantValue()!)
            .Where(id => id is not RuleIds.AnalyzerFailed).Order(),
        LiveCases.All.Select(live => live.Id).Order());
}
