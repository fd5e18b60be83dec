using System.Collections.Concurrent;
using System.Collections.Immutable;
using System.Runtime.CompilerServices;
using Microsoft.CodeAnalysis;

namespace MsiEncap.Analyzers.Tests.TestKit;

/// <summary>Libraries that a test's code references, compiled from source once and kept for all tests.</summary>
internal static class Library
{
    private static readonly ConcurrentDictionary<(string Name, string Source, string References), Lazy<MetadataReference>> s_compiled = new();

    /// <summary>Compiles a library to metadata, as a package would bring it.</summary>
    /// <param name="name">The name of the assembly.</param>
    /// <param name="source">Its source; it must compile.</param>
    /// <param name="references">What it references beside the framework; the runtime if nothing is given.</param>
    /// <returns>The library.</returns>
    public static MetadataReference Compile(string name, string source, params ImmutableArray<MetadataReference> references) =>
        s_compiled.GetOrAdd(
            (name, source, string.Join('|', references.Select(reference => $"{reference.Display}#{RuntimeHelpers.GetHashCode(reference)}"))),
            _ => new(() => Emit(name, source, references.IsEmpty ? TestCompilation.Default : [.. TestCompilation.Framework, .. references]))).Value;

    private static PortableExecutableReference Emit(string name, string source, ImmutableArray<MetadataReference> references) =>
        MetadataReference.CreateFromImage(
            TestCompilation.Emit(TestCompilation.Create([(name + ".cs", source)], references, assemblyName: name)), filePath: name + ".dll");
}
