using System.Collections.Immutable;
using System.Reflection;
using System.Runtime.Loader;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Diagnostics;
using MsiEncap.Analyzers.Tests.Rules;
using MsiEncap.Analyzers.Tests.TestKit;
using MsiEncap.Analyzers.Tests.TestKit.Unfiltered;

namespace MsiEncap.Analyzers.Tests.Oracle;

/// <summary>Runs a program, and has it analysed.</summary>
internal static class OracleRun
{
    private const string ProgramName = "Program";

    private static readonly ImmutableArray<DiagnosticAnalyzer> s_access = [.. Catalogue.Analyzers.Where(
        analyzer => analyzer.SupportedDiagnostics[0].Id.StartsWith("MSI1", StringComparison.Ordinal))];

    private static readonly AnalyzerOptions s_options =
        new([new InMemoryFile("MsiEncap.Roles.txt", Microsoft.CodeAnalysis.Text.SourceText.From(OracleProgram.Ledger))]);

    /// <summary>What the access rules say of a program, the compiler's errors included.</summary>
    public static async Task<ImmutableArray<Diagnostic>> AnalyseAsync(OracleProgram program) =>
        await AnalyzerRun.DiagnosticsAsync(Compile(program.Plain), s_access, s_options);

    /// <summary>What they say, and what they would say if they looked at all code.</summary>
    public static async Task<FilterComparison> CompareAsync(OracleProgram program) => await FilterComparison.OfAsync(Compile(program.Plain), s_options);

    /// <summary>Whether code outside the role holds a restricted object when the program runs.</summary>
    public static bool Holds(OracleProgram program)
    {
        byte[] image = TestCompilation.Emit(Compile(program.Probed));
        var context = new AssemblyLoadContext(null, isCollectible: true);
        try
        {
            Assembly library = context.LoadFromStream(new MemoryStream(OracleLibrary.Image));
            Assembly assembly = context.LoadFromStream(new MemoryStream(image));
            assembly.GetType("Outside", throwOnError: true)!.GetMethod("Run")!.Invoke(null, null);
            return (bool)library.GetType("Acme.Probe", throwOnError: true)!.GetProperty("Held")!.GetValue(null)!;
        }
        finally
        {
            context.Unload();
        }
    }

    private static CSharpCompilation Compile(string text) =>
        TestCompilation.Create([("Program.cs", text)], TestCompilation.Default.Add(OracleLibrary.Reference), assemblyName: ProgramName);
}
