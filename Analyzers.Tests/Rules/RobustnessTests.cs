using Microsoft.CodeAnalysis.Diagnostics;
using MsiEncap.Analyzers.Tests.TestKit;
using Xunit;

namespace MsiEncap.Analyzers.Tests.Rules;

/// <summary>Half-written code is what an analyzer sees most of the time. It may say anything about it, but it may not fail.</summary>
public class RobustnessTests
{
    private const string Source = """
        using System; using D = Acme.Irq.MsiDomain; using static Acme.Irq.MsiDomain;
        using Acme.Irq; using MsiEncap.Encapsulation;
        [assembly: RestrictedTo(typeof(Own), Instead = "x")]
        [ActsAs(typeof(SlabOwner), Justification = "y")] [Wired(Level = MaxIndex)] partial class Queue<T> : MsiDomain, IChip where T : MsiDomain.IWalker
        {
            [RestrictedTo(typeof(Own))] D? field = new IdxdImsDomain(null!) { Mask = 1 };
            event Action E { add => Magic(nameof(Table<int>.Head)); remove { } }
            int this[D d] => d.Mask is > 3 and var x ? x : Create(d)?.Parent![0] ?? default;
            void Magic(string s, params D[] ds)
            {
                var device = new Device(1); device.AllocateImsIrq(domain: (D)null!, cookie: new(1)); device.Bind("", null, [], this);
                foreach (D d in device.Domains) { void L([Wired] D e = null!) => e.Changed += () => { }; L(d); }
                _ = device switch { { Owned.Mask: 1 } => BusToken.Msi, { ImsDomain: IdxdImsDomain { Parent: not null } i } => (BusToken)(i + 1), _ => 0 };
                FlowHandler f = static v => { }; f(1); delegate*<D, void> p = null; (D a, int b) t = default; device.Visit(q => q?.Activate());
            }
        }
        #pragma warning disable MSI1001, MSI
        #pragma warning disable
        [System.Diagnostics.CodeAnalysis.SuppressMessage("a", "MSI1001", Scope = "type", Target = "~T:E")]
        class Own : EncapsulationRole { } enum E { A = MaxIndex } delegate D Del(D d = default);
        """;

    private static readonly string[] s_ledger =
        ["T:Queue`1;Acme.Irq.SlabOwner;y", "T:;;", ";", "S:", "S:MSI1001;T:Queue`1;z", "S:MSI1001;M:Queue`1.Magic;z", "T:..;.;y", "T:`;`;y", "T:Queue`1;Ow;y"];

    private static readonly string[] s_restricted =
        ["T:System.Action;Acme.Irq.SlabOwner", "N:;;", "N:.;Own", "M:(;Own", "M:~;Own;x", "M:Queue`1.Magc;Own", "P:Queue`1.Item(D);Own", "T:E;Own;x", "N:Acme;Own"];

    private static readonly string[] s_contracts =
    [
        "acme,kinds;version 3;bit 0 Valid bool", ";", "%;", "acme,x;version 1;;", "*REMOVED*", "*REMOVED*;version 1;layout", "acme,x;version 2147483648;layout",
        "acme,mixed;version 1;bits 99:99 A unsigned;layout x", "acme,mixed;version 1;reference A B;reference C D;layout",
        "acme,kinds;version 1;bits 7:0 Slot unsigned;layout 2c1b7ac8dcd4a8a5", "acme,x;version 1;bits 7:0 Slot unsigned;layout ccd9db8d05a19207",
    ];

    [Fact]
    public async Task Given_a_file_that_is_cut_off_anywhere_then_no_analyzer_fails()
    {
        for (int length = 0; length <= Source.Length; length += 7)
        {
            await AssertNoFailure(Source[..length]);
        }
    }

    [Fact]
    public async Task Given_a_file_that_lacks_a_piece_anywhere_then_no_analyzer_fails()
    {
        for (int start = 0; start + 5 < Source.Length; start += 11)
        {
            await AssertNoFailure(Source.Remove(start, 5));
        }
    }

    [Fact]
    public async Task Given_a_contract_that_is_cut_off_anywhere_then_no_analyzer_fails()
    {
        foreach (string source in new[] { Generators.Contracts.Kinds, Generators.Contracts.Mixed })
        {
            for (int length = 0; length <= source.Length; length += 5)
            {
                await AssertNoFailure(source[..length]);
            }
        }
    }

    [Theory]
    [InlineData("[MsiEncap.Encapsulation.RestrictedTo(null!)] class A { } class B { A? a; }")]
    [InlineData("[MsiEncap.Encapsulation.RestrictedTo(typeof(int[]))] class A { } class B { A? a; }")]
    [InlineData("[MsiEncap.Encapsulation.RestrictedTo(typeof(Missing))] class A { } class B { A? a; }")]
    [InlineData("[MsiEncap.Encapsulation.RestrictedTo] class A { } class B { A? a; }")]
    [InlineData("[MsiEncap.Encapsulation.RestrictedTo(typeof(System.Collections.Generic.List<>))] class A { } class B { A? a; }")]
    [InlineData("[MsiEncap.Encapsulation.ActsAs(null!)] class A { }")]
    [InlineData("[MsiEncap.Encapsulation.ActsAs(typeof(Missing))] class A { }")]
    [InlineData("[MsiEncap.Encapsulation.ActsAs(typeof(A))] class A : A { }")]
    [InlineData("[MsiEncap.Encapsulation.RestrictedTo(typeof(A))] class A : B { } class B : A { A? a; }")]
    [InlineData("class A : A.B { class B : A { } }")]
    [InlineData("namespace MsiEncap.Encapsulation { class EncapsulationRole : EncapsulationRole { } class RestrictedToAttribute { } }")]
    public Task Given_attributes_that_make_no_sense_then_no_analyzer_fails(string source) => AssertNoFailure(source);

    private static async Task AssertNoFailure(string source)
    {
        var compilation = TestCompilation.Create([(Check.SourcePath, source)], [.. TestCompilation.Default, IrqLibrary.Reference]);
        AnalyzerOptions options = new(
        [
            new InMemoryFile("MsiEncap.Roles.txt", Microsoft.CodeAnalysis.Text.SourceText.From(string.Join('\n', s_ledger))),
            new InMemoryFile("MsiEncap.Restricted.txt", Microsoft.CodeAnalysis.Text.SourceText.From(string.Join('\n', s_restricted))),
            new InMemoryFile("MsiEncap.Contracts.Shipped.txt", Microsoft.CodeAnalysis.Text.SourceText.From(string.Join('\n', s_contracts))),
            new InMemoryFile("MsiEncap.Contracts.Unshipped.txt", Microsoft.CodeAnalysis.Text.SourceText.From(string.Join('\n', s_contracts))),
        ]);
        var diagnostics = await AnalyzerRun.DiagnosticsAsync(compilation, Catalogue.Analyzers, options);
        var failure = diagnostics.FirstOrDefault(diagnostic => diagnostic.Id is RuleIds.AnalyzerFailed or "AD0001");
        Assert.True(failure is null, $"{failure}\non\n{source}");
    }
}
