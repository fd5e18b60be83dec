using Microsoft.CodeAnalysis;
using MsiEncap.Analyzers.Tests.TestKit;
using Xunit;

namespace MsiEncap.Analyzers.Tests.Rules;

/// <summary>Who may touch what is restricted, and who only pretends to.</summary>
public class MSI1001RoleTests
{
    private const string Entry = "T:Dsa.Ims;Acme.Irq.SlabImplementer;programs the slots";

    private static readonly MetadataReference s_bare = Library.Compile(
        "Acme.Bare",
        """
        using MsiEncap.Encapsulation;
        namespace Acme.Bare
        {
            [RestrictedTo(typeof(IrqDomainImplementer))] public class Chip { public void Mask() { } }
        }
        """);

    private static AnalyzerCheck Verify(string markup) =>
        Check.Analyzer<MSI1001RestrictedSymbolAnalyzer>(markup).Reference(IrqLibrary.Reference);

    [Fact]
    public Task Given_a_listed_grant_when_the_type_touches_then_it_and_what_is_nested_in_it_may() => Verify("""
        using Acme.Irq;
        using MsiEncap.Encapsulation;
        namespace Dsa
        {
            [ActsAs(typeof(SlabImplementer)), Wired(Level = 1)]
            class Ims : MsiDomain, IChip
            {
                void IChip.Ack() => Mask = 1;
                MsiDomain? M(Device device, IdxdCookie cookie) { device.AllocateImsIrq(this, cookie); return device.Owned; }
                class Slot<T> where T : MsiDomain { int Read(T domain) { int L() => domain.Mask; return L(); } }
                enum E { A = MsiDomain.MaxIndex }
                delegate void D(MsiDomain domain);
            }
        }
        """).Ledger(Entry).RunAsync();

    [Fact]
    public Task Given_a_grant_that_the_ledger_does_not_list_when_the_type_touches_then_it_is_reported() => Verify("""
        using Acme.Irq;
        using MsiEncap.Encapsulation;
        namespace Dsa
        {
            [ActsAs(typeof(SlabImplementer))]
            class Ims : [|MsiDomain|] { }
        }
        """).Ledger("T:Dsa.Other;Acme.Irq.SlabImplementer;another type", "T:Dsa.Ims;Acme.Irq.Other;another role").RunAsync();

    [Fact]
    public Task Given_an_entry_without_a_grant_when_the_type_touches_then_it_is_reported() => Verify("""
        namespace Dsa { class Ims : Acme.Irq.[|MsiDomain|] { } }
        """).Ledger(Entry).RunAsync();

    [Fact]
    public Task Given_a_granted_type_when_another_derives_from_it_then_that_one_may_not() => Verify("""
        using Acme.Irq;
        using MsiEncap.Encapsulation;
        namespace Dsa
        {
            [ActsAs(typeof(SlabImplementer))] class Ims : MsiDomain { }
            class Derived : [|Ims|] { [|MsiDomain|]? domain; int own; int M() => own; }
        }
        """).Ledger(Entry).RunAsync();

    [Fact]
    public Task Given_a_restriction_on_a_type_when_it_touches_others_then_that_is_no_role() => Verify("""
        using Acme.Irq;
        using MsiEncap.Encapsulation;
        [RestrictedTo(typeof(SlabImplementer))] class Mine
        {
            [|MsiDomain|]? domain;
            Mine? next;
            static int own;
            int M() => own + next!.M() + new Mine().M();
        }
        class Queue { [|Mine|]? mine; }
        """).RunAsync();

    [Fact]
    public Task Given_a_listed_grant_when_members_restricted_to_it_are_declared_there_then_only_others_are_reported() => Verify("""
        using Acme.Irq;
        using MsiEncap.Encapsulation;
        namespace Dsa
        {
            [ActsAs(typeof(SlabImplementer))] class Ims
            {
                [RestrictedTo(typeof(SlabImplementer), Instead = "ask\n the   queue.")] public MsiDomain? Domain { get; set; }
                int M() => Domain!.Mask;
            }
        }
        class Queue { object? M(Dsa.Ims ims) => ims.[|Domain|]; }
        """)
        .Ledger(Entry)
        .Message("'Ims.Domain' is restricted to slab implementers (role SlabImplementer of Acme.Irq); ask the queue")
        .RunAsync();

    [Fact]
    public Task Given_a_role_that_includes_another_when_both_are_listed_then_the_type_may() => Verify("""
        using Acme.Irq;
        using MsiEncap.Encapsulation;
        namespace Dsa { [ActsAs(typeof(SlabOwner))] class Ims : MsiDomain { } }
        """).Ledger("T:Dsa.Ims;Acme.Irq.SlabOwner;owns slabs", Entry).RunAsync();

    [Fact]
    public Task Given_a_role_that_includes_another_when_only_it_is_listed_then_the_other_is_not_acted_in() => Verify("""
        using Acme.Irq;
        using MsiEncap.Encapsulation;
        namespace Dsa { [ActsAs(typeof(SlabOwner))] class Ims : [|MsiDomain|] { } }
        """).Ledger("T:Dsa.Ims;Acme.Irq.SlabOwner;owns slabs").RunAsync();

    [Fact]
    public Task Given_a_base_role_when_the_restriction_names_the_derived_one_then_the_base_is_not_enough() => Verify("""
        using Acme.Irq;
        using MsiEncap.Encapsulation;
        namespace Dsa { [ActsAs(typeof(SlabImplementer))] class Ims { Owner.[|Thing|]? thing; } }
        """)
        .Reference(Library.Compile(
            "Acme.Owner",
            "namespace Owner { [MsiEncap.Encapsulation.RestrictedTo(typeof(Acme.Irq.SlabOwner))] public class Thing { } }",
            TestCompilation.Runtime,
            IrqLibrary.Reference))
        .Ledger(Entry)
        .RunAsync();

    [Fact]
    public Task Given_an_attacker_when_he_derives_a_role_of_his_own_then_he_gains_nothing() => Verify("""
        using Acme.Irq;
        using MsiEncap.Encapsulation;
        class Mine : SlabImplementer { [|MsiDomain|]? domain; }
        [ActsAs(typeof(Mine))] class Queue { [|MsiDomain|]? domain; }
        """).Ledger("T:Queue;Mine;mine").RunAsync();

    [Fact]
    public Task Given_an_attacker_when_he_declares_a_role_of_the_same_name_then_he_gains_nothing() => Verify("""
        using MsiEncap.Encapsulation;
        namespace Acme.Irq { class SlabImplementer : EncapsulationRole { } }
        namespace Dsa { [ActsAs(typeof(Acme.Irq.SlabImplementer))] class Ims { Acme.Irq.[|MsiDomain|]? domain; } }
        """).Ledger(Entry).RunAsync();

    [Fact]
    public Task Given_an_attacker_when_he_declares_the_attributes_and_the_root_again_then_he_gains_nothing() => Verify("""
        namespace MsiEncap.Encapsulation
        {
            class EncapsulationRole { }
            class ActsAsAttribute : System.Attribute { public ActsAsAttribute(System.Type role) { } }
        }
        namespace Dsa { [MsiEncap.Encapsulation.ActsAs(typeof(Acme.Irq.SlabImplementer))] class Queue { Acme.Irq.[|MsiDomain|]? domain; } }
        """).RunAsync();

    [Fact]
    public Task Given_an_attacker_when_his_assembly_has_the_name_of_the_librarys_then_he_gains_nothing() =>
        (Check.Analyzer<MSI1001RestrictedSymbolAnalyzer>("class Queue { Acme.Bare.[|Chip|]? chip; }") with { AssemblyName = "MsiEncap.Runtime2" })
            .Reference(s_bare)
            .Message("'Chip' is restricted to irq domain implementers (role IrqDomainImplementer of MsiEncap.Runtime); move this code into a type that acts in the role")
            .RunAsync();

    [Fact]
    public Task Given_the_assembly_that_declares_a_role_when_it_touches_then_it_may_but_not_in_a_base_of_another_assembly() =>
        Check.Analyzer<MSI1001RestrictedSymbolAnalyzer>("""
            using MsiEncap.Encapsulation;
            class SlabImplementer : IrqDomainImplementer { }
            [RestrictedTo(typeof(SlabImplementer))] class Slab { }
            class Cache { Slab? slab; Acme.Bare.[|Chip|]? chip; }
            """).Reference(s_bare).RunAsync();

    [Fact]
    public Task Given_a_restricted_assembly_when_others_use_it_then_each_type_is_restricted_and_it_may_use_itself() =>
        Check.Analyzer<MSI1001RestrictedSymbolAnalyzer>("""
            [assembly: MsiEncap.Encapsulation.RestrictedTo(typeof(MsiEncap.Encapsulation.IrqDomainImplementer))]
            class Own { Own? next; All.[|Any|]? any; int M() => next!.M() + All.Any.[|Value|]; }
            """)
            .Reference(Library.Compile(
                "Acme.All",
                """
                [assembly: MsiEncap.Encapsulation.RestrictedTo(typeof(MsiEncap.Encapsulation.IrqDomainImplementer), Instead = "leave it alone")]
                namespace All { public class Any { public static int Value; } }
                """))
            .RunAsync();

    [Fact]
    public Task Given_a_library_with_its_own_copies_of_the_attributes_then_its_rules_hold_without_the_runtime()
    {
        const string copies = """
            using System;
            namespace MsiEncap.Encapsulation
            {
                abstract class EncapsulationRole { }
                class RestrictedToAttribute : Attribute { public RestrictedToAttribute(Type role) { } public string? Instead { get; set; } }
                public class ActsAsAttribute : Attribute { public ActsAsAttribute(Type role) { } public string? Justification { get; set; } }
            }
            """;
        return Check.Analyzer<MSI1001RestrictedSymbolAnalyzer>("""
                using Own;
                using MsiEncap.Encapsulation;
                class Queue { [|Slab|]? slab; }
                [ActsAs(typeof(Keeper))] class Cache { Slab? slab; }
                """)
            .WithoutRuntime()
            .Reference(Library.Compile(
                "Acme.Own",
                copies + "namespace Own { public class Keeper { } [MsiEncap.Encapsulation.RestrictedTo(typeof(Keeper), Instead = \"use a pool\")] public class Slab { } }",
                TestCompilation.Framework[0]))
            .Ledger("T:Cache;Own.Keeper;keeps slabs")
            .Message("'Slab' is restricted to keepers (role Keeper of Acme.Own); use a pool")
            .RunAsync();
    }

    [Fact]
    public Task Given_a_type_of_a_library_between_when_it_derives_from_a_restricted_one_then_it_is_restricted_too() =>
        Verify("class Queue { Between.[|Middle|]? middle; Between.Holder? holder; }")
            .Reference(Library.Compile(
                "Acme.Between",
                "namespace Between { public class Middle : Acme.Irq.MsiDomain { } public class Holder : System.Collections.Generic.List<Acme.Irq.MsiDomain> { } }",
                IrqLibrary.Reference))
            .RunAsync();

    [Fact]
    public Task Given_a_file_whose_types_all_act_when_it_has_an_alias_then_that_is_right() => Verify("""
        using D = Acme.Irq.MsiDomain;
        using static Acme.Irq.MsiDomain;
        using MsiEncap.Encapsulation;
        namespace Dsa { [ActsAs(typeof(Acme.Irq.SlabImplementer))] class Ims : D { int m = MaxIndex; class Nested { D? d; } } }
        """).Ledger(Entry).RunAsync();

    [Fact]
    public Task Given_a_file_with_another_type_when_it_has_an_alias_then_the_directive_is_reported() => Verify("""
        using D = Acme.Irq.[|MsiDomain|];
        using MsiEncap.Encapsulation;
        namespace Dsa { [ActsAs(typeof(Acme.Irq.SlabImplementer))] class Ims : D { } class Queue { } }
        """).Ledger(Entry).RunAsync();

    [Fact]
    public Task Given_a_namespace_whose_types_all_act_when_it_has_an_alias_then_that_is_right() => Verify("""
        using MsiEncap.Encapsulation;
        namespace Dsa { using D = Acme.Irq.MsiDomain; [ActsAs(typeof(Acme.Irq.SlabImplementer))] class Ims : D { } }
        namespace Net { class Queue { } }
        """).Ledger(Entry).RunAsync();

    [Fact]
    public Task Given_a_file_type_when_it_is_listed_then_it_still_may_not() => Verify("""
        using MsiEncap.Encapsulation;
        namespace Dsa { [ActsAs(typeof(Acme.Irq.SlabImplementer))] file class Ims { Acme.Irq.[|MsiDomain|]? domain; } }
        """).Ledger(Entry).RunAsync();

    [Fact]
    public Task Given_a_partial_type_when_the_grant_is_on_one_part_then_it_holds_for_all() => Verify("""
        namespace Dsa { partial class Ims { Acme.Irq.MsiDomain? domain; } }
        """)
        .File("Grant.cs", "namespace Dsa { [MsiEncap.Encapsulation.ActsAs(typeof(Acme.Irq.SlabImplementer))] partial class Ims { } }")
        .Ledger(Entry)
        .RunAsync();
}
