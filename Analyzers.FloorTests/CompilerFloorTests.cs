using Microsoft.CodeAnalysis.CSharp;
using Xunit;

namespace MsiEncap.Analyzers.FloorTests;

/// <summary>Generator and analyzers do their work in the oldest compiler that loads them.</summary>
public class CompilerFloorTests
{
    [Fact]
    public void These_tests_run_on_the_compiler_that_the_shipped_assemblies_reference() =>
        Assert.Equal(
            typeof(MSI1001RestrictedSymbolAnalyzer).Assembly.GetReferencedAssemblies().Single(name => name.Name == "Microsoft.CodeAnalysis.CSharp").Version,
            typeof(CSharpCompilation).Assembly.GetName().Version);

    [Fact]
    public async Task A_clean_driver_has_no_diagnostic() =>
        Assert.Empty(await FloorCompilation.DiagnoseAsync("Idxd"));

    [Fact]
    public async Task A_rejected_driver_has_those_that_it_should()
    {
        IReadOnlyList<string> found = await FloorCompilation.DiagnoseAsync("Rejected/Rules");

        Assert.Equal(FloorCompilation.Expected("Rejected/Rules"), found);
        Assert.NotEmpty(found);
    }
}
