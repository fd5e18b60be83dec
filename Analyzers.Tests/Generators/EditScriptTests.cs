using System.Globalization;
using FsCheck;
using FsCheck.Fluent;
using MsiEncap.Analyzers.Tests.Generators.Drawn;
using MsiEncap.Analyzers.Tests.TestKit;
using MsiEncap.Generators;
using Xunit;

namespace MsiEncap.Analyzers.Tests.Generators;

/// <summary>Whatever was edited before, the output is that of a run from nothing, byte for byte. More scripts with <c>MSIENCAP_SCRIPTS=10000</c>.</summary>
public sealed class EditScriptTests
{
    private const int DefaultScripts = 60;

    [Fact]
    public void Given_edits_over_several_files_when_they_follow_each_other_then_each_ends_as_a_fresh_run_would()
    {
        int scripts = Environment.GetEnvironmentVariable("MSIENCAP_SCRIPTS") is { Length: > 0 } wanted
            ? int.Parse(wanted, CultureInfo.InvariantCulture)
            : DefaultScripts;
        int outputs = 0;

        FsCheck.Check.One(
            "Incremental output",
            Config.QuickThrowOnFailure.WithMaxTest(scripts).WithQuietOnSuccess(true),
            Prop.ForAll(DrawnScript.Arbitrary, script => outputs += Run(script)));

        Assert.True(outputs > scripts, "Hardly any edit left a cookie.");
    }

    private static int Run(DrawnScript script)
    {
        IncrementalSession<CookieGenerator> session = new([("Shared.cs", DrawnContract.SharedTypes[0])]);
        HashSet<string> present = ["Shared.cs"];
        int outputs = 0;
        foreach ((string path, string? text) in script.Edits)
        {
            SourceEdit? edit = (text, present.Contains(path)) switch
            {
                (null, true) => SourceEdit.Remove(path),
                (null, false) => null,
                (_, true) => SourceEdit.Rewrite(path, text),
                (_, false) => SourceEdit.Add(path, text),
            };
            if (edit is not null)
            {
                session.Apply(edit).SameAsFresh();
                outputs += GeneratorRun.SourcesOf(session.Result).Count;
                _ = text is null ? present.Remove(path) : present.Add(path);
            }
        }

        return outputs;
    }
}
