using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using MsiEncap.Analyzers.Tests.TestKit;
using Xunit;

namespace MsiEncap.Analyzers.Tests.Rules;

/// <summary>What the rule says, to the letter; the corpus holds the ways to say it about.</summary>
public class MSI1006Tests
{
    private const string Advice = "keep it in private state, or give out a number, a text or a private type that does not give it back";
    private const string Entry = "T:Dsa.Probe;Acme.Irq.SlabImplementer;programs the slots";

    private static string InProbe(string members) => $$"""
        using System;
        using System.Collections.Generic;
        using Acme.Irq;
        using MsiEncap.Encapsulation;
        namespace Dsa
        {
            public static class Log { public static object? Last; public static event Action? Tick; public static void Write(object? o) => Tick?.Invoke(); public static void Write(object? o, int level) { } }
            [ActsAs(typeof(SlabImplementer))]
            public class Probe
            {
                private readonly IdxdImsDomain _domain = new();
                {{members}}
            }
        }
        """;

    private static AnalyzerCheck Verify(string members) =>
        Check.Analyzer<MSI1006EscapingValueAnalyzer>(InProbe(members)).Reference(IrqLibrary.Reference).Ledger(Entry);

    private static string Says(string how) =>
        $"'IdxdImsDomain' is restricted to slab implementers (role SlabImplementer of Acme.Irq) but leaves the role here: {how}; {Advice}";

    [Theory]
    [InlineData("public object Open => [|_domain|];", "it is returned by 'Probe.Open'")]
    [InlineData("public object Get(int i) { return [|_domain|]; }", "it is returned by 'Probe.Get'")]
    [InlineData("public IEnumerable<object> Walk() { yield return [|_domain|]; }", "it is yielded by 'Probe.Walk'")]
    [InlineData("public void Get(out object o) => o = [|_domain|];", "it is given out by 'o' of 'Probe.Get'")]
    [InlineData("void M() => Log.Last = [|_domain|];", "it is stored in 'Log.Last'")]
    [InlineData("void M() => Log.Write([|_domain|]);", "it is passed to 'Log.Write'")]
    [InlineData("void M() => Log.Tick += [|_domain.Activate|];", "it is subscribed to 'Log.Tick'")]
    [InlineData("public void M(List<object> into) => into.Add([|_domain|]);", "it is stored in 'into'")]
    [InlineData("public void M(Action<object> visit) => visit([|_domain|]);", "it is passed to 'visit'")]
    [InlineData("public void M() => throw [|new InvalidOperationException() { Data = { [0] = _domain } }|];", "it is thrown by 'Probe.M'")]
    [InlineData("private void Put(object o) => Log.Write(o); void M() => Put([|_domain|]);", "it is passed to 'Probe.Put', which lets it out")]
    public Task Given_a_value_that_leaves_then_the_message_says_how(string members, string how) => Verify(members).Message(Says(how)).RunAsync();

    [Fact]
    public async Task Given_a_value_that_lost_its_type_elsewhere_then_that_place_is_the_additional_location()
    {
        string source = InProbe("public object Open() { object o = _domain; var p = o; return p; }");
        AnalyzerCheck check = Check.Analyzer<MSI1006EscapingValueAnalyzer>(source).Reference(IrqLibrary.Reference).Ledger(Entry);
        AnalyzerOptions options = new([.. check.AdditionalFiles.Select(file => new InMemoryFile(file.Path, file.ToSourceText()))]);
        Diagnostic leak = Assert.Single(await AnalyzerRun.DiagnosticsAsync(check.Compile(), check.Analyzers, options));
        Assert.Equal(source.IndexOf("p; }", StringComparison.Ordinal), leak.Location.SourceSpan.Start);
        Assert.Equal(source.IndexOf("_domain; var", StringComparison.Ordinal), Assert.Single(leak.AdditionalLocations).SourceSpan.Start);
    }

    [Fact]
    public Task Given_a_file_of_trusted_callees_then_what_it_lists_may_be_called() => Verify("""
        void M() { Log.Write(_domain); Log.Write(_domain, 1); }
        """).Additional("MsiEncap.Trusted.Log.txt", "# ours\nM:Dsa.Log.Write;formats its arguments\n").RunAsync();

    [Fact]
    public Task Given_an_overload_in_the_file_then_the_others_are_not_trusted() => Verify("""
        void M() { Log.Write([|_domain|]); Log.Write(_domain, 1); }
        """).Additional("MsiEncap.Trusted.txt", "M:Dsa.Log.Write(System.Object,System.Int32);formats its arguments\n").RunAsync();

    [Theory]
    [InlineData("M:Dsa.Log.Write")]
    [InlineData("M:Dsa.Log.Write;  ")]
    [InlineData("# M:Dsa.Log.Write;formats its arguments")]
    [InlineData("Dsa.Log.Write;formats its arguments")]
    public Task Given_a_line_without_a_reason_or_an_id_then_it_trusts_nobody(string line) =>
        Verify("void M() => Log.Write([|_domain|]);").Additional("MsiEncap.Trusted.txt", line).RunAsync();

    [Fact]
    public Task Given_code_that_does_not_act_then_other_rules_have_told_it() => Check.Analyzer<MSI1006EscapingValueAnalyzer>("""
        class Queue { public object? M(Acme.Irq.Device device) => device.ImsDomain; }
        """).Reference(IrqLibrary.Reference).RunAsync();

    [Fact]
    public Task Given_a_call_chain_longer_than_any_stack_then_it_is_followed_to_its_end()
    {
        string chain = string.Concat(Enumerable.Range(0, 2000).Select(i => $"private object M{i}() => M{i + 1}();\n"));
        return Verify($"{chain} private object M2000() => _domain; public object Open() => [|M0()|];").RunAsync();
    }

    [Fact]
    public Task Given_state_that_is_filled_and_read_in_any_order_then_the_reader_lets_it_out() => Verify("""
        public object? Open => [|_a|];
        private object? _a;
        private object? _b;
        private void First() => _a = _b;
        private void Second() => _b = _domain;
        """).RunAsync();
}
