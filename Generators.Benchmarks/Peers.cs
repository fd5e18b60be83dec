using System.Reflection;
using Microsoft.CodeAnalysis;

namespace MsiEncap.Generators.Benchmarks;

/// <summary>The generators of .NET, as its targeting pack has them.</summary>
internal static class Peers
{
    public static ISourceGenerator Json { get; } = Load("System.Text.Json.SourceGeneration.dll", "System.Text.Json.SourceGeneration.JsonSourceGenerator");

    public static ISourceGenerator PlatformCalls { get; } = Load("Microsoft.Interop.LibraryImportGenerator.dll", "Microsoft.Interop.LibraryImportGenerator");

    private static ISourceGenerator Load(string file, string type) =>
        ((IIncrementalGenerator)Activator.CreateInstance(
            Assembly.LoadFrom(Path.Combine(AppContext.BaseDirectory, "Peer", file)).GetType(type, throwOnError: true)!)!).AsSourceGenerator();
}
