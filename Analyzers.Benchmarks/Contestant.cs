using System.Collections.Immutable;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Text;
using MsiEncap.Analyzers.Benchmarks.Sources;
using MsiEncap.Analyzers.Tests.Rules;
using MsiEncap.Analyzers.Tests.TestKit;

namespace MsiEncap.Analyzers.Benchmarks;

/// <summary>Who looks at the sources, and with which additional files.</summary>
/// <param name="Analyzers">The analyzers.</param>
/// <param name="Options">The additional files.</param>
internal sealed record Contestant(ImmutableArray<DiagnosticAnalyzer> Analyzers, AnalyzerOptions Options)
{
    private const string PeerFile = "Microsoft.CodeAnalysis.CSharp.BannedApiAnalyzers.dll";
    private const string PeerType = "Microsoft.CodeAnalysis.CSharp.BannedApiAnalyzers.CSharpSymbolIsBannedAnalyzer";

    /// <summary>The access rules: what restricts stands in the library's attributes.</summary>
    public static Contestant Ours { get; } = new(Catalogue.Analyzers, new AnalyzerOptions([]));

    /// <summary>An analyzer that does nothing, which is not free either.</summary>
    public static Contestant Empty { get; } = new([new EmptyAnalyzer()], new AnalyzerOptions([]));

    /// <summary>RS0030 with the same types banned.</summary>
    public static Contestant Rs0030(int types) => new(
        [(DiagnosticAnalyzer)Activator.CreateInstance(
            System.Reflection.Assembly.LoadFrom(Path.Combine(AppContext.BaseDirectory, "Peer", PeerFile)).GetType(PeerType, throwOnError: true)!)!],
        new AnalyzerOptions([new InMemoryFile("BannedSymbols.txt", SourceText.From(string.Concat(DriverLibrary.RestrictedIds(types).Select(id => $"{id};ask the device\n"))))]));
}
