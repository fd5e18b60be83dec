using System.Collections.Immutable;
using System.Text;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Diagnostics;
using MsiEncap.Analyzers.Tests.TestKit.Markup;
using MsiEncap.Generators;
using Xunit;

namespace MsiEncap.Analyzers.Tests.TestKit;

/// <summary>A compilation, the analyzers that look at it, and what they are to say. Every method returns a new check.</summary>
/// <param name="Analyzers">The analyzers.</param>
/// <param name="Sources">The source files.</param>
internal sealed record AnalyzerCheck(ImmutableArray<DiagnosticAnalyzer> Analyzers, ImmutableArray<TestFile> Sources)
{
    /// <summary>The additional files.</summary>
    public ImmutableArray<TestFile> AdditionalFiles { get; init; } = [];

    /// <summary>What the compilation references.</summary>
    public ImmutableArray<MetadataReference> References { get; init; } = TestCompilation.Default;

    /// <summary>The language.</summary>
    public CSharpParseOptions ParseOptions { get; init; } = TestCompilation.ParseOptions;

    /// <summary>The name of the compilation.</summary>
    public string AssemblyName { get; init; } = "Driver";

    /// <summary>What the compilation is compiled into.</summary>
    public OutputKind Output { get; init; } = OutputKind.DynamicallyLinkedLibrary;

    /// <summary>The messages expected, in the order of their places; nothing is asked of them if there are none.</summary>
    public ImmutableArray<string> ExpectedMessages { get; init; } = [];

    /// <summary>The properties of the build that the analyzers can see.</summary>
    public ImmutableDictionary<string, string> Properties { get; init; } = ImmutableDictionary.Create<string, string>(AnalyzerConfigOptions.KeyComparer);

    /// <summary>What the project says of its additional files.</summary>
    public ImmutableArray<(string Path, string Key, string Value)> Metadata { get; init; } = [];

    /// <summary>The id that <c>[|…|]</c> stands for.</summary>
    public string DefaultId => Analyzers[0].SupportedDiagnostics[0].Id;

    /// <summary>Adds a source file.</summary>
    /// <param name="path">Its path.</param>
    /// <param name="markup">Its text, with marks where diagnostics are expected.</param>
    /// <returns>The new check.</returns>
    public AnalyzerCheck File(string path, string markup) => this with { Sources = Sources.Add(new(path, markup)) };

    /// <summary>Adds the cookies of the contracts that the sources so far declare, as the generator writes them.</summary>
    /// <returns>The new check.</returns>
    public AnalyzerCheck WithCookies() => this with
    {
        Sources =
        [
            .. Sources,
            .. GeneratorRun.Of<CookieGenerator>(Compile(), ParseOptions).Result.GeneratedTrees.Select(tree => new TestFile(tree.FilePath, tree.ToString())),
        ],
    };

    /// <summary>Adds an additional file.</summary>
    /// <param name="path">Its path.</param>
    /// <param name="markup">Its text, with marks where diagnostics are expected.</param>
    /// <param name="encoding">Its encoding; UTF-8 without byte order mark if not given.</param>
    /// <returns>The new check.</returns>
    public AnalyzerCheck Additional(string path, string markup, Encoding? encoding = null)
    {
        TestFile file = new(path, markup);
        return this with { AdditionalFiles = AdditionalFiles.Add(encoding is null ? file : file with { Encoding = encoding }) };
    }

    /// <summary>Adds <c>MsiEncap.Roles.txt</c>.</summary>
    /// <param name="lines">Its lines.</param>
    /// <returns>The new check.</returns>
    public AnalyzerCheck Ledger(params string[] lines) => Additional("MsiEncap.Roles.txt", string.Concat(lines.Select(line => line + "\n")));

    /// <summary>Sets a property of the build.</summary>
    /// <param name="name">The property.</param>
    /// <param name="value">Its value.</param>
    /// <returns>The new check.</returns>
    public AnalyzerCheck Property(string name, string value) => this with { Properties = Properties.SetItem("build_property." + name, value) };

    /// <summary>Sets a feature of the compiler, as the package's build files do.</summary>
    /// <param name="name">The feature.</param>
    /// <param name="value">Its value.</param>
    /// <returns>The new check.</returns>
    public AnalyzerCheck Feature(string name, string value) => this with { ParseOptions = ParseOptions.WithFeatures([.. ParseOptions.Features, new(name, value)]) };

    /// <summary>Sets a feature that is a path, or several.</summary>
    /// <param name="name">The feature.</param>
    /// <param name="path">The path.</param>
    /// <returns>The new check.</returns>
    public AnalyzerCheck PathFeature(string name, string path) => Feature(name, Convert.ToBase64String(Encoding.UTF8.GetBytes(path)));

    /// <summary>Says of an additional file that several projects read it.</summary>
    /// <param name="path">Its path.</param>
    /// <param name="value">The metadata.</param>
    /// <returns>The new check.</returns>
    public AnalyzerCheck Shared(string path, string value = "true") =>
        this with { Metadata = Metadata.Add((path, "build_metadata.AdditionalFiles.MsiEncapShared", value)) };

    /// <summary>Compiles into a program, which has an entry point.</summary>
    /// <returns>The new check.</returns>
    public AnalyzerCheck Program() => this with { Output = OutputKind.ConsoleApplication };

    /// <summary>Adds references.</summary>
    /// <param name="references">The references.</param>
    /// <returns>The new check.</returns>
    public AnalyzerCheck Reference(params MetadataReference[] references) => this with { References = [.. References, .. references] };

    /// <summary>Leaves out the runtime, as a library does that declares its own copies of the attributes.</summary>
    /// <returns>The new check.</returns>
    public AnalyzerCheck WithoutRuntime() => this with { References = References.Remove(TestCompilation.Runtime) };

    /// <summary>Expects these messages, in full and in the order of their places.</summary>
    /// <param name="messages">The messages.</param>
    /// <returns>The new check.</returns>
    public AnalyzerCheck Message(params string[] messages) => this with { ExpectedMessages = [.. ExpectedMessages, .. messages] };

    /// <summary>Goes on to check a code fix.</summary>
    /// <typeparam name="TFix">The code fix.</typeparam>
    /// <returns>A check of the code fix that starts from this one.</returns>
    public CodeFixCheck FixedBy<TFix>()
        where TFix : CodeFixProvider, new() => new(this, new TFix());

    /// <summary>The compilation that the analyzers look at.</summary>
    /// <returns>The compilation.</returns>
    public CSharpCompilation Compile()
    {
        CSharpCompilation compilation = TestCompilation.Create(
            Sources.Select(file => (file.Path, file.ToSourceText().ToString())), References, ParseOptions, AssemblyName);
        return compilation.WithOptions(compilation.Options.WithOutputKind(Output));
    }

    /// <summary>Runs the analyzers and compares what they and the compiler say with the marks.</summary>
    /// <returns>A task that fails with the test.</returns>
    public async Task RunAsync()
    {
        ImmutableArray<AdditionalText> additional = [.. AdditionalFiles.Select(file => new InMemoryFile(file.Path, file.ToSourceText()))];
        Compare(await AnalyzerRun.DiagnosticsAsync(Compile(), Analyzers, new AnalyzerOptions(additional, new TestOptions(Properties, Metadata))));
    }

    /// <summary>Compares diagnostics with the marks and the messages of this check.</summary>
    /// <param name="actual">What was said.</param>
    public void Compare(ImmutableArray<Diagnostic> actual)
    {
        var files = Sources.Concat(AdditionalFiles).ToImmutableDictionary(
            file => file.Path, file => MarkupText.Parse(file.Markup, DefaultId));
        if (DiagnosticComparison.Describe(files, actual) is { } difference)
        {
            Assert.Fail(difference);
        }

        if (!ExpectedMessages.IsEmpty)
        {
            Assert.Equal(ExpectedMessages, AnalyzerRun.InOrder(actual).Select(diagnostic => diagnostic.GetMessage(System.Globalization.CultureInfo.InvariantCulture)));
        }
    }
}
