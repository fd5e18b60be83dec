using System.Globalization;
using System.Text.RegularExpressions;
using MsiEncap.Testing;
using Xunit;

namespace MsiEncap.EndToEnd.Tests;

/// <summary>
/// The samples, the very files that were built, on a core with another descriptor store and another virq table: drivers do not notice.
/// </summary>
public partial class OverhauledSampleTests
{
    private const int LowestScatteredNumber = 1 << 24;

    private static readonly EnumerationOptions s_oneFolderDown = new() { RecurseSubdirectories = true, MaxRecursionDepth = 1 };

    /// <summary>Every sample that is a program; a new one is run, too.</summary>
    public static TheoryData<string> Samples =>
    [
        .. Directory.EnumerateFiles(Path.Combine(RepositoryRoot.Folder, "Samples"), "*.csproj", s_oneFolderDown)
            .Select(project => Path.GetFileNameWithoutExtension(project)).Order(StringComparer.Ordinal),
    ];

    [Theory]
    [MemberData(nameof(Samples))]
    public async Task A_sample_runs_unedited_on_the_overhauled_core(string sample)
    {
        string program = BuildConfiguration.AssemblyOf(Path.Combine("Samples", sample), sample);
        string hook = BuildConfiguration.AssemblyOf("Runtime.Overhaul", "MsiEncap.Runtime.Overhaul");

        DotNetResult original = await DotNet.RunAsync(RepositoryRoot.Folder, program);
        DotNetResult overhauled = await DotNet.RunAsync(RepositoryRoot.Folder, new() { ["DOTNET_STARTUP_HOOKS"] = hook }, [program]);

        Assert.Equal(0, overhauled.ExitCode);
        Assert.Empty(overhauled.Error.Trim());
        Assert.StartsWith("OK: ", LastLine(overhauled), StringComparison.Ordinal);
        Assert.Equal(LastLine(original), LastLine(overhauled));

        // The numbers tell that it was the overhauled core.
        Assert.NotEmpty(Virqs(original));
        Assert.Equal(Virqs(original).Length, Virqs(overhauled).Length);
        Assert.All(Virqs(original), number => Assert.InRange(number, 1, LowestScatteredNumber - 1));
        Assert.All(Virqs(overhauled), number => Assert.InRange(number, LowestScatteredNumber, int.MaxValue));
    }

    private static string LastLine(DotNetResult run) => run.Output.TrimEnd().Split('\n')[^1];

    /// <summary>The numbers that the program's table of interrupts lists.</summary>
    private static int[] Virqs(DotNetResult run) =>
        [.. TableRow().Matches(run.Output).Select(row => int.Parse(row.Groups[1].Value, CultureInfo.InvariantCulture))];

    [GeneratedRegex("^ *([0-9]+):(?: +[0-9]+)+  ", RegexOptions.Multiline)]
    private static partial Regex TableRow();
}
