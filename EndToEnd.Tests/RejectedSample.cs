using MsiEncap.Testing;
using Xunit;

namespace MsiEncap.EndToEnd.Tests;

/// <summary>A project below <c>Samples/Rejected</c>.</summary>
internal static class RejectedSample
{
    // They share intermediate files; one at a time.
    private static readonly SemaphoreSlim s_oneAtATime = new(1);

    public static string Folder(string sample) => RepositoryRoot.PathTo("Samples", "Rejected", sample);

    /// <summary>The lines of the sample's file expected.txt.</summary>
    public static IReadOnlyList<string> Expected(string sample)
    {
        string[] lines = File.ReadAllLines(Path.Combine(Folder(sample), "expected.txt"));
        Assert.NotEmpty(lines);
        return lines;
    }

    /// <summary>Builds the sample on what the solution built before: other projects are running from it.</summary>
    public static async Task<DotNetResult> BuildAsync(string sample, params string[] properties)
    {
        await s_oneAtATime.WaitAsync();
        try
        {
            return await DotNet.RunAsync(
                Folder(sample), ["build", "--no-incremental", "-nologo", "-c", BuildConfiguration.Name, "-p:BuildProjectReferences=false", .. properties]);
        }
        finally
        {
            s_oneAtATime.Release();
        }
    }
}
