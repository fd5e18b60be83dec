using MsiEncap.Analyzers.Tests.Generators.Drawn;
using MsiEncap.Analyzers.Tests.TestKit;
using MsiEncap.Generators;
using MsiEncap.Testing;
using Xunit;

namespace MsiEncap.Analyzers.Tests.Generators;

/// <summary>Whatever was edited before, the output is that of a run from nothing, byte for byte. More scripts with <c>MSIENCAP_SCRIPTS=10000</c>.</summary>
public sealed class EditScriptTests
{
    private const int DefaultScripts = 300;

    [Fact]
    public void Given_edits_over_several_files_when_they_follow_each_other_then_each_ends_as_a_fresh_run_would()
    {
        DrawnCases scripts = DrawnCases.Of("MSIENCAP_SCRIPTS", DefaultScripts);
        int outputs = 0;

        scripts.Check("Incremental output", DrawnScript.Arbitrary, script => outputs += Run(script));

        Assert.True(scripts.IsOneCase || outputs > scripts.Count, "Hardly any edit left a cookie.");
    }

    private static int Run(DrawnScript script)
    {
        // As compilers and editors run it. While it records steps, the compiler may lose outputs after an input of theirs was removed.
        IncrementalSession<CookieGenerator> session = new([("Shared.cs", DrawnContract.SharedTypes[0])], tracked: false);
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
