using MsiEncap.Analyzers.Tests.TestKit;
using Xunit;

namespace MsiEncap.Analyzers.Tests.Rules;

public class MSI4001Tests
{
    private const string Granted = """
        using Acme.Irq;
        using MsiEncap.Encapsulation;
        namespace Acme.Dsa { [ActsAs(typeof(SlabImplementer), Justification = "programs the slots")] class Ims { } }
        """;

    private const string Entry = "T:Acme.Dsa.Ims;Acme.Irq.SlabImplementer;programs the slots";

    private static readonly string s_reported = Granted
        .Replace("ActsAs(", "[|ActsAs(", StringComparison.Ordinal)
        .Replace("slots\")", "slots\")|]", StringComparison.Ordinal);

    private static AnalyzerCheck Verify(string markup) =>
        Check.Analyzer<MSI4001UnlistedGrantAnalyzer>(markup).Reference(IrqLibrary.Reference);

    [Fact]
    public Task Given_no_ledger_when_a_type_takes_a_role_then_the_message_holds_the_line_to_add() => Verify(s_reported)
        .Message(
            "'Ims' acts as a slab implementer (role SlabImplementer of Acme.Irq) but the ledger does not list it; "
            + "once that is agreed, add this line to MsiEncap.Roles.txt: T:Acme.Dsa.Ims;Acme.Irq.SlabImplementer;programs the slots")
        .RunAsync();

    [Fact]
    public Task Given_no_justification_when_a_type_takes_a_role_then_the_line_asks_for_a_reason() => Verify("""
        [[|MsiEncap.Encapsulation.ActsAs(typeof(MsiEncap.Encapsulation.IrqDomainImplementer))|]] class Ims { }
        """)
        .Message(
            "'Ims' acts as an irq domain implementer (role IrqDomainImplementer of MsiEncap.Runtime) but the ledger does not list it; "
            + "once that is agreed, add this line to MsiEncap.Roles.txt: T:Ims;MsiEncap.Encapsulation.IrqDomainImplementer;(say here why it needs the role)")
        .RunAsync();

    [Theory]
    [InlineData(Entry)]
    [InlineData(Entry + "\n")]
    [InlineData("\uFEFF" + Entry + "\r\n")]
    [InlineData("# who acts\r\n\r\n  \r\n" + Entry + "\r\n")]
    [InlineData("T:Other;Role;why\r" + Entry + "\r")]
    [InlineData("  T:Acme.Dsa.Ims ; Acme.Irq.SlabImplementer ;  programs; the slots  ")]
    [InlineData("S:MSI1001;M:Acme.Dsa.Ims.Dump;lab tool\n" + Entry)]
    [InlineData("nonsense\n" + Entry + "\n;;;\n")]
    public Task Given_a_ledger_that_lists_the_grant_in_any_form_then_nothing_is_reported(string ledger) =>
        Verify(Granted).Additional("MsiEncap.Roles.txt", ledger).RunAsync();

    [Theory]
    [InlineData("")]
    [InlineData("# T:Acme.Dsa.Ims;Acme.Irq.SlabImplementer;programs the slots")]
    [InlineData("T:Acme.Dsa.Ims;Acme.Irq.SlabImplementer")]
    [InlineData("T:Acme.Dsa.Ims;Acme.Irq.SlabImplementer;")]
    [InlineData("T:Acme.Dsa.Ims;Acme.Irq.SlabImplementer;   ")]
    [InlineData("T:Acme.Dsa.Ims;;programs the slots")]
    [InlineData("T:;Acme.Irq.SlabImplementer;programs the slots")]
    [InlineData("Acme.Dsa.Ims;Acme.Irq.SlabImplementer;programs the slots")]
    [InlineData("T:Ims;Acme.Irq.SlabImplementer;programs the slots")]
    [InlineData("T:acme.dsa.ims;Acme.Irq.SlabImplementer;programs the slots")]
    [InlineData("T:Acme.Dsa.Ims;SlabImplementer;programs the slots")]
    [InlineData("T:Acme.Dsa.Ims;Acme.Irq.SlabOwner;another role")]
    [InlineData("S:T:Acme.Dsa.Ims;Acme.Irq.SlabImplementer;programs the slots")]
    [InlineData("M:Acme.Dsa.Ims;Acme.Irq.SlabImplementer;programs the slots")]
    public Task Given_a_ledger_that_does_not_list_the_grant_then_it_is_reported(string ledger) =>
        Verify(s_reported).Additional("MsiEncap.Roles.txt", ledger).RunAsync();

    [Theory]
    [InlineData("MsiEncap.Roles.txt")]
    [InlineData("MsiEncap.Roles.Dsa.txt")]
    [InlineData("MsiEncap.Roles.net10.0.txt")]
    [InlineData("/repo/driver/MsiEncap.Roles.txt")]
    [InlineData("C:\\repo\\MsiEncap.Roles.txt")]
    public Task Given_a_file_of_a_ledgers_name_then_it_is_read(string path) => Verify(Granted).Additional(path, Entry).RunAsync();

    [Theory]
    [InlineData("Roles.txt")]
    [InlineData("MsiEncap.Roles.md")]
    [InlineData("MsiEncap.Restricted.txt")]
    [InlineData("MsiEncap.Roles.txt/other.txt")]
    [InlineData("Old.MsiEncap.Roles.txt")]
    public Task Given_a_file_of_another_name_then_it_is_no_ledger(string path) => Verify(s_reported).Additional(path, Entry).RunAsync();

    [Fact]
    public Task Given_several_ledgers_then_they_are_one() => Verify("""
        using Acme.Irq;
        using MsiEncap.Encapsulation;
        [ActsAs(typeof(SlabImplementer))] class A { }
        [ActsAs(typeof(SlabImplementer))] class B { [ActsAs(typeof(SlabImplementer))] class C<T> { } }
        [[|ActsAs(typeof(SlabImplementer))|]] class D { }
        """)
        .Ledger("T:A;Acme.Irq.SlabImplementer;a")
        .Additional("sub/MsiEncap.Roles.More.txt", "T:B;Acme.Irq.SlabImplementer;b\nT:B.C`1;Acme.Irq.SlabImplementer;c\n")
        .RunAsync();

    [Fact]
    public Task Given_a_role_that_includes_another_then_each_wants_its_entry() => Verify("""
        using MsiEncap.Encapsulation;
        [{|MSI4001:{|MSI4001:ActsAs(typeof(Acme.Irq.SlabOwner))|}|}] class A { }
        [[|ActsAs(typeof(Acme.Irq.SlabOwner), Justification = "owns\r\n slabs")|]] class B { }
        [ActsAs(typeof(Acme.Irq.SlabOwner))] class C { }
        """)
        .Ledger("T:B;Acme.Irq.SlabOwner;b", "T:C;Acme.Irq.SlabOwner;c", "T:C;Acme.Irq.SlabImplementer;c")
        .Message(
            "'A' acts as a slab implementer (role SlabImplementer of Acme.Irq) but the ledger does not list it; once that is agreed, add this line to MsiEncap.Roles.txt: T:A;Acme.Irq.SlabImplementer;(say here why it needs the role)",
            "'A' acts as a slab owner (role SlabOwner of Acme.Irq) but the ledger does not list it; once that is agreed, add this line to MsiEncap.Roles.txt: T:A;Acme.Irq.SlabOwner;(say here why it needs the role)",
            "'B' acts as a slab implementer (role SlabImplementer of Acme.Irq) but the ledger does not list it; once that is agreed, add this line to MsiEncap.Roles.txt: T:B;Acme.Irq.SlabImplementer;owns slabs")
        .RunAsync();

    [Fact]
    public Task Given_a_role_of_ones_own_then_only_its_base_of_another_assembly_wants_an_entry() => Verify("""
        using MsiEncap.Encapsulation;
        class Own : EncapsulationRole { }
        class Mine : Acme.Irq.SlabImplementer { }
        [ActsAs(typeof(Own))] class A { }
        [[|ActsAs(typeof(Mine))|]] class B { }
        """)
        .Message("'B' acts as a slab implementer (role SlabImplementer of Acme.Irq) but the ledger does not list it; once that is agreed, add this line to MsiEncap.Roles.txt: T:B;Acme.Irq.SlabImplementer;(say here why it needs the role)")
        .RunAsync();

    [Fact]
    public Task Given_a_file_type_when_it_takes_a_role_then_no_entry_helps() => Verify("""
        [[|MsiEncap.Encapsulation.ActsAs(typeof(Acme.Irq.SlabImplementer))|]] file class Ims { }
        """)
        .Ledger("T:Ims;Acme.Irq.SlabImplementer;programs the slots")
        .Message("'Ims' is a file type, which cannot act as a slab implementer (role SlabImplementer of Acme.Irq) because the ledger has no name for it; make it internal")
        .RunAsync();

    [Fact]
    public Task Given_structs_interfaces_enums_delegates_and_generated_code_then_their_grants_are_seen() => Verify("""
        using MsiEncap.Encapsulation;
        [[|ActsAs(typeof(Acme.Irq.SlabImplementer))|]] struct A { }
        [[|ActsAs(typeof(Acme.Irq.SlabImplementer))|]] interface B { }
        [[|ActsAs(typeof(Acme.Irq.SlabImplementer))|]] enum C { }
        [[|ActsAs(typeof(Acme.Irq.SlabImplementer))|]] delegate void D();
        [[|ActsAs(typeof(Acme.Irq.SlabImplementer))|]] partial record E { }
        partial record E { }
        """)
        .File("F.g.cs", "// <auto-generated/>\n[[|MsiEncap.Encapsulation.ActsAs(typeof(Acme.Irq.SlabImplementer))|]] class F { }")
        .RunAsync();

    [Fact]
    public Task Given_a_pragma_and_a_suppression_then_the_grant_is_reported_all_the_same() => Verify("""
        using MsiEncap.Encapsulation;
        #pragma warning disable MSI4001
        [System.Diagnostics.CodeAnalysis.SuppressMessage("MsiEncap.Ledger", "MSI4001")]
        [[|ActsAs(typeof(Acme.Irq.SlabImplementer))|]] class A { }
        """).RunAsync();
}
