using Microsoft.CodeAnalysis;
using MsiEncap.Analyzers.Tests.TestKit;
using MsiEncap.Generators;
using Xunit;
using static Microsoft.CodeAnalysis.IncrementalStepRunReason;

namespace MsiEncap.Analyzers.Tests.Generators;

public sealed class ReferenceIncrementalTests
{
    private const int Many = 500;

    private const string Contract = """
        [MsiEncap.Contracts.MsiCookieContract("acme,x")]
        [MsiEncap.Contracts.CookieReference("Queue", typeof(Acme.Queue))]
        public readonly partial struct XCookie;
        """;

    private static readonly (string Path, string Text) s_queue =
        ("Queue.cs", "namespace Acme { public class Queue { public const int Depth = 8; } }");

    private static IEnumerable<(string Path, string Text)> ManyContracts =>
        [.. Enumerable.Range(0, Many).Select(Contracts.NumberedReference), .. Enumerable.Range(0, Many).Select(Contracts.Numbered), s_queue];

    private static IEnumerable<(string Path, string Text)> OneContract => [(GeneratorRun.DefaultPath, Contract), s_queue];

    [Fact]
    public void Given_1000_contracts_when_another_file_changes_then_every_output_is_cached() =>
        new IncrementalSession<CookieGenerator>(ManyContracts)
            .Apply(SourceEdit.Replace(s_queue.Path, "Depth = 8", "Depth = 16"))
            .Steps(TrackingNames.Declarations, (Unchanged, 2 * Many))
            .Steps(TrackingNames.AllDeclarations, (Cached, 1))
            .Steps(TrackingNames.Files, (Cached, 2 * Many))
            .Outputs((Cached, 2 * Many))
            .SameAsFresh();

    [Fact]
    public void Given_1000_contracts_when_one_changes_then_only_its_output_is_written_again() =>
        new IncrementalSession<CookieGenerator>(ManyContracts)
            .Apply(SourceEdit.Replace("Reference7.cs", "typeof(Queue[])", "typeof(Queue)"))
            .Steps(TrackingNames.Declarations, (Modified, 1), (Unchanged, (2 * Many) - 1))
            .Steps(TrackingNames.Files, (Modified, 1), (Unchanged, (2 * Many) - 1))
            .Outputs((Modified, 1), (Cached, (2 * Many) - 1))
            .SameAsFresh();

    [Theory]
    [InlineData("public class Queue", "public sealed partial class Queue")]
    [InlineData("public class Queue", "public interface Queue")]
    [InlineData("Depth = 8", "Depth = nowhere")]
    [InlineData("public const int Depth = 8;", "public override string ToString() => \"8\";")]
    public void Given_a_contract_when_its_type_changes_but_not_how_it_is_named_then_nothing_is_written_again(string before, string after) =>
        new IncrementalSession<CookieGenerator>(OneContract)
            .Apply(SourceEdit.Replace(s_queue.Path, before, after))
            .Steps(TrackingNames.Declarations, (Unchanged, 1))
            .Outputs((Cached, 1))
            .SameAsFresh();

    // The declaration's own file stays as it is.
    [Fact]
    public void Given_a_contract_when_its_type_is_hidden_then_the_cookie_follows() =>
        new IncrementalSession<CookieGenerator>(OneContract)
            .Apply(SourceEdit.Replace(s_queue.Path, "public class Queue", "internal class Queue"))
            .Outputs((Modified, 1))
            .SameAsFresh();

    [Theory]
    [InlineData("public class Queue", "public class Renamed")]
    [InlineData("public class Queue", "public struct Queue")]
    [InlineData("public class Queue", "public static class Queue")]
    [InlineData("public class Queue", "public class Queue<T>")]
    public void Given_a_contract_when_its_type_can_no_longer_be_referred_to_then_the_cookie_is_gone(string before, string after)
    {
        IncrementalSession<CookieGenerator> session = new(OneContract);

        _ = session.Apply(SourceEdit.Replace(s_queue.Path, before, after)).SameAsFresh();

        Assert.Empty(GeneratorRun.SourcesOf(session.Result));
    }

    [Fact]
    public void Given_a_session_when_edits_follow_each_other_then_each_ends_as_a_fresh_run_would()
    {
        IncrementalSession<CookieGenerator> session = new(OneContract);
        const string Reference = """[MsiEncap.Contracts.CookieReference("Queue", typeof(Acme.Queue))]""";
        const string Field = """[MsiEncap.Contracts.CookieField("Queue", Bits = 64)]""";
        SourceEdit[] script =
        [
            SourceEdit.Replace(GeneratorRun.DefaultPath, Reference, Field),
            SourceEdit.Replace(GeneratorRun.DefaultPath, Field, Field + Reference),
            SourceEdit.Remove(s_queue.Path),
            SourceEdit.Replace(GeneratorRun.DefaultPath, Field + Reference, Reference),
            SourceEdit.Add("Internal.cs", "namespace Acme { internal interface Queue; }"),
            SourceEdit.Add("Mlx5.cs", Contracts.Mlx5),
            SourceEdit.Replace("Mlx5.cs", "public sealed class Mlx5Queue", "file sealed class Mlx5Queue"),
            SourceEdit.Replace("Mlx5.cs", "typeof(Mlx5Queue)", "typeof(Queue)"),
            SourceEdit.Replace("Mlx5.cs", "Mlx5Cookie", "XCookie"),
        ];

        Assert.All(script, edit => session.Apply(edit).SameAsFresh());
    }

    [Fact]
    public void Given_a_run_when_its_models_are_walked_then_they_hold_nothing_of_the_compilation() =>
        ModelGraph.AssertClean(
            new IncrementalSession<CookieGenerator>(ManyContracts).Result,
            TrackingNames.Declarations,
            TrackingNames.AllDeclarations,
            TrackingNames.Files);

    [Fact]
    public void Given_an_edit_when_the_generator_has_run_again_then_the_old_compilation_can_be_collected() =>
        CompilationLifetime.AssertOldIsCollectable<CookieGenerator>(
            ManyContracts, SourceEdit.Replace(s_queue.Path, "Depth = 8", "Depth = 16"));
}
