using System.Collections.Immutable;
using System.Runtime.CompilerServices;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace MsiEncap.Analyzers;

/// <summary>
/// What all rules ask of a compilation and its additional files, kept for as long as the compilation is. Thread-safe; two that ask at once may
/// both compute it.
/// </summary>
/// <typeparam name="T">What is kept.</typeparam>
/// <param name="create">Computes it.</param>
/// <param name="isCurrent">Whether it still holds for options with the same additional files; it does if this is not given.</param>
internal sealed class PerCompilation<T>(Func<Compilation, AnalyzerOptions, T> create, Func<T, Compilation, AnalyzerOptions, bool>? isCurrent = null)
{
    private readonly ConditionalWeakTable<Compilation, Kept> _kept = new();

    /// <summary>What is kept of a compilation.</summary>
    /// <param name="compilation">The compilation.</param>
    /// <param name="options">Holds the additional files.</param>
    /// <returns>The same for all who ask with the same files.</returns>
    public T Of(Compilation compilation, AnalyzerOptions options)
    {
        Kept kept = _kept.GetValue(compilation, key => new(create(key, options), options.AdditionalFiles));
        if (kept.Files.SequenceEqual(options.AdditionalFiles) && isCurrent?.Invoke(kept.Value, compilation, options) != false)
        {
            return kept.Value;
        }

        // An editor asks about the same source again after an edit of an additional file.
        lock (_kept)
        {
            _ = _kept.Remove(compilation);
            return _kept.GetValue(compilation, key => new(create(key, options), options.AdditionalFiles)).Value;
        }
    }

    private sealed class Kept(T value, ImmutableArray<AdditionalText> files)
    {
        public T Value => value;

        public ImmutableArray<AdditionalText> Files => files;
    }
}
