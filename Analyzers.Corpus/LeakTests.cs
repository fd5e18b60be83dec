using Xunit;

namespace MsiEncap.Analyzers.Corpus;

/// <summary>The ways out are as many as they were.</summary>
public class LeakTests
{
    private const int LeastLeaks = 305;
    private const int LeastClean = 116;

    [Fact]
    public void No_leak_is_lost()
    {
        Assert.True(CorpusData.Cases.Count(one => one.Kind == CaseKind.Leak) >= LeastLeaks);
        Assert.True(CorpusData.Cases.Count(one => one.Kind == CaseKind.Clean && one.Group.StartsWith("Leaks/", StringComparison.Ordinal)) >= LeastClean);
    }

    [Fact]
    public void No_leak_is_open() => Assert.DoesNotContain(CorpusFile.Lines("Open.txt"), line =>
        CorpusData.Cases.Any(one => one.Entry == line && one.Group.StartsWith("Leaks/", StringComparison.Ordinal)));
}
