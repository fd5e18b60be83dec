using MsiEncap.Analyzers.Tests.TestKit;
using Xunit;

namespace MsiEncap.Analyzers.Tests.Rules;

public class MSI4003Tests
{
    private const string Roles = "MsiEncap.Roles.txt";
    private const string Restricted = "MsiEncap.Restricted.txt";
    private const string Trusted = "MsiEncap.Trusted.txt";
    private const string Slab = "Acme.Irq.SlabImplementer";

    private const string Source = """
        using MsiEncap.Encapsulation;
        namespace Acme.Dsa
        {
            [ActsAs(typeof(Acme.Irq.SlabImplementer))] class Ims { class Slot<T> { } public void Dump(int depth) { } int this[int i] => i; }
            [ActsAs(typeof(Acme.Irq.SlabOwner))] class Owner { }
            class Plain { public static explicit operator int(Plain plain) => 0; }
        }
        """;

    private static AnalyzerCheck Verify(string path, string markup) => Check
        .Analyzer<MSI4003StaleEntryAnalyzer>(Source)
        .Reference(IrqLibrary.Reference)
        .Additional(path, markup);

    [Fact]
    public Task Given_entries_that_match_then_nothing_is_reported() => Verify(Roles, $"""
        T:Acme.Dsa.Ims;{Slab};why
        T:Acme.Dsa.Owner;{Slab};why
        T:Acme.Dsa.Owner;Acme.Irq.SlabOwner;why
        S:MSI1001;M:Acme.Dsa.Ims.Dump(System.Int32);why
        S:MSI1001;T:Acme.Dsa.Ims.Slot`1;why
        S:MSI1001;P:Acme.Dsa.Ims.Item(System.Int32);why
        S:MSI1001;M:Acme.Dsa.Ims.#ctor;why
        S:MSI1001;M:Acme.Dsa.Plain.op_Explicit(Acme.Dsa.Plain)~System.Int32;why
        """).Additional(Restricted, $"""
        T:System.Threading.Thread;{Slab}
        T:System.Collections.Generic.Dictionary`2.Enumerator;{Slab}
        M:System.Threading.Thread.Sleep(System.Int32);{Slab}
        M:System.Threading.Thread.#ctor(System.Threading.ThreadStart);{Slab}
        M:System.Linq.Enumerable.First``1(System.Collections.Generic.IEnumerable{"{"}``0{"}"});{Slab}
        P:System.Threading.Thread.CurrentThread;{Slab}
        F:System.String.Empty;{Slab}
        E:System.AppDomain.ProcessExit;{Slab}
        N:System.Net.Sockets;{Slab}
        T:Acme.Dsa.Plain;{Slab}
        """).RunAsync();

    [Theory]
    [InlineData("T:Acme.Dsa.Imz", "type 'Acme.Dsa.Imz'; the nearest is 'T:Acme.Dsa.Ims'")]
    [InlineData("T:Acme.Das.Ims", "type 'Acme.Das.Ims'; the nearest is 'T:Acme.Dsa.Ims'")]
    [InlineData("T:Acme.Dsa.Ims.Slot", "type 'Acme.Dsa.Ims.Slot'; the nearest is 'T:Acme.Dsa.Ims.Slot`1'")]
    [InlineData("T:Elsewhere.Altogether.Different", "type 'Elsewhere.Altogether.Different'")]
    [InlineData("T:Acme.Irq.Device", "type 'Acme.Irq.Device'")]
    public Task Given_a_grant_of_a_type_that_does_not_exist_here_then_the_nearest_is_named(string id, string what) =>
        Verify(Roles, $"# who acts\n[|{id}|];{Slab};why").Message($"This line matches nothing: this project has no {what}").RunAsync();

    [Theory]
    [InlineData("T:Acme.Dsa.Plain", Slab, "'Acme.Dsa.Plain' has no [ActsAs] of the role 'Acme.Irq.SlabImplementer'")]
    [InlineData("T:Acme.Dsa.Ims", "Acme.Irq.Device", "'Acme.Dsa.Ims' has no [ActsAs] of the role 'Acme.Irq.Device'")]
    [InlineData("T:Acme.Dsa.Ims", "Acme.Irq.SlabOwner", "'Acme.Dsa.Ims' has no [ActsAs] of the role 'Acme.Irq.SlabOwner'")]
    [InlineData(
        "T:Acme.Dsa.Ims",
        "Acme.Irq.SlabImplementor",
        "'Acme.Dsa.Ims' has no [ActsAs] of the role 'Acme.Irq.SlabImplementor'; the nearest is 'Acme.Irq.SlabImplementer'")]
    public Task Given_a_grant_that_nobody_takes_then_the_role_is_reported(string type, string role, string why) => Check
        .Analyzer<MSI4003StaleEntryAnalyzer>(Source + "namespace Acme.Irq { class SlabImplementor : MsiEncap.Encapsulation.EncapsulationRole { } }")
        .Reference(IrqLibrary.Reference)
        .Additional(Roles, $"{type};[|{role}|];why")
        .Message($"This line grants what nobody takes: {why}")
        .RunAsync();

    [Fact]
    public Task Given_a_grant_of_a_file_type_then_it_matches_nothing() => Check
        .Analyzer<MSI4003StaleEntryAnalyzer>("[MsiEncap.Encapsulation.ActsAs(typeof(Acme.Irq.SlabImplementer))] file class Ims { }")
        .Reference(IrqLibrary.Reference)
        .Additional(Roles, $"[|T:Ims|];{Slab};why")
        .RunAsync();

    [Theory]
    [InlineData("T:System.Threading.Tread", "type 'System.Threading.Tread'; the nearest is 'T:System.Threading.Thread'")]
    [InlineData("M:System.Threading.Thread.Sleep(System.Int64)", "method 'System.Threading.Thread.Sleep(System.Int64)'; the nearest is 'M:System.Threading.Thread.Sleep(System.Int32)'")]
    [InlineData("M:System.Threading.Thread.CurrentThread", "method 'System.Threading.Thread.CurrentThread'; the nearest is 'P:System.Threading.Thread.CurrentThread'")]
    [InlineData("F:System.String.Emtpy", "field 'System.String.Emtpy'; the nearest is 'F:System.String.Empty'")]
    [InlineData("N:System.Nett", "namespace 'System.Nett'; the nearest is 'N:System.Net'")]
    [InlineData("P:System.Tread.Name.Very.Deep", "property 'System.Tread.Name.Very.Deep'")]
    [InlineData("E:Acme.Irq.Device.Fird", "event 'Acme.Irq.Device.Fird'; the nearest is 'E:Acme.Irq.Device.Fired'")]
    public Task Given_a_restriction_that_matches_nothing_then_the_nearest_is_named(string id, string what) =>
        Verify(Restricted, $"[|{id}|];{Slab};why").Message($"This line matches nothing: neither this project nor its references have a {what}").RunAsync();

    [Fact]
    public Task Given_a_sanctioned_suppression_in_what_does_not_exist_then_the_nearest_is_named() =>
        Verify(Roles, "S:MSI1001;[|M:Acme.Dsa.Ims.Dump|];lab tool")
            .Message("This line matches nothing: this project has no method 'Acme.Dsa.Ims.Dump'; the nearest is 'M:Acme.Dsa.Ims.Dump(System.Int32)'")
            .RunAsync();

    [Fact]
    public Task Given_a_sanctioned_suppression_that_suppresses_nothing_then_the_suppressed_rule_says_so() => Check
        .Analyzers("class Queue { int M() => 0; Acme.Irq.MsiDomain? N() => null; }", new MSI1001RestrictedSymbolAnalyzer())
        .Reference(IrqLibrary.Reference)
        .Additional(Roles, "S:MSI1001;{|MSI4003:M:Queue.M|};lab tool\nS:MSI1001;M:Queue.N;lab tool\nS:MSI1001;M:Queue.Gone;lab tool")
        .Message("Nothing that MSI1001 reports is in 'M:Queue.M', so there is nothing to sanction; remove the line")
        .RunAsync();

    [Fact]
    public Task Given_no_restriction_at_all_then_a_sanctioned_suppression_is_stale_as_well() => Check
        .Analyzers("class Queue { int M() => 0; }", new MSI1001RestrictedSymbolAnalyzer())
        .WithoutRuntime()
        .Additional(Roles, "S:MSI1001;{|MSI4003:M:Queue.M|};lab tool")
        .RunAsync();

    [Theory]
    [InlineData("/src/Dsa/MsiEncap.Roles.txt", "/src/Dsa/", true)]
    [InlineData("/src/Dsa/Ledger/MsiEncap.Roles.txt", "/src/Dsa/", true)]
    [InlineData("/src/MsiEncap.Roles.txt", "/src/Dsa/", false)]
    [InlineData("/src/DsaTests/MsiEncap.Roles.txt", "/src/Dsa/", false)]
    [InlineData("/src/Dsa/../MsiEncap.Roles.txt", "/src/Dsa/", false)]
    [InlineData(@"C:\src\Dsa\MsiEncap.Roles.txt", @"c:\src\Dsa\", true)]
    [InlineData(@"C:\src\Dsa\..\MsiEncap.Roles.txt", @"C:\src\Dsa\", false)]
    [InlineData("MsiEncap.Roles.txt", "/src/Dsa/", true)]
    public Task Given_a_file_then_only_one_in_the_projects_folder_can_be_stale(string path, string folder, bool isOwn) =>
        Verify(path, (isOwn ? "[|T:Acme.Dsa.Imz|]" : "T:Acme.Dsa.Imz") + $";{Slab};why").Property("ProjectDir", folder).RunAsync();

    [Fact]
    public Task Given_a_file_in_the_projects_folder_that_is_marked_as_shared_then_it_is_not_stale() =>
        Verify(Roles, $"T:Acme.Dsa.Imz;{Slab};why")
            .Additional(Restricted, $"T:System.Threading.Tread;{Slab}")
            .Additional("MsiEncap.Roles.Own.txt", "[|T:Acme.Dsa.Imz|];Acme.Irq.SlabOwner;why")
            .Shared(Roles)
            .Shared(Restricted, "True")
            .Shared("MsiEncap.Roles.Own.txt", "false")
            .RunAsync();

    [Fact]
    public Task Given_a_file_for_another_target_framework_then_its_entries_are_neither_stale_nor_in_force() => Check
        .Analyzers(
            """
            [{|MSI4001:MsiEncap.Encapsulation.ActsAs(typeof(Acme.Irq.SlabImplementer))|}] class A { }
            [MsiEncap.Encapsulation.ActsAs(typeof(Acme.Irq.SlabImplementer))] class B { }
            """,
            new MSI4003StaleEntryAnalyzer(),
            new MSI4001UnlistedGrantAnalyzer())
        .Reference(IrqLibrary.Reference)
        .Additional("MsiEncap.Roles.net9.0.txt", $"T:A;{Slab};why\nT:Gone;{Slab};why")
        .Additional("MsiEncap.Roles.net10.0.txt", $"T:B;{Slab};why\n[|T:Gone|];{Slab};why")
        .Property("TargetFramework", "net10.0")
        .RunAsync();

    [Fact]
    public Task Given_features_of_the_compiler_then_no_configuration_moves_the_project_or_shares_a_file() =>
        Verify("/src/a,b c;d/MsiEncap.Roles.txt", $"[|T:Acme.Dsa.Imz|];{Slab};why")
            .Additional("/src/MsiEncap.Roles.Common.txt", $"T:Acme.Dsa.Imz;Acme.Irq.SlabOwner;why")
            .Additional("/src/a,b c;d/MsiEncap.Restricted.txt", $"T:System.Threading.Tread;{Slab}")
            .PathFeature("MsiEncapProjectDir", "/src/a,b c;d")
            .PathFeature("MsiEncapShared", "|/src/a,b c;d/MsiEncap.Restricted.txt")
            .Property("ProjectDir", "/elsewhere/")
            .Shared("/src/a,b c;d/MsiEncap.Roles.txt")
            .RunAsync();

    [Fact]
    public Task Given_a_feature_of_the_compiler_then_no_configuration_puts_another_frameworks_file_in_force() => Check
        .Analyzers(
            """
            [{|MSI4001:MsiEncap.Encapsulation.ActsAs(typeof(Acme.Irq.SlabImplementer))|}] class A { }
            [MsiEncap.Encapsulation.ActsAs(typeof(Acme.Irq.SlabImplementer))] class B { }
            """,
            new MSI4003StaleEntryAnalyzer(),
            new MSI4001UnlistedGrantAnalyzer())
        .Reference(IrqLibrary.Reference)
        .Additional("MsiEncap.Roles.net9.0.txt", $"T:A;{Slab};why")
        .Additional("MsiEncap.Roles.net10.0.txt", $"T:B;{Slab};why")
        .Feature("MsiEncapTargetFramework", "net10.0")
        .Property("TargetFramework", "net9.0")
        .RunAsync();

    [Fact]
    public Task Given_features_that_are_no_paths_then_what_the_compiler_shows_counts() =>
        Verify(Roles, $"T:Acme.Dsa.Imz;{Slab};why")
            .Feature("MsiEncapProjectDir", "no base64")
            .Feature("MsiEncapShared", "none, either")
            .Shared(Roles)
            .RunAsync();

    [Fact]
    public Task Given_a_restriction_of_a_private_member_of_a_reference_then_it_matches() => Check
        .Analyzer<MSI4003StaleEntryAnalyzer>("class Queue { }")
        .Reference(IrqLibrary.Reference, Library.Compile("Third.Party", "namespace Third.Party { public class Widget { private int _gears; private void Turn(int times) { } } }"))
        .Additional(Restricted, $"""
            F:Third.Party.Widget._gears;{Slab}
            M:Third.Party.Widget.Turn(System.Int32);{Slab}
            [|M:Third.Party.Widget.Torn(System.Int32)|];{Slab}
            """)
        .RunAsync();

    [Fact]
    public Task Given_trusted_callees_that_exist_then_nothing_is_reported() => Verify(Trusted, """
        # with parameters, and for all overloads
        M:System.Threading.Interlocked.Exchange``1(``0@,``0);gives the old one back
        M:System.Threading.Interlocked.Exchange;gives the old one back
        M:System.Linq.Enumerable.First;reads
        M:System.Uri.#ctor;copies
        P:System.Collections.Generic.List`1.Item;reads; or overwrites
        P:System.String.Length;reads
        E:System.AppDomain.ProcessExit;runs once
        T:System.Threading.Volatile;reads and writes a field of the caller
        T:Acme.Dsa.Plain;ours
        """).RunAsync();

    [Theory]
    [InlineData("M:System.GC.KeepAlve", "method 'System.GC.KeepAlve'; the nearest is 'M:System.GC.KeepAlive(System.Object)'")]
    [InlineData("M:System.GC.KeepAlive(System.Int32)", "method 'System.GC.KeepAlive(System.Int32)'; the nearest is 'M:System.GC.KeepAlive(System.Object)'")]
    [InlineData("T:System.Threading.Volatil", "type 'System.Threading.Volatil'; the nearest is 'T:System.Threading.Volatile'")]
    [InlineData("E:Acme.Irq.Device.Fird", "event 'Acme.Irq.Device.Fird'; the nearest is 'E:Acme.Irq.Device.Fired'")]
    [InlineData("M:Elsewhere.Altogether", "method 'Elsewhere.Altogether'")]
    public Task Given_a_trusted_callee_that_does_not_exist_then_the_nearest_is_named(string id, string what) =>
        Verify(Trusted, $"[|{id}|];keeps nothing").Message($"This line matches nothing: neither this project nor its references have a {what}").RunAsync();
}
