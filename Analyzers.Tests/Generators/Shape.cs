using System.Globalization;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using MsiEncap.Analyzers.Tests.TestKit;
using MsiEncap.Generators;
using Xunit;

namespace MsiEncap.Analyzers.Tests.Generators;

/// <summary>A shape that a declaration can have: what is generated for it is as it was agreed, and right wherever it is compiled.</summary>
internal static class Shape
{
    private static readonly LanguageVersion[] s_languages =
        [LanguageVersion.CSharp11, LanguageVersion.CSharp12, LanguageVersion.CSharp13, LanguageVersion.CSharp14, LanguageVersion.Preview];

    private static readonly NullableContextOptions[] s_nullable = [NullableContextOptions.Enable, NullableContextOptions.Disable];

    private static readonly string[] s_cultures = ["fi-FI", "tr-TR"];

    /// <summary>
    /// Compares what is generated with the snapshot, compiles it in every language from C# 11, with nullable on and off, documentation on,
    /// every warning on and arithmetic checked, and generates it in other cultures.
    /// </summary>
    /// <param name="sources">Path and text of each file.</param>
    /// <param name="file">The file of the test.</param>
    /// <param name="method">The test.</param>
    public static void Verify((string Path, string Text)[] sources, string file, string method)
    {
        GeneratorRun run = GeneratorRun.Of<CookieGenerator>(sources).AssertCompiles();
        Assert.All(run.Sources.Values, text => Assert.DoesNotContain('\r', text));
        foreach (LanguageVersion language in s_languages)
        {
            foreach (NullableContextOptions nullable in s_nullable)
            {
                AssertCompiles(sources, language, nullable, run.Sources);
            }
        }

        Assert.All(s_cultures, culture => AssertSameIn(culture, sources, run.Sources));
        Snapshot.Verify(run, file, method);
    }

    private static void AssertCompiles(
        (string Path, string Text)[] sources, LanguageVersion language, NullableContextOptions nullable, IReadOnlyDictionary<string, string> expected)
    {
        CSharpParseOptions options = TestCompilation.ParseOptions.WithLanguageVersion(language);
        CSharpCompilation compilation = TestCompilation.Create(sources.Select(source => (source.Path, Braced(source.Text))), parseOptions: options);
        GeneratorRun run = GeneratorRun.Of<CookieGenerator>(
            compilation.WithOptions(compilation.Options.WithNullableContextOptions(nullable).WithOverflowChecks(true).WithWarningLevel(9999)), options);

        // Where nullable is off, sources may warn of their own question marks.
        Assert.DoesNotContain(
            run.Output.GetDiagnostics(),
            diagnostic => diagnostic.Severity >= DiagnosticSeverity.Warning
                && (diagnostic.Id != "CS8632" || run.Result.GeneratedTrees.Contains(diagnostic.Location.SourceTree!)));
        Assert.Equal(expected, run.Sources);
    }

    private static void AssertSameIn(string culture, (string Path, string Text)[] sources, IReadOnlyDictionary<string, string> expected)
    {
        CultureInfo before = CultureInfo.CurrentCulture;
        try
        {
            CultureInfo.CurrentCulture = CultureInfo.GetCultureInfo(culture);
            Assert.Equal(expected, GeneratorRun.Of<CookieGenerator>(sources).Sources);
        }
        finally
        {
            CultureInfo.CurrentCulture = before;
        }
    }

    // C# 12 brought the semicolon in place of an empty body.
    private static string Braced(string source)
    {
        IEnumerable<int> semicolons = CSharpSyntaxTree.ParseText(source, TestCompilation.ParseOptions).GetRoot().DescendantNodes()
            .OfType<BaseTypeDeclarationSyntax>()
            .Where(type => type.OpenBraceToken.IsKind(SyntaxKind.None) && !type.SemicolonToken.IsKind(SyntaxKind.None))
            .Select(type => type.SemicolonToken.SpanStart)
            .OrderDescending();
        return semicolons.Aggregate(source, (text, semicolon) => text.Remove(semicolon, 1).Insert(semicolon, " { }"));
    }
}
