using MsiEncap.Analyzers.Tests.TestKit;
using Xunit;

namespace MsiEncap.Analyzers.Tests.Rules;

/// <summary>The ledger's second kind of line really does what it says, exactly there, for just that rule.</summary>
public class SanctionedSuppressionTests
{
    private const int All = 11;

    private const string Source = """
        using Acme.Irq;
        /// <summary>See nothing.</summary>
        class Queue
        {
            MsiDomain? a, b;
            public Queue(MsiDomain a) { }
            public Queue() { }
            int P { get => a!.Mask; set => a!.Mask = value; }
            event System.Action? E { add => a!.Changed += value; remove { } }
            int M(MsiDomain d) { int L() => d.Mask; return L(); }
            int M() => a!.Mask;
            class Inner { MsiDomain? c; }
        }
        class Primary(MsiDomain d) { int M() => d.Mask; }
        """;

    [Theory]
    [InlineData("T:Queue", 2)]
    [InlineData("T:Queue.Inner", 10)]
    [InlineData("F:Queue.a", 10)]
    [InlineData("F:Queue.b", 10)]
    [InlineData("P:Queue.P", 9)]
    [InlineData("M:Queue.get_P", 10)]
    [InlineData("E:Queue.E", 10)]
    [InlineData("M:Queue.M(Acme.Irq.MsiDomain)", 9)]
    [InlineData("M:Queue.M", 10)]
    [InlineData("M:Queue.#ctor(Acme.Irq.MsiDomain)", 10)]
    [InlineData("M:Queue.#ctor", 11)]
    [InlineData("M:Primary.#ctor(Acme.Irq.MsiDomain)", 10)]
    [InlineData("T:Primary", 9)]
    public async Task Given_a_line_for_a_type_or_member_then_just_what_is_in_it_is_not_reported(string target, int remaining)
    {
        var all = await Diagnostics("");
        var rest = await Diagnostics($"S:MSI1001;{target};lab tool");

        Assert.Equal(All, all.Count);
        Assert.Equal(remaining, rest.Count(diagnostic => diagnostic.Id == RuleIds.RestrictedSymbol));
    }

    [Theory]
    [InlineData("S:MSI1001;T:Queue")]
    [InlineData("S:MSI1001;T:Quue;lab tool")]
    [InlineData("S:CS0168;T:Queue;lab tool")]
    [InlineData("S:MSI4001;T:Queue;lab tool")]
    [InlineData("S:MSI1001;N:Acme;lab tool")]
    public async Task Given_a_line_that_has_no_effect_then_everything_is_reported(string line) =>
        Assert.Equal(All, (await Diagnostics(line)).Count(diagnostic => diagnostic.Id == RuleIds.RestrictedSymbol));

    [Fact]
    public Task Given_a_sanction_of_what_is_the_ledgers_own_then_it_is_none() => Check
        .Analyzer<MSI4001UnlistedGrantAnalyzer>("[[|MsiEncap.Encapsulation.ActsAs(typeof(Acme.Irq.SlabImplementer))|]] class A { }")
        .Reference(IrqLibrary.Reference)
        .Ledger("S:MSI4001;T:A;because")
        .RunAsync();

    [Fact]
    public void Given_a_rule_that_can_be_suppressed_then_its_analyzer_says_which_lines_were_of_no_use() => Assert.All(
        Catalogue.Analyzers.Where(analyzer => analyzer.SupportedDiagnostics[0].Id[3] is not ('0' or '4')),
        analyzer =>
        {
            Assert.Contains(Descriptors.UnusedSuppression, analyzer.SupportedDiagnostics);
            Assert.Contains(Descriptors.PragmaWithoutIds, analyzer.SupportedDiagnostics);
        });

    private static async Task<IReadOnlyList<Microsoft.CodeAnalysis.Diagnostic>> Diagnostics(string line) => await AnalyzerRun.DiagnosticsAsync(
        TestCompilation.Create([(Check.SourcePath, Source)], [.. TestCompilation.Default, IrqLibrary.Reference]),
        [new MSI1001RestrictedSymbolAnalyzer()],
        new([new InMemoryFile("MsiEncap.Roles.txt", Microsoft.CodeAnalysis.Text.SourceText.From(line))]));
}
