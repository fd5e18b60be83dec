using System.Text.RegularExpressions;
using MsiEncap.Testing;
using Xunit;

namespace MsiEncap.EndToEnd.Tests;

/// <summary>What a person gets who runs the formatter over drivers that misuse their interrupts in every way that Linux drivers have.</summary>
[Collection(PackedOnce.Name)]
public partial class AbuseTests(PackageFixture package)
{
    // What one fix leaves behind, such as a field that nobody reads any more, is for the next run.
    private const int MostRounds = 3;

    [Fact]
    public async Task The_command_line_formatter_mends_a_tree_of_abuse()
    {
        string folder = await CreateTreeAsync();
        DotNetResult before = await DotNet.RunAsync(folder, "build", "-nologo");
        IReadOnlyList<string> reported = BuildDiagnostics.Of(before.Output);

        Assert.Equal(1, before.ExitCode);
        Assert.Equal(AbuseTree.Expected(reported), reported);
        Assert.All(AbuseTree.Files, file => Assert.Contains(reported, line => line.StartsWith(file + "(", StringComparison.Ordinal)));

        int rounds = 0;
        for (string text = ""; text != Text(folder); rounds++)
        {
            text = Text(folder);
            DotNetResult format = await DotNet.RunAsync(folder, "format", "analyzers", "--no-restore");
            Assert.True(format.ExitCode == 0, format.All);
        }

        // The last round changed nothing.
        Assert.InRange(rounds, 2, MostRounds + 1);
        Assert.All(AbuseTree.Files, file =>
        {
            string actual = File.ReadAllText(Path.Combine(folder, file));
            Assert.Equal(AbuseTree.Fixed(file, actual), actual);
        });
        Assert.Empty(AbuseTree.Orphans());

        DotNetResult after = await DotNet.RunAsync(folder, "build", "-nologo");
        Assert.Empty(BuildDiagnostics.Of(after.Output));
        Assert.True(after.ExitCode == 0, after.All);
        Assert.Contains("0 Warning(s)", after.Output, StringComparison.Ordinal);
    }

    [Fact]
    public void The_page_tells_of_each_pattern_and_each_file()
    {
        string page = File.ReadAllText(RepositoryRoot.PathTo("docs", "abuse.md"));

        Assert.Equal(Enumerable.Range(1, 26), Rows().Matches(page).Select(row => int.Parse(row.Groups["number"].Value, System.Globalization.CultureInfo.InvariantCulture)));
        Assert.Equal(AbuseTree.Files, Links().Matches(page).Select(link => link.Groups["file"].Value).Order(StringComparer.Ordinal));
        Assert.All(Links().Matches(page), row => Assert.Equal(AbuseTree.RulesOf(row.Groups["file"].Value), row.Groups["rules"].Value.Split(", ")));
    }

    // Domain and probe are those of the rejected samples: role code, and right.
    private async Task<string> CreateTreeAsync()
    {
        string folder = await package.CreateConsumerAsync("AbusedDriver", AbuseTree.Before, null);
        string[] roleCode = ["AcmeProbe.cs", "AcmeCookie.cs", "MsiEncap.Roles.txt"];
        foreach (string file in roleCode)
        {
            File.Copy(Path.Combine(RejectedSample.Folder("Rules"), file), Path.Combine(folder, file));
        }

        return folder;
    }

    private static string Text(string folder) => string.Concat(AbuseTree.Files.Select(file => File.ReadAllText(Path.Combine(folder, file))));

    [GeneratedRegex(@"^\| (?<number>[0-9]+) \|", RegexOptions.Multiline | RegexOptions.ExplicitCapture)]
    private static partial Regex Rows();

    [GeneratedRegex(@"\(\.\./EndToEnd\.Tests/Abuse/Before/(?<file>\w+\.cs)\)[^|]*\| (?<rules>[^|]*) \|", RegexOptions.ExplicitCapture)]
    private static partial Regex Links();
}
