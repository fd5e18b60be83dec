using Xunit;

namespace MsiEncap.Analyzers.Tests.TestKit;

/// <summary>The snapshots in one folder.</summary>
/// <param name="folder">The folder.</param>
/// <param name="accept">Whether to take whatever comes as right.</param>
internal sealed class SnapshotFolder(string folder, bool accept)
{
    /// <summary>Asserts that sources are the snapshots of a test, byte for byte, none missing and none left over.</summary>
    /// <param name="test">Class and method.</param>
    /// <param name="sources">The text of each source by its hint name.</param>
    public void Verify(string test, IReadOnlyDictionary<string, string> sources)
    {
        List<string> failures = [];
        HashSet<string> expected = [];
        foreach ((string hintName, string source) in sources)
        {
            string verified = Path.Combine(folder, SnapshotFile.VerifiedName(test, hintName));
            expected.Add(verified);
            if (Compare(verified, SnapshotFile.Text(hintName, source)) is { } failure)
            {
                failures.Add(failure);
            }
        }

        failures.AddRange(LeftOvers(test, expected));
        Assert.True(failures.Count == 0, string.Join("\n\n", failures));
    }

    // What is wrong with one source, and leaves it beside its snapshot.
    private string? Compare(string verified, string text)
    {
        string received = SnapshotFile.ReceivedPathOf(verified);
        byte[]? snapshot = File.Exists(verified) ? File.ReadAllBytes(verified) : null;
        if (snapshot is not null && snapshot.AsSpan().SequenceEqual(SnapshotFile.Bytes(text)))
        {
            File.Delete(received);
            return null;
        }

        if (accept)
        {
            SnapshotFile.Write(verified, text);
            File.Delete(received);
            return null;
        }

        SnapshotFile.Write(received, text);
        return $"""
            {Describe(verified, snapshot, text)}
            To accept what was received, copy it over the snapshot:
                cp '{received}' '{verified}'
            or run the test with {Snapshot.AcceptVariable}=1.
            """;
    }

    private static string Describe(string verified, byte[]? snapshot, string text)
    {
        string name = Path.GetFileName(verified);
        if (snapshot is null)
        {
            return $"There is no snapshot '{name}' yet. Received:\n{text}";
        }

        string before = System.Text.Encoding.UTF8.GetString(snapshot);
        return before.TrimStart('\uFEFF') == text
            ? $"The snapshot '{name}' has the right text, but not the bytes of UTF-8 with a byte order mark."
            : $"The snapshot '{name}' differs:\n{UnifiedDiff.Of(before.TrimStart('\uFEFF'), text)}";
    }

    private IEnumerable<string> LeftOvers(string test, HashSet<string> expected)
    {
        foreach (string path in SnapshotFile.In(folder, test))
        {
            bool isExpected = expected.Contains(path) || expected.Any(verified => SnapshotFile.ReceivedPathOf(verified) == path);
            if (isExpected)
            {
                continue;
            }

            // Nobody would ever read a received file without a source; a snapshot without one is a promise that was broken.
            if (accept || !SnapshotFile.IsVerified(path))
            {
                File.Delete(path);
                continue;
            }

            yield return $"""
                Nothing was generated for the snapshot '{Path.GetFileName(path)}'.
                To accept that, delete it:
                    rm '{path}'
                or run the test with {Snapshot.AcceptVariable}=1.
                """;
        }
    }
}
