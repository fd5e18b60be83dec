using Xunit;

namespace MsiEncap.Analyzers.Tests.TestKit;

public sealed class OrphanedSnapshotsTests : IDisposable
{
    private readonly ScratchFolder _scratch = new();

    public void Dispose() => _scratch.Dispose();

    [Fact]
    public void Given_this_project_when_searched_then_every_snapshot_has_its_test() =>
        Assert.Empty(OrphanedSnapshots.Find(RepositoryPaths.TestProject, typeof(OrphanedSnapshotsTests).Assembly.GetTypes()));

    [Theory]
    [InlineData("OrphanedSnapshotsTests.Given_a_test_that_is_gone#A.g.verified.cs")]
    [InlineData("OrphanedSnapshotsTests.Given_a_test_that_is_gone#A.g.received.cs")]
    [InlineData("OrphanedSnapshotsTests.Dispose#A.g.verified.cs")]
    [InlineData("GoneTests.Given_this_project_when_searched_then_every_snapshot_has_its_test#A.g.verified.cs")]
    [InlineData("OrphanedSnapshotsTests.verified.cs")]
    public void Given_a_file_whose_test_is_gone_when_searched_then_it_is_named(string name)
    {
        File.WriteAllText(_scratch.Of("OrphanedSnapshotsTests.cs"), string.Empty);
        File.WriteAllText(_scratch.Of(name), string.Empty);

        Assert.Contains($"'{name}'", Assert.Single(Find()), StringComparison.Ordinal);
    }

    [Fact]
    public void Given_a_file_that_is_not_beside_its_test_when_searched_then_it_is_named()
    {
        const string name = $"OrphanedSnapshotsTests.{nameof(Given_a_file_that_is_not_beside_its_test_when_searched_then_it_is_named)}#A.g.verified.cs";
        File.WriteAllText(_scratch.Of(name), string.Empty);
        Assert.Single(Find());

        File.WriteAllText(_scratch.Of("OrphanedSnapshotsTests.cs"), string.Empty);
        Assert.Empty(Find());
    }

    [Fact]
    public void Given_build_output_when_searched_then_it_is_passed_over()
    {
        Directory.CreateDirectory(_scratch.Of("obj"));
        File.WriteAllText(_scratch.Of(Path.Combine("obj", "GoneTests.Given#A.g.verified.cs")), string.Empty);

        Assert.Empty(Find());
    }

    private IReadOnlyList<string> Find() => OrphanedSnapshots.Find(_scratch.Path, [typeof(OrphanedSnapshotsTests)]);
}
