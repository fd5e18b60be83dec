using Microsoft.CodeAnalysis;
using MsiEncap.Analyzers.Tests.TestKit;
using MsiEncap.Generators;
using Xunit;
using static Microsoft.CodeAnalysis.IncrementalStepRunReason;

namespace MsiEncap.Analyzers.Tests.Generators;

public sealed class CookieIncrementalTests
{
    private const int Many = 1_000;
    private const int InFile = 10;

    private static readonly (string Path, string Text) s_queue = ("Queue.cs", "internal static class Queue { public const int Depth = 8; }");

    private static IEnumerable<(string Path, string Text)> ManyContracts =>
        Enumerable.Range(0, Many).Select(Contracts.Numbered).Append(s_queue);

    [Fact]
    public void Given_1000_contracts_when_another_file_changes_then_every_output_is_cached() =>
        new IncrementalSession<CookieGenerator>(ManyContracts)
            .Apply(SourceEdit.Replace(s_queue.Path, "Depth = 8", "Depth = 16"))
            .Steps(TrackingNames.Declarations, (Unchanged, Many))
            .Steps(TrackingNames.AllDeclarations, (Cached, 1))
            .Steps(TrackingNames.Files, (Cached, Many))
            .Outputs((Cached, Many))
            .SameAsFresh();

    [Fact]
    public void Given_1000_contracts_when_one_changes_then_only_its_output_is_written_again() =>
        new IncrementalSession<CookieGenerator>(ManyContracts)
            .Apply(SourceEdit.Replace("Cookie7.cs", "Bits = 12", "Bits = 13"))
            .Steps(TrackingNames.Declarations, (Modified, 1), (Unchanged, Many - 1))
            .Steps(TrackingNames.Files, (Modified, 1), (Unchanged, Many - 1))
            .Outputs((Modified, 1), (Cached, Many - 1))
            .SameAsFresh();

    [Fact]
    public void Given_1000_contracts_in_100_files_when_one_changes_then_only_the_output_of_its_file_is_written_again() =>
        new IncrementalSession<CookieGenerator>(Enumerable.Range(0, Many).Chunk(InFile).Select(numbers =>
                ($"Cookies{numbers[0]}.cs", string.Join('\n', numbers.Select(number => Contracts.Numbered(number).Text)))))
            .Apply(SourceEdit.Replace("Cookies500.cs", "acme,device507", "acme,gadget507"))
            .Steps(TrackingNames.Declarations, (Modified, 1), (Unchanged, Many - 1))
            .Outputs((Modified, 1), (Cached, (Many / InFile) - 1))
            .SameAsFresh();

    [Theory]
    [InlineData("[MsiEncap.Contracts.CookieField(\"Slot\", Bits = 12)]", "\n  [ MsiEncap.Contracts.CookieField( \"Slot\" , Bits = 0xC ) ] // bits\n")]
    [InlineData("public readonly", "/* the cookie */ public readonly")]
    [InlineData("namespace Acme", "\n\n\nnamespace Acme")]
    public void Given_1000_contracts_when_white_space_and_comments_of_one_change_then_every_output_is_cached(string before, string after) =>
        new IncrementalSession<CookieGenerator>(ManyContracts)
            .Apply(SourceEdit.Replace("Cookie7.cs", before, after))
            .Steps(TrackingNames.Declarations, (Unchanged, Many))
            .Steps(TrackingNames.Files, (Cached, Many))
            .Outputs((Cached, Many))
            .SameAsFresh();

    // The values are the contract's, though they stand elsewhere.
    [Theory]
    [InlineData("Write = 2", "Write = 3")]
    [InlineData("Write = 2", "Write = 2, Execute = 4")]
    public void Given_a_contract_with_an_enum_when_its_members_change_then_the_output_is_written_again(string before, string after) =>
        new IncrementalSession<CookieGenerator>(Contracts.Kinds)
            .Apply(SourceEdit.Replace(GeneratorRun.DefaultPath, before, after))
            .Outputs((Modified, 1))
            .SameAsFresh();

    [Theory]
    [InlineData("public readonly partial struct IdxdCookie;", "public   readonly\n\n partial struct IdxdCookie ;")]
    [InlineData("public readonly partial struct IdxdCookie;", "// a comment\npublic readonly partial struct IdxdCookie;")]
    [InlineData("What an IDXD queue tells", "What a DSA queue tells")]
    [InlineData("public readonly partial struct IdxdCookie;", "public readonly partial struct IdxdCookie { public void M() { } }")]
    public void Given_a_contract_when_its_file_changes_but_not_its_layout_then_nothing_is_written_again(string before, string after) =>
        new IncrementalSession<CookieGenerator>(Contracts.Idxd)
            .Apply(SourceEdit.Replace(GeneratorRun.DefaultPath, before, after))
            .Steps(TrackingNames.Declarations, (Unchanged, 1))
            .Outputs((Cached, 1))
            .SameAsFresh();

    [Fact]
    public void Given_a_contract_when_another_is_added_then_the_first_is_cached() =>
        new IncrementalSession<CookieGenerator>(Contracts.Idxd)
            .Apply(SourceEdit.Add("Whole.cs", Contracts.Whole))
            .Outputs((Cached, 1), (New, 1))
            .SameAsFresh();

    [Fact]
    public void Given_two_contracts_when_one_is_removed_then_the_other_is_cached() =>
        new IncrementalSession<CookieGenerator>([(GeneratorRun.DefaultPath, Contracts.Idxd), ("Whole.cs", Contracts.Whole)])
            .Apply(SourceEdit.Remove("Whole.cs"))
            .Outputs((Cached, 1), (Removed, 1))
            .SameAsFresh();

    [Fact]
    public void Given_a_session_when_edits_follow_each_other_then_each_ends_as_a_fresh_run_would()
    {
        IncrementalSession<CookieGenerator> session = new(ManyContracts.Take(3));
        SourceEdit[] script =
        [
            SourceEdit.Replace("Cookie1.cs", "Bits = 12", "Bits = 0"),
            SourceEdit.Add("Whole.cs", Contracts.Whole),
            SourceEdit.Replace("Cookie1.cs", "Bits = 0", "Bits = 64"),
            SourceEdit.Add("Lower.cs", Contracts.Whole.Replace("WholeCookie", "wholecookie2", StringComparison.Ordinal)),
            SourceEdit.Replace("Lower.cs", "wholecookie2", "wholecookie"),
            SourceEdit.Remove("Cookie0.cs"),
            SourceEdit.Replace("Whole.cs", "partial", ""),
            SourceEdit.Remove("Whole.cs"),
        ];

        Assert.All(script, edit => session.Apply(edit).SameAsFresh());
    }

    // Found by drawn scripts: what was read of a file is gone while another, which declares the same type, stays as it is.
    [Fact]
    public void Given_a_type_declared_in_two_files_when_one_gives_it_up_then_the_cookie_of_the_other_stays()
    {
        IncrementalSession<CookieGenerator> session = new([s_queue]);
        SourceEdit[] script =
        [
            SourceEdit.Add("One.cs", Declared("[CookieField(\"Day\", Bits = 3)] readonly partial struct XCookie { }")),
            SourceEdit.Add("Other.cs", Declared("[CookieField(\"Slot\", Bits = 12)] internal readonly partial struct XCookie { }")),
            SourceEdit.Rewrite("One.cs", Declared("[CookieField(\"Slot\", Bits = 8)] internal readonly partial class @struct { }")),
            SourceEdit.Rewrite("One.cs", Declared("[CookieField(\"Slot\", Bits = 8)] internal readonly partial interface XCookie { }")),
        ];

        Assert.All(script, edit => session.Apply(edit).SameAsFresh());
        Assert.Single(GeneratorRun.SourcesOf(session.Result));

        static string Declared(string text) => "using MsiEncap.Contracts;\n[MsiCookieContract(\"acme,x\")] " + text;
    }

    // An editor may ask again about what has not changed; cookies that were there stay there.
    [Fact]
    public void Given_a_contract_that_has_become_wrong_when_asked_twice_then_the_others_stay()
    {
        IncrementalSession<CookieGenerator> session = new(ManyContracts.Take(3).Append(s_queue));
        _ = session.Apply(SourceEdit.Replace("Cookie0.cs", "Bits = 12", "Bits = 0")).SameAsFresh();

        _ = session.Apply(SourceEdit.Rewrite(s_queue.Path, s_queue.Text)).Outputs((Cached, 3)).SameAsFresh();
        _ = session.Apply(SourceEdit.Replace(s_queue.Path, "Depth = 8", "Depth = 16")).Outputs((Cached, 3)).SameAsFresh();
        Assert.Equal(2, GeneratorRun.SourcesOf(session.Result).Count);
    }

    [Fact]
    public void Given_a_run_when_its_models_are_walked_then_they_hold_nothing_of_the_compilation() =>
        ModelGraph.AssertClean(
            new IncrementalSession<CookieGenerator>(ManyContracts.Append(("Kinds.cs", Contracts.Kinds)).Append(("Mixed.cs", Contracts.Mixed))).Result,
            TrackingNames.Declarations,
            TrackingNames.AllDeclarations,
            TrackingNames.Files);

    [Fact]
    public void Given_an_edit_when_the_generator_has_run_again_then_the_old_compilation_can_be_collected() =>
        CompilationLifetime.AssertOldIsCollectable<CookieGenerator>(
            ManyContracts, SourceEdit.Replace(s_queue.Path, "Depth = 8", "Depth = 16"));
}
