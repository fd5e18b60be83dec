using System.Runtime.CompilerServices;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Xunit;

namespace MsiEncap.Analyzers.Tests.TestKit;

/// <summary>Whether a generator lets go of what it has seen.</summary>
internal static class CompilationLifetime
{
    private const int Collections = 10;

    /// <summary>Asserts that after an edit, a driver no longer holds the compilation from before it.</summary>
    /// <typeparam name="TGenerator">The generator.</typeparam>
    /// <param name="sources">Path and text of each source.</param>
    /// <param name="edit">The edit.</param>
    public static void AssertOldIsCollectable<TGenerator>(IEnumerable<(string Path, string Text)> sources, SourceEdit edit)
        where TGenerator : IIncrementalGenerator, new()
    {
        (GeneratorDriver driver, CSharpCompilation current, WeakReference old) = RunTwice<TGenerator>(sources, edit);
        for (int i = 0; i < Collections && old.IsAlive; i++)
        {
            GC.Collect();
            GC.WaitForPendingFinalizers();
        }

        Assert.False(old.IsAlive, "The driver, or a model in it, keeps the compilation from before the edit alive.");
        GC.KeepAlive(driver);
        GC.KeepAlive(current);
    }

    // In a method of its own, so that no local of the caller holds the old compilation.
    [MethodImpl(MethodImplOptions.NoInlining)]
    private static (GeneratorDriver Driver, CSharpCompilation Current, WeakReference Old) RunTwice<TGenerator>(
        IEnumerable<(string Path, string Text)> sources, SourceEdit edit)
        where TGenerator : IIncrementalGenerator, new()
    {
        CSharpCompilation before = TestCompilation.Create(sources);
        CSharpCompilation after = edit.Apply(before);
        GeneratorDriver driver = CSharpGeneratorDriver
            .Create([new TGenerator().AsSourceGenerator()], parseOptions: TestCompilation.ParseOptions)
            .RunGenerators(before)
            .RunGenerators(after);
        GeneratorRun.AssertQuiet(driver.GetRunResult());
        return (driver, after, new WeakReference(before));
    }
}
