using Xunit;
using Xunit.Sdk;

namespace MsiEncap.Analyzers.Tests.TestKit;

public sealed class SnapshotFolderTests : IDisposable
{
    private const string Test = "SomeTests.Given_something";

    private const string VerifiedName = Test + "#A.g.verified.cs";

    private const string ReceivedName = Test + "#A.g.received.cs";

    private readonly ScratchFolder _scratch = new();

    public void Dispose() => _scratch.Dispose();

    [Fact]
    public void Given_no_snapshot_when_verified_then_it_fails_and_leaves_what_it_received()
    {
        string message = Fails(("A.g.cs", "class A;\n"));

        Assert.Contains($"There is no snapshot '{VerifiedName}' yet.", message, StringComparison.Ordinal);
        Assert.Contains("class A;", message, StringComparison.Ordinal);
        Assert.Equal([ReceivedName], _scratch.Files);
    }

    [Fact]
    public void Given_what_was_received_when_copied_over_the_snapshot_then_it_passes()
    {
        Fails(("A.g.cs", "class A;\n"));
        File.Copy(_scratch.Of(ReceivedName), _scratch.Of(VerifiedName));

        Verify(accept: false, ("A.g.cs", "class A;\n"));

        Assert.Equal([VerifiedName], _scratch.Files);
    }

    [Fact]
    public void Given_a_snapshot_when_written_then_its_bytes_are_those_of_verify()
    {
        Verify(accept: true, ("A.g.cs", "class A;\r\n"));

        byte[] expected = [0xEF, 0xBB, 0xBF, .. "//HintName: A.g.cs\nclass A;\n"u8];
        Assert.Equal(expected, File.ReadAllBytes(_scratch.Of(VerifiedName)));
    }

    [Fact]
    public void Given_another_text_when_verified_then_the_failure_shows_the_difference_and_how_to_accept_it()
    {
        Verify(accept: true, ("A.g.cs", "1\n2\n3\n4\n5\n6\n7\n8\n9\n"));

        string message = Fails(("A.g.cs", "1\n2\n3\n4\n5\nsix\n7\n8\n9\n"));

        Assert.Contains("@@ -4,7 +4,7 @@\n 3\n 4\n 5\n-6\n+six\n 7\n 8\n 9\n", message, StringComparison.Ordinal);
        Assert.Contains($"cp '{_scratch.Of(ReceivedName)}' '{_scratch.Of(VerifiedName)}'", message, StringComparison.Ordinal);
        Assert.Contains("MSIENCAP_ACCEPT=1", message, StringComparison.Ordinal);
    }

    [Fact]
    public void Given_the_text_in_other_bytes_when_verified_then_it_fails()
    {
        File.WriteAllText(_scratch.Of(VerifiedName), "//HintName: A.g.cs\nclass A;\n");

        Assert.Contains("byte order mark", Fails(("A.g.cs", "class A;\n")), StringComparison.Ordinal);
    }

    [Fact]
    public void Given_several_sources_when_one_differs_then_only_that_one_is_received()
    {
        Verify(accept: true, ("A.g.cs", "1"), ("B.g.cs", "2"));

        Fails(("A.g.cs", "1"), ("B.g.cs", "3"));

        Assert.Equal([VerifiedName, Test + "#B.g.received.cs", Test + "#B.g.verified.cs"], _scratch.Files);
    }

    [Fact]
    public void Given_a_snapshot_when_nothing_is_generated_for_it_then_it_fails_until_accepted()
    {
        Verify(accept: true, ("A.g.cs", "1"), ("B.g.cs", "2"));

        Assert.Contains("#B.g.verified.cs'", Fails(("A.g.cs", "1")), StringComparison.Ordinal);
        Verify(accept: true, ("A.g.cs", "1"));

        Assert.Equal([VerifiedName], _scratch.Files);
    }

    [Fact]
    public void Given_snapshots_of_a_test_with_a_longer_name_when_verified_then_they_are_left_alone()
    {
        string other = Test + "_else#A.g.verified.cs";
        File.WriteAllText(_scratch.Of(other), "x");

        Verify(accept: true, ("A.g.cs", "1"));

        Assert.Contains(other, _scratch.Files);
    }

    private string Fails(params (string HintName, string Text)[] sources) =>
        Assert.ThrowsAny<XunitException>(() => Verify(accept: false, sources)).Message;

    private void Verify(bool accept, params (string HintName, string Text)[] sources) =>
        new SnapshotFolder(_scratch.Path, accept).Verify(Test, sources.ToDictionary(source => source.HintName, source => source.Text));
}
