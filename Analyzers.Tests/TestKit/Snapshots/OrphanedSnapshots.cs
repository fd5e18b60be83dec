using System.Reflection;
using Xunit;

namespace MsiEncap.Analyzers.Tests.TestKit;

/// <summary>Finds snapshots that no test reads any more.</summary>
internal static class OrphanedSnapshots
{
    /// <summary>
    /// The verified and received files under a folder whose test is gone, or no longer lies beside them. A received file of a test
    /// that exists is that test's own business: it removes the file, or fails.
    /// </summary>
    /// <param name="root">The folder.</param>
    /// <param name="classes">The test classes.</param>
    /// <returns>A line for each file.</returns>
    public static IReadOnlyList<string> Find(string root, IEnumerable<Type> classes)
    {
        HashSet<string> tests = [.. classes.SelectMany(TestsOf)];
        List<string> orphans = [];
        foreach (string folder in Directory.EnumerateDirectories(root, "*", SearchOption.AllDirectories).Prepend(root))
        {
            if (IsBuildOutput(Path.GetRelativePath(root, folder)))
            {
                continue;
            }

            orphans.AddRange(SnapshotFile.In(folder)
                .Where(path => !tests.Contains(SnapshotFile.TestOf(path)) || !IsBesideItsTest(path))
                .Select(path => $"'{Path.GetRelativePath(root, path)}' belongs to no test beside it; delete it or move it."));
        }

        return orphans;
    }

    private static IEnumerable<string> TestsOf(Type type) => type
        .GetMethods(BindingFlags.Instance | BindingFlags.Static | BindingFlags.Public)
        .Where(method => method.GetCustomAttributes<FactAttribute>().Any())
        .Select(method => $"{type.Name}.{method.Name}");

    private static bool IsBuildOutput(string relative) =>
        relative.Split(Path.DirectorySeparatorChar)[0] is "bin" or "obj" or "TestResults";

    private static bool IsBesideItsTest(string path)
    {
        string name = Path.GetFileName(path);
        string testClass = name[..name.IndexOf('.', StringComparison.Ordinal)];
        return File.Exists(Path.Combine(Path.GetDirectoryName(path)!, testClass + ".cs"));
    }
}
