using MsiEncap.Testing;

namespace MsiEncap.EndToEnd.Tests;

/// <summary>
/// The drivers in <c>Abuse</c>, one for each way of misusing an interrupt that C# can say: as somebody wrote them (<c>Before</c>), what
/// is reported of them (<c>expected.txt</c>), and what the fixes make of them (<c>After</c>). docs/abuse.md tells of each.
/// </summary>
internal static class AbuseTree
{
    private static readonly bool s_accept = Environment.GetEnvironmentVariable("MSIENCAP_ACCEPT") == "1";

    public static string Before => RepositoryRoot.PathTo("EndToEnd.Tests", "Abuse", "Before");

    private static string After => RepositoryRoot.PathTo("EndToEnd.Tests", "Abuse", "After");

    private static string ExpectedDiagnostics => RepositoryRoot.PathTo("EndToEnd.Tests", "Abuse", "expected.txt");

    /// <summary>The names of the files, in order.</summary>
    public static IReadOnlyList<string> Files => [.. Directory.EnumerateFiles(Before, "*.cs").Select(path => Path.GetFileName(path)).Order(StringComparer.Ordinal)];

    /// <summary>What is reported of the tree; with <c>MSIENCAP_ACCEPT=1</c> whatever was.</summary>
    public static IReadOnlyList<string> Expected(IReadOnlyList<string> actual)
    {
        if (s_accept)
        {
            File.WriteAllText(ExpectedDiagnostics, string.Concat(actual.Select(line => line + "\n")));
        }

        return File.ReadAllLines(ExpectedDiagnostics);
    }

    /// <summary>The rules that report something of a file, in order.</summary>
    public static IReadOnlyList<string> RulesOf(string file) =>
    [
        .. File.ReadAllLines(ExpectedDiagnostics)
            .Where(line => line.StartsWith(file + "(", StringComparison.Ordinal))
            .Select(line => line[^"MSI1001".Length..])
            .Distinct()
            .Order(StringComparer.Ordinal),
    ];

    /// <summary>What the fixes make of a file; with <c>MSIENCAP_ACCEPT=1</c> whatever they made.</summary>
    public static string Fixed(string file, string actual)
    {
        string path = Path.Combine(After, file);
        if (s_accept)
        {
            Directory.CreateDirectory(After);
            File.WriteAllText(path, actual);
        }

        return File.Exists(path) ? File.ReadAllText(path) : $"{path} is missing; MSIENCAP_ACCEPT=1 writes it.";
    }

    /// <summary>The files that the fixes are said to make something of and that are not in the tree; with <c>MSIENCAP_ACCEPT=1</c> they go.</summary>
    public static IReadOnlyList<string> Orphans()
    {
        string[] orphans = [.. Directory.EnumerateFiles(After, "*.cs").Where(path => !Files.Contains(Path.GetFileName(path)))];
        if (!s_accept)
        {
            return orphans;
        }

        foreach (string path in orphans)
        {
            File.Delete(path);
        }

        return [];
    }
}
