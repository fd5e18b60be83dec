using MsiEncap.Analyzers.Tests.TestKit;
using Xunit;

namespace MsiEncap.Analyzers.Tests.Rules;

public class MSI4002Tests
{
    private const string NoTarget = "the ledger cannot sanction it, since it is about no single type or member; remove it";

    private static AnalyzerCheck Verify(string markup) =>
        Check.Analyzer<MSI4002UnlistedSuppressionAnalyzer>("using System.Diagnostics.CodeAnalysis;\n" + markup).Reference(IrqLibrary.Reference);

    // With the rule whose diagnostics are to be silenced.
    private static AnalyzerCheck VerifyBoth(string markup) =>
        Check.Analyzers(markup, new MSI4002UnlistedSuppressionAnalyzer(), new MSI1001RestrictedSymbolAnalyzer()).Reference(IrqLibrary.Reference);

    [Fact]
    public Task Given_a_pragma_in_a_member_then_the_message_holds_the_line_that_would_sanction_it() => Verify("""
        class Queue
        {
            void Dump(int depth)
            {
        #pragma warning disable CS0168, [|MSI1001|] // lab
        #pragma warning restore MSI1001
            }
        }
        """)
        .Message(
            "'#pragma warning disable' of MSI1001 has no effect, and the ledger does not sanction it; remove it, or once it is agreed, "
            + "add this line to MsiEncap.Roles.txt: S:MSI1001;M:Queue.Dump(System.Int32);(say here why this is suppressed)")
        .RunAsync();

    [Theory]
    [InlineData("#pragma warning disable [|MSI1001|]\nclass A { }", "T:A")]
    [InlineData("class A {\n#pragma warning disable [|MSI1001|]\nint a, b; }", "F:A.a")]
    [InlineData("class A {\n#pragma warning disable [|msi1001|]\nint P => 0; }", "P:A.P")]
    [InlineData("class A { int P => 0;\n#pragma warning disable [|MSI1001|]\n}", "T:A")]
    [InlineData("namespace N { class A { class B<T> {\n#pragma warning disable [|MSI1001|]\nB() { } } } }", "M:N.A.B`1.#ctor")]
    public Task Given_a_pragma_then_it_is_about_the_declaration_that_it_stands_in_or_before(string markup, string target) =>
        Verify(markup).Message(
            "'#pragma warning disable' of MSI1001 has no effect, and the ledger does not sanction it; remove it, or once it is agreed, "
            + $"add this line to MsiEncap.Roles.txt: S:MSI1001;{target};(say here why this is suppressed)").RunAsync();

    [Theory]
    [InlineData("#pragma warning disable [|MSI1001|]\nnamespace N { }", "'#pragma warning disable' of MSI1001 has no effect, and " + NoTarget)]
    [InlineData("#pragma warning disable [|MSI1001|]\nfile class A { }", "'#pragma warning disable' of MSI1001 has no effect, and " + NoTarget)]
    [InlineData("class A {\n#pragma warning disable [|MSI4001|]\n}", "'#pragma warning disable' of MSI4001 has no effect, and that rule cannot be suppressed; remove it")]
    [InlineData("class A {\n#pragma warning disable [|MSI0001|]\n}", "'#pragma warning disable' of MSI0001 has no effect, and that rule cannot be suppressed; remove it")]
    [InlineData("[assembly: [|SuppressMessage(\"a\", \"MSI1001\")|]]", "'SuppressMessage' of MSI1001 has no effect, and " + NoTarget)]
    [InlineData("[module: [|UnconditionalSuppressMessage(\"a\", \"MSI1001:Title\")|]]", "'UnconditionalSuppressMessage' of MSI1001 has no effect, and " + NoTarget)]
    public Task Given_a_suppression_that_no_line_could_sanction_then_it_says_so(string markup, string message) => Verify(markup).Message(message).RunAsync();

    [Fact]
    public Task Given_an_attribute_on_each_target_then_each_is_reported() => Verify("""
        [[|SuppressMessage("a", "MSI1001")|]] class A<[[|SuppressMessage("a", "MSI1001")|]] T>
        {
            [[|SuppressMessage("a", "MSI1001")|]] int field;
            [[|SuppressMessage("a", "MSI1001")|]] event System.Action? E { [[|SuppressMessage("a", "MSI1001")|]] add { } remove { } }
            [[|SuppressMessage("a", "MSI1001")|]] int P { [[|SuppressMessage("a", "MSI1001")|]] get; [[|SuppressMessage("a", "MSI1001")|]] set; }
            [field: [|SuppressMessage("a", "MSI1001")|]] int Q { get; }
            [[|SuppressMessage("a", "MSI1001")|]] A() { }
            [return: [|SuppressMessage("a", "MSI1001")|]]
            int M([[|SuppressMessage("a", "MSI1001")|]] int parameter)
            {
                [[|SuppressMessage("a", "MSI1001")|]] int Local([[|SuppressMessage("a", "MSI1001")|]] int inner) => inner;
                var lambda = [[|SuppressMessage("a", "MSI1001")|]] ([[|SuppressMessage("a", "MSI1001")|]] int inner) => inner;
                return Local(lambda(parameter));
            }
        }
        [[|SuppressMessage("a", "MSI1001")|]] delegate void D();
        enum E { [[|SuppressMessage("a", "MSI1001")|]] One }
        record R([[|SuppressMessage("a", "MSI1001")|]] int X);
        """).RunAsync();

    [Fact]
    public Task Given_an_attribute_in_any_spelling_then_it_is_reported() => Verify("""
        using SM = System.Diagnostics.CodeAnalysis.SuppressMessageAttribute;
        static class Ids { public const string Number = "1001"; public const string Rule = "MSI" + Number; }
        [[|SM("a", "MSI1001")|]] class A { }
        [[|SuppressMessageAttribute("a", Ids.Rule)|]] class B { }
        [[|global::System.Diagnostics.CodeAnalysis.SuppressMessage(checkId: "MSI1001:Restricted symbol", category: "a")|]] class C { }
        [[|Suppress\u004Dessage("a", @"MSI1001", Justification = "lab")|]] class D { }
        [[|UnconditionalSuppressMessage("a", $"{Ids.Rule}")|], System.Serializable, Global("a", "MSI100")] class E { }
        """)
        .File("Usings.cs", "global using Global = System.Diagnostics.CodeAnalysis.SuppressMessageAttribute;")
        .File("Other.cs", "[[|Global(\"a\", \"MSI1001\")|]] class F { }")
        .RunAsync();

    [Fact]
    public Task Given_other_rules_and_other_attributes_then_they_are_not_ours() => Verify("""
        #pragma warning disable CS0168, CA1822, MSI1, MSIX1001, XMSI1001
        #pragma warning restore MSI1001
        #if NEVER
        #pragma warning disable MSI1001
        #endif
        namespace Other { class SuppressMessageAttribute(string category, string checkId) : System.Attribute { public string X => category + checkId; } }
        [SuppressMessage("a", "CA1822")] [SuppressMessage("MSI1001", "CA1822")] [Other.SuppressMessage("a", "MSI1001")] class A { }
        """).RunAsync();

    [Fact]
    public Task Given_an_attribute_with_a_target_elsewhere_then_the_line_is_about_the_target() => Verify("""
        [assembly: [|SuppressMessage("a", "MSI1001", Scope = "member", Target = "~M:Queue.Dump", Justification = "lab tool")|]]
        class Queue { void Dump() { } }
        """)
        .Message(
            "'SuppressMessage' of MSI1001 has no effect, and the ledger does not sanction it; remove it, or once it is agreed, "
            + "add this line to MsiEncap.Roles.txt: S:MSI1001;M:Queue.Dump;lab tool")
        .RunAsync();

    [Fact]
    public Task Given_a_ledger_that_sanctions_them_then_suppressions_are_not_reported() => Verify("""
        [assembly: SuppressMessage("a", "MSI1001", Target = "~M:Queue.Dump")]
        [assembly: [|SuppressMessage("a", "MSI1001", Target = "~M:Other.Dump")|]]
        class Queue
        {
            [SuppressMessage("a", "MSI1001")] void Dump()
            {
        #pragma warning disable MSI1001
            }
            [[|SuppressMessage("a", "MSI1001")|]] void Load() { }
        }
        [SuppressMessage("a", "MSI1001")] class Lab { [SuppressMessage("a", "MSI1001")] void Dump() { } }
        class Other { void Dump() { } }
        """).Ledger("S:MSI1001;M:Queue.Dump;lab tool", "S:MSI1001;T:Lab;lab tool").RunAsync();

    [Fact]
    public Task Given_a_pragma_without_ids_when_it_covers_a_diagnostic_of_ours_then_it_is_reported_once() => VerifyBoth("""
        class A { }
        {|MSI4002:#pragma warning disable|}
        class B { Acme.Irq.{|MSI1001:MsiDomain|}? a; Acme.Irq.{|MSI1001:MsiDomain|}? b; int M() => a!.{|MSI1001:Mask|}; }
        #pragma warning restore
        class C { Acme.Irq.{|MSI1001:MsiDomain|}? a; }
        """).RunAsync();

    [Fact]
    public Task Given_pragmas_without_ids_when_they_cover_nothing_of_ours_then_they_are_not_reported() => VerifyBoth("""
        #pragma warning disable
        class A { int unused; }
        #pragma warning restore MSI1001
        class B { Acme.Irq.{|MSI1001:MsiDomain|}? a; }
        #pragma warning disable
        class C { }
        #pragma warning restore
        class D { Acme.Irq.{|MSI1001:MsiDomain|}? a; }
        #pragma warning disable
        """).RunAsync();

    [Fact]
    public Task Given_a_pragma_without_ids_in_generated_code_then_only_what_it_covers_is_reported() => VerifyBoth("class A { }")
        .File("B.g.cs", "// <auto-generated/>\n#pragma warning disable\nclass B { Acme.Irq.{|MSI1001:MsiDomain|}? a; }")
        .RunAsync();

    [Fact]
    public Task Given_a_pragma_without_ids_when_the_ledger_sanctions_what_it_covers_then_it_is_not_reported() => VerifyBoth("""
        #pragma warning disable
        class B { Acme.Irq.MsiDomain? a; }
        """).Ledger("S:MSI1001;F:B.a;lab tool").RunAsync();

    [Fact]
    public Task Given_a_pragma_without_ids_over_an_unlisted_grant_and_over_a_suppression_then_it_is_reported_once() => Check.Analyzers("""
        {|MSI4002:#pragma warning disable|}
        [{|MSI4001:{|MSI4001:MsiEncap.Encapsulation.ActsAs(typeof(Acme.Irq.SlabOwner))|}|}] class A {
        #pragma warning disable {|MSI4002:MSI1001|}
        }
        """, new MSI4001UnlistedGrantAnalyzer(), new MSI4002UnlistedSuppressionAnalyzer()).Reference(IrqLibrary.Reference).RunAsync();
}
