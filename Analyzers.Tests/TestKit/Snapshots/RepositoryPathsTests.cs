using System.Runtime.CompilerServices;
using Xunit;

namespace MsiEncap.Analyzers.Tests.TestKit;

public sealed class RepositoryPathsTests
{
    [Fact]
    public void Given_the_path_of_a_deterministic_build_when_resolved_then_it_is_this_file() =>
        Assert.True(File.Exists(RepositoryPaths.Resolve("/_/Analyzers.Tests/TestKit/Snapshots/RepositoryPathsTests.cs")));

    [Fact]
    public void Given_the_path_of_this_build_when_resolved_then_it_is_this_file() =>
        Assert.True(File.Exists(RepositoryPaths.Resolve(ThisFile())));

    private static string ThisFile([CallerFilePath] string path = "") => path;
}
