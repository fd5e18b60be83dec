using MsiEncap.Testing;

namespace MsiEncap.Analyzers.Tests.TestKit;

/// <summary>Where the sources of this repository are while its tests run.</summary>
internal static class RepositoryPaths
{
    // What a deterministic build writes instead of the folder that it was built in.
    private const string DeterministicRoot = "/_/";

    /// <summary>The folder of this test project.</summary>
    public static string TestProject { get; } = RepositoryRoot.PathTo("Analyzers.Tests");

    /// <summary>The file that a caller's path means here.</summary>
    /// <param name="callerFilePath">A path as <c>[CallerFilePath]</c> gives it.</param>
    /// <returns>The path on this machine.</returns>
    public static string Resolve(string callerFilePath) => callerFilePath.StartsWith(DeterministicRoot, StringComparison.Ordinal)
        ? RepositoryRoot.PathTo(callerFilePath[DeterministicRoot.Length..].Replace('/', Path.DirectorySeparatorChar))
        : callerFilePath;
}
