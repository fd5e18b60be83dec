using System.Text;

namespace MsiEncap.Analyzers.Tests.TestKit;

/// <summary>
/// The names and the bytes of snapshots, which are those of Verify.SourceGenerators: <c>Class.Method#Hint.g.verified.cs</c>, UTF-8
/// with a byte order mark, the hint name in the first line, line feeds.
/// </summary>
internal static class SnapshotFile
{
    private const string Verified = ".verified.cs";

    private const string Received = ".received.cs";

    private static readonly UTF8Encoding s_encoding = new(encoderShouldEmitUTF8Identifier: true, throwOnInvalidBytes: true);

    /// <summary>The snapshot of a generated source.</summary>
    public static string VerifiedName(string test, string hintName) => Name(test, hintName) + Verified;

    /// <summary>What was generated instead of it.</summary>
    public static string ReceivedName(string test, string hintName) => Name(test, hintName) + Received;

    /// <summary>The received file of a snapshot.</summary>
    public static string ReceivedPathOf(string verifiedPath) => verifiedPath[..^Verified.Length] + Received;

    /// <summary>What a snapshot holds of a generated source.</summary>
    public static string Text(string hintName, string source) =>
        $"//HintName: {hintName}\n{source}".ReplaceLineEndings("\n");

    public static byte[] Bytes(string text) => [.. s_encoding.GetPreamble(), .. s_encoding.GetBytes(text)];

    public static void Write(string path, string text) => File.WriteAllBytes(path, Bytes(text));

    /// <summary>The snapshots of a folder, or of one test in it.</summary>
    /// <param name="folder">The folder.</param>
    /// <param name="test">Class and method; all of them if not given.</param>
    /// <returns>The paths of verified and received files, in order.</returns>
    public static IReadOnlyList<string> In(string folder, string? test = null) =>
    [
        .. Directory.EnumerateFiles(folder)
            .Where(path => path.EndsWith(Verified, StringComparison.Ordinal) || path.EndsWith(Received, StringComparison.Ordinal))
            .Where(path => test is null || TestOf(path) == test)
            .Order(StringComparer.Ordinal),
    ];

    /// <summary>Whether a file is a snapshot, and not what was received instead of one.</summary>
    public static bool IsVerified(string path) => path.EndsWith(Verified, StringComparison.Ordinal);

    /// <summary>Class and method of the test that a snapshot belongs to.</summary>
    /// <param name="path">The snapshot.</param>
    /// <returns><c>Class.Method</c>.</returns>
    public static string TestOf(string path)
    {
        string name = Path.GetFileName(path);
        int hint = name.IndexOf('#', StringComparison.Ordinal);
        return hint < 0 ? name : name[..hint];
    }

    private static string Name(string test, string hintName) => $"{test}#{Path.GetFileNameWithoutExtension(hintName)}";
}
