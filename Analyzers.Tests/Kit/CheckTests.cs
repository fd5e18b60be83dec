using MsiEncap.Analyzers.Tests.TestKit;
using MsiEncap.CodeFixes;
using Xunit;
using Xunit.Sdk;

namespace MsiEncap.Analyzers.Tests.Kit;

/// <summary>A kit that lets a wrong expectation pass would make a thousand tests worthless.</summary>
public class CheckTests
{
    private const string Library = """
        using MsiEncap.Encapsulation;
        namespace Lib { [RestrictedTo(typeof(IrqDomainImplementer))] public class Chip { } }
        """;

    private const string Before = "class Queue { void M(Acme.Irq.Device d, Acme.Irq.IdxdCookie c) => d.AllocateImsIrq([|null|], c); }";
    private const string After = "class Queue { void M(Acme.Irq.Device d, Acme.Irq.IdxdCookie c) => d.AllocateImsIrq(c); }";

    private static AnalyzerCheck Verify(string markup) =>
        Check.Analyzer<MSI1001RestrictedSymbolAnalyzer>(markup).Reference(TestKit.Library.Compile("Lib", Library));

    private static CodeFixCheck Fix(string markup) =>
        Check.Analyzer<MSI1001RestrictedSymbolAnalyzer>(markup).Reference(IrqLibrary.Reference).FixedBy<MSI1001AnswerFix>();

    [Theory]
    [InlineData("class Queue { Lib.Chip? chip; }")]
    [InlineData("class Queue { [|Lib.Chip|]? chip; }")]
    [InlineData("class Queue { Lib.{|MSI1002:Chip|}? chip; }")]
    [InlineData("class Queue { Lib.{|MSI1001:{|MSI1001:Chip|}|}? chip; }")]
    [InlineData("class Queue { Lib.[|Chip|]? chip; [|int|] i; }")]
    [InlineData("class Queue { Lib.[|Chip|]? chip; Missing? missing; }")]
    [InlineData("class Queue { Lib.[|Chip|]? chip; {|CS0103:Missing|}? missing; }")]
    public async Task Given_a_wrong_expectation_when_it_is_checked_then_the_test_fails(string markup) =>
        await Assert.ThrowsAsync<FailException>(Verify(markup).RunAsync);

    [Theory]
    [InlineData("class Queue { Lib.[|Chip|]? chip; }")]
    [InlineData("class Queue { Lib.{|MSI1001:Chip|}? chip; }")]
    [InlineData("class Queue { Lib.[|Chip|]? chip; {|CS0246:Missing|}? missing; }")]
    public Task Given_a_right_expectation_when_it_is_checked_then_the_test_passes(string markup) => Verify(markup).RunAsync();

    [Fact]
    public async Task Given_a_wrong_message_when_it_is_checked_then_the_test_fails() =>
        await Assert.ThrowsAsync<EqualException>(Verify("class Queue { Lib.[|Chip|]? chip; }").Message("'Chip' is fine").RunAsync);

    [Fact]
    public async Task Given_a_mark_in_another_file_when_nothing_is_there_then_the_test_fails() =>
        await Assert.ThrowsAsync<FailException>(Verify("class A { }").File("B.cs", "class [|B|] { }").RunAsync);

    [Fact]
    public async Task Given_a_mark_in_an_additional_file_when_nothing_is_there_then_the_test_fails() =>
        await Assert.ThrowsAsync<FailException>(Verify("class A { }").Additional("MsiEncap.Roles.txt", "[|# who|]").RunAsync);

    [Fact]
    public async Task Given_a_crash_that_no_mark_expects_then_the_test_fails() =>
        await Assert.ThrowsAsync<FailException>(() => CrashedAsync("class A { }"));

    [Fact]
    public async Task Given_a_difference_then_the_failure_shows_the_line_with_carets()
    {
        var failure = await Assert.ThrowsAsync<FailException>(Verify("class Queue\n{\n    [|Lib|].Chip? chip;\n}").RunAsync);
        string expected = """
            1 expected diagnostics are missing, 1 are unexpected.

            Missing MSI1001 at Source.cs(3,5): 
                    Lib.Chip? chip;
                    ^^^

            Unexpected MSI1001 at Source.cs(3,9): 'Chip' is restricted to irq domain implementers (role IrqDomainImplementer of MsiEncap.Runtime); move this code into a type that acts in the role
                    Lib.Chip? chip;
                        ^^^^

            """;
        Assert.Equal(expected, failure.Message, ignoreLineEndingDifferences: true);
    }

    [Theory]
    [InlineData("class Broken {")]
    public void Given_a_library_that_does_not_compile_then_the_test_fails(string source) =>
        Assert.Throws<FailException>(() => TestKit.Library.Compile("Broken", source));

    [Fact]
    public Task Given_a_right_fix_when_it_is_checked_then_the_test_passes() => Fix(Before).Becomes(After).RunAsync();

    [Theory]
    [InlineData(Before)]
    [InlineData("class Queue { }")]
    public async Task Given_a_wrong_fixed_text_when_it_is_checked_then_the_test_fails(string after) =>
        await Assert.ThrowsAnyAsync<XunitException>(Fix(Before).Becomes(after).RunAsync);

    [Fact]
    public async Task Given_a_fix_that_is_offered_when_none_is_expected_then_the_test_fails() =>
        await Assert.ThrowsAnyAsync<XunitException>(Fix(Before).OffersNothingAsync);

    [Fact]
    public async Task Given_no_fix_when_one_is_expected_then_the_test_fails() =>
        await Assert.ThrowsAnyAsync<XunitException>(Fix("class Queue { Acme.Irq.[|MsiDomain|]? d; }").RunAsync);

    [Fact]
    public async Task Given_a_mark_for_what_a_fix_leaves_when_nothing_is_left_then_the_test_fails() =>
        await Assert.ThrowsAnyAsync<XunitException>(Fix(Before).Becomes(After.Replace("(c)", "([|c|])", StringComparison.Ordinal)).RunAsync);

    [Fact]
    public async Task Given_a_file_that_no_fix_creates_when_it_is_expected_then_the_test_fails() =>
        await Assert.ThrowsAnyAsync<XunitException>(Fix(Before).Becomes(After).FileBecomes("MsiEncap.Roles.txt", "").RunAsync);

    [Fact]
    public async Task Given_another_title_when_it_is_checked_then_the_test_fails() =>
        await Assert.ThrowsAnyAsync<XunitException>(Fix(Before).Becomes(After).Titled("Do it").RunAsync);

    private static async Task CrashedAsync(string markup)
    {
        AnalyzerCheck check = Verify(markup);
        var crash = Microsoft.CodeAnalysis.Diagnostic.Create(
            "AD0001", "Compiler", "crashed", Microsoft.CodeAnalysis.DiagnosticSeverity.Warning, Microsoft.CodeAnalysis.DiagnosticSeverity.Warning, true, 1);
        await Task.Yield();
        check.Compare([crash]);
    }
}
