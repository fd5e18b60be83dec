using System.Collections.Immutable;
using System.Globalization;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Text;
using MsiEncap.Analyzers.Tests.TestKit;
using Xunit;

namespace MsiEncap.Analyzers.Tests.Rules;

/// <summary>A crash is an error of ours, not a warning that leaves the rules unchecked.</summary>
public class MSI0001Tests
{
    private const string Source = """
        using MsiEncap.Encapsulation;
        [RestrictedTo(typeof(IrqDomainImplementer))] class Chip { }
        [ActsAs(typeof(IrqDomainImplementer))] class Mine { Chip? chip; Chip? M() => chip; }
        """;

    [Theory]
    [InlineData(RuleIds.RestrictedSymbol)]
    [InlineData(RuleIds.UnlistedGrant)]
    public async Task Given_a_ledger_that_cannot_be_read_when_a_rule_needs_it_then_the_crash_is_an_error(string id)
    {
        var diagnostics = await Run(id, new Broken(new InvalidDataException("half a\r\n file.")));

        Assert.NotEmpty(diagnostics);
        Assert.All(diagnostics, diagnostic =>
        {
            Assert.Equal(RuleIds.AnalyzerFailed, diagnostic.Id);
            Assert.Equal(DiagnosticSeverity.Error, diagnostic.Severity);
            Assert.Equal(
                $"{id} failed with InvalidDataException (half a file) in Source.cs, so that file is not checked; "
                + "please report this with the file that causes it",
                diagnostic.GetMessage(CultureInfo.InvariantCulture));
        });
    }

    [Fact]
    public async Task Given_a_ledger_that_cannot_be_read_when_nothing_else_is_wrong_then_the_rules_that_read_it_say_so_in_it_or_at_the_end()
    {
        var diagnostics = await AnalyzerRun.DiagnosticsAsync(
            TestCompilation.Create([(Check.SourcePath, "class C { }")]),
            Catalogue.Analyzers,
            new AnalyzerOptions([new Broken(new InvalidDataException("half a file"))]));

        Assert.All(diagnostics, diagnostic => Assert.Equal(RuleIds.AnalyzerFailed, diagnostic.Id));
        IEnumerable<string> messages = diagnostics.Select(diagnostic => diagnostic.GetMessage(CultureInfo.InvariantCulture));
        Assert.Contains(
            "MSI4004 failed with InvalidDataException (half a file) in MsiEncap.Roles.txt, so that file is not checked; please report this with the file that causes it",
            messages);
        Assert.Contains(
            "MSI1001 failed with InvalidDataException (half a file) in Source.cs, so that file is not checked; please report this with the file that causes it",
            messages);
        Assert.Contains(diagnostics, diagnostic => diagnostic.Location.GetLineSpan().Path == "MsiEncap.Roles.txt");
    }

    [Fact]
    public async Task Given_a_list_of_restrictions_that_cannot_be_read_then_every_file_bears_the_error()
    {
        var diagnostics = await AnalyzerRun.DiagnosticsAsync(
            TestCompilation.Create([("A.cs", "class A { }"), ("B.cs", "class B { }")]),
            [Catalogue.Analyzer(RuleIds.RestrictedSymbol)],
            new AnalyzerOptions([new Broken(new InvalidDataException("half a file"), "MsiEncap.Restricted.txt")]));

        Assert.Equal(["A.cs", "B.cs"], diagnostics.Select(diagnostic => diagnostic.Location.GetLineSpan().Path).Order(StringComparer.Ordinal));
        Assert.All(diagnostics, diagnostic => Assert.Equal(RuleIds.AnalyzerFailed, diagnostic.Id));
    }

    [Fact]
    public void Given_a_crash_of_the_registration_then_every_file_is_to_bear_the_error()
    {
        RecordingStart start = new(TestCompilation.Create([(Check.SourcePath, Source)]));
        Guard.Run(start, RuleIds.RestrictedSymbol, () => throw new InvalidOperationException("no start"));
        Assert.Equal(["SemanticModel"], start.Callbacks);
    }

    [Fact]
    public void Given_a_cancellation_then_it_is_no_crash()
    {
        RecordingStart start = new(TestCompilation.Create([(Check.SourcePath, Source)]));
        _ = Assert.Throws<OperationCanceledException>(() => Guard.Run(start, RuleIds.RestrictedSymbol, () => throw new OperationCanceledException()));
    }

    private static async Task<ImmutableArray<Diagnostic>> Run(string id, AdditionalText file) => await AnalyzerRun.DiagnosticsAsync(
        TestCompilation.Create([(Check.SourcePath, Source)]), [Catalogue.Analyzer(id)], new AnalyzerOptions([file]));

    private sealed class Broken(Exception exception, string path = "MsiEncap.Roles.txt") : AdditionalText
    {
        public override string Path => path;

        public override SourceText? GetText(CancellationToken cancellationToken = default) => throw exception;
    }
}
