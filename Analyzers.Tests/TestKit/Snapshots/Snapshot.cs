using System.Runtime.CompilerServices;

namespace MsiEncap.Analyzers.Tests.TestKit;

/// <summary>Compares generated sources with the snapshots beside the test.</summary>
internal static class Snapshot
{
    /// <summary>Set to 1, makes every run rewrite its snapshots instead of failing.</summary>
    public const string AcceptVariable = "MSIENCAP_ACCEPT";

    private static readonly bool s_accept = Environment.GetEnvironmentVariable(AcceptVariable) == "1";

    /// <summary>
    /// Asserts that a run generated exactly the calling test's snapshots: byte for byte, none missing and none left over. Once a
    /// test, in a file named for its class.
    /// </summary>
    /// <param name="run">The run.</param>
    /// <param name="file">Given by the compiler.</param>
    /// <param name="method">Given by the compiler.</param>
    public static void Verify(GeneratorRun run, [CallerFilePath] string file = "", [CallerMemberName] string method = "")
    {
        string path = RepositoryPaths.Resolve(file);
        string test = $"{Path.GetFileNameWithoutExtension(path)}.{method}";
        new SnapshotFolder(Path.GetDirectoryName(path)!, s_accept).Verify(test, run.Sources);
    }
}
