using MsiEncap.Analyzers.Tests.TestKit;
using Xunit;

namespace MsiEncap.Analyzers.Tests.Rules;

/// <summary>What the rule says, to the letter; the corpus holds the ways to say it about.</summary>
public class MSI1005Tests
{
    private static AnalyzerCheck Verify(string markup) =>
        Check.Analyzer<MSI1005ExposedTypeAnalyzer>(markup).Reference(IrqLibrary.Reference).Ledger("T:Dsa.Probe;Acme.Irq.SlabImplementer;programs the slots");

    [Fact]
    public Task Given_members_that_show_a_restricted_type_then_the_message_names_both_and_the_role() => Verify("""
        using System.Collections.Generic;
        using Acme.Irq;
        using MsiEncap.Encapsulation;
        namespace Dsa
        {
            [ActsAs(typeof(SlabImplementer))]
            public class Probe
            {
                public List<IdxdImsDomain>? [|Domains|];
                internal void [|Add|](int index, MsiDomain domain) { }
                public class [|Set|] : List<MsiDomain> { }
            }
        }
        """).Message(
        "'Probe.Domains' shows 'IdxdImsDomain' to code outside the role; 'IdxdImsDomain' is restricted to slab implementers (role SlabImplementer of Acme.Irq); make 'Probe.Domains' private or mark it [RestrictedTo(typeof(SlabImplementer))]",
        "'Probe.Add' shows 'MsiDomain' to code outside the role; 'MsiDomain' is restricted to slab implementers (role SlabImplementer of Acme.Irq); make 'Probe.Add' private or mark it [RestrictedTo(typeof(SlabImplementer))]",
        "'Set' shows 'MsiDomain' to code outside the role; 'MsiDomain' is restricted to slab implementers (role SlabImplementer of Acme.Irq); make 'Set' private or mark it [RestrictedTo(typeof(SlabImplementer))]").RunAsync();

    [Fact]
    public Task Given_code_that_does_not_act_when_it_shows_a_type_then_naming_it_is_error_enough() => Verify("""
        using Acme.Irq;
        namespace Dsa { public class Queue { public MsiDomain? Domain; } }
        """).RunAsync();

    [Fact]
    public Task Given_a_member_of_one_role_when_it_shows_a_type_of_another_then_it_is_reported_unless_one_includes_the_other() => Check.Analyzer<MSI1005ExposedTypeAnalyzer>("""
        using MsiEncap.Encapsulation;
        public class Small : EncapsulationRole { }
        public class Large : Small { }
        [RestrictedTo(typeof(Small))] public class Gear { }
        [RestrictedTo(typeof(Large))] public class Engine { }
        public class Shop
        {
            [RestrictedTo(typeof(Large))] public Gear? A;
            [RestrictedTo(typeof(Small))] public Engine? [|B|];
            [RestrictedTo(typeof(Large))] public Engine? C;
        }
        """).RunAsync();

    [Fact]
    public Task Given_a_private_protected_member_when_an_heir_does_not_act_then_it_is_reported() => Verify("""
        using Acme.Irq;
        using MsiEncap.Encapsulation;
        namespace Dsa
        {
            [ActsAs(typeof(SlabImplementer))] public class Probe { private protected MsiDomain? [|Domain|]; }
            class Heir : Probe { }
        }
        """).RunAsync();
}
