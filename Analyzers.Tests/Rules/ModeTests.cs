using System.Collections.Immutable;
using System.Globalization;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Text;
using MsiEncap.Analyzers.Tests.TestKit;
using Xunit;

namespace MsiEncap.Analyzers.Tests.Rules;

/// <summary>The build property that says what a project wants of the rules.</summary>
public class ModeTests
{
    private const string Source = """
        class Queue { Acme.Irq.MsiDomain? domain; }
        [MsiEncap.Encapsulation.ActsAs(typeof(Acme.Irq.SlabImplementer))] class Ims { }
        [System.Diagnostics.CodeAnalysis.SuppressMessage("a", "MSI1001")] class Quiet { }
        """;

    private const string Ledger = "T:Gone;Acme.Irq.SlabImplementer;why\nnonsense\nS:MSI1001;T:Quiet;lab tool";

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("Enforce")]
    [InlineData("enforce")]
    [InlineData("Enforced")]
    public async Task Given_no_mode_or_one_that_is_none_then_everything_is_an_error(string? mode)
    {
        var found = await Run(mode);

        Assert.Equal(["MSI1001", "MSI4001", "MSI4003", "MSI4003", "MSI4004"], Ids(found));
        Assert.All(found, diagnostic => Assert.Equal(DiagnosticSeverity.Error, diagnostic.Severity));
    }

    [Theory]
    [InlineData("Adopt")]
    [InlineData(" adopt ")]
    public async Task Given_adopt_then_the_same_is_said_as_warnings_that_no_option_changes(string mode)
    {
        var errors = await Run("Enforce");
        var warnings = await Run(mode, ReportDiagnostic.Error);

        Assert.All(warnings, diagnostic => Assert.Equal(DiagnosticSeverity.Warning, diagnostic.Severity));
        Assert.All(errors.Zip(warnings), pair =>
        {
            (Diagnostic error, Diagnostic warning) = pair;
            Assert.Equal(error.Location.GetLineSpan(), warning.Location.GetLineSpan());
            Assert.Equal(error.GetMessage(CultureInfo.InvariantCulture), warning.GetMessage(CultureInfo.InvariantCulture));
            Assert.Equal(error.Properties, warning.Properties);
            Assert.Equal(error.Descriptor.HelpLinkUri, warning.Descriptor.HelpLinkUri);
        });
        Assert.Equal(Ids(errors), Ids(warnings));
    }

    [Theory]
    [InlineData("Off")]
    [InlineData("OFF")]
    public async Task Given_off_then_nothing_is_said(string mode) => Assert.Empty(await Run(mode));

    [Fact]
    public void Given_off_then_no_rule_registers_anything() => Assert.All(Catalogue.Analyzers, analyzer =>
    {
        Assert.Empty(RecordingContext.CallbacksOf(analyzer, Compile(), new(Files(), Options("Off"))));
        Assert.NotEmpty(RecordingContext.CallbacksOf(analyzer, Compile(), new(Files(), Options("Enforce"))));
    });

    [Fact]
    public async Task Given_adopt_then_a_crash_of_an_analyzer_is_an_error()
    {
        var found = await AnalyzerRun.DiagnosticsAsync(Compile(), Catalogue.Analyzers, new([new Broken()], Options("Adopt")));

        Assert.Contains(found, diagnostic => diagnostic.Id == RuleIds.AnalyzerFailed);
        Assert.All(found.Where(diagnostic => diagnostic.Id == RuleIds.AnalyzerFailed), diagnostic => Assert.Equal(DiagnosticSeverity.Error, diagnostic.Severity));
    }

    private static IEnumerable<string> Ids(ImmutableArray<Diagnostic> found) => found.Select(diagnostic => diagnostic.Id).Order(StringComparer.Ordinal);

    private static async Task<ImmutableArray<Diagnostic>> Run(string? mode, ReportDiagnostic general = ReportDiagnostic.Default)
    {
        CSharpCompilation compilation = Compile();
        return
        [
            .. AnalyzerRun.InOrder(await AnalyzerRun.DiagnosticsAsync(
                compilation.WithOptions(compilation.Options.WithGeneralDiagnosticOption(general)), Catalogue.Analyzers, new(Files(), Options(mode))))
                .Where(diagnostic => diagnostic.Id.StartsWith("MSI", StringComparison.Ordinal)),
        ];
    }

    private static CSharpCompilation Compile() =>
        TestCompilation.Create([(Check.SourcePath, Source)], [.. TestCompilation.Default, IrqLibrary.Reference]);

    private static ImmutableArray<AdditionalText> Files() => [new InMemoryFile("MsiEncap.Roles.txt", SourceText.From(Ledger))];

    private static TestOptions Options(string? mode) => new(
        mode is null ? ImmutableDictionary<string, string>.Empty : ImmutableDictionary<string, string>.Empty.Add("build_property.MsiEncapMode", mode), []);

    private sealed class Broken : AdditionalText
    {
        public override string Path => "MsiEncap.Roles.txt";

        public override SourceText? GetText(CancellationToken cancellationToken = default) => throw new InvalidDataException("half a file");
    }
}
