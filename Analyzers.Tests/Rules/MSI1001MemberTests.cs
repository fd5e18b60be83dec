using MsiEncap.Analyzers.Tests.TestKit;
using Xunit;

namespace MsiEncap.Analyzers.Tests.Rules;

/// <summary>Members that are reached, calls, creations, and the values passed to them.</summary>
public class MSI1001MemberTests
{
    private static Task Verify(string statement) => TestKit.Check.Analyzer<MSI1001RestrictedSymbolAnalyzer>($$"""
        using System;
        using System.Collections.Generic;
        using Acme.Irq;
        class Queue
        {
            object? Store;
            int Plain(object? o) => 0;
            void M(Device device, Device driver, IdxdCookie cookie)
            {
                {{statement}}
            }
        }
        """).Reference(IrqLibrary.Reference).RunAsync();

    [Theory]
    [InlineData("_ = driver.ImsDomain!.[|Mask|];")]
    [InlineData("driver.ImsDomain!.[|Mask|] = 1;")]
    [InlineData("driver.ImsDomain!.[|Mask|]++;")]
    [InlineData("_ = driver.ImsDomain?.[|Mask|];")]
    [InlineData("driver.ImsDomain!.[|Activate|]();")]
    [InlineData("driver.ImsDomain?.[|Activate|]();")]
    [InlineData("_ = driver.ImsDomain![|[0]|];")]
    [InlineData("driver.ImsDomain!.[|Changed|] += () => { };")]
    [InlineData("Action a = driver.ImsDomain!.[|Activate|];")]
    [InlineData("_ = driver.ImsDomain!.[|ToString|]();")]
    [InlineData("_ = driver.Domains.[|Count|];")]
    [InlineData("_ = driver.Domains[|[0]|].[|Mask|];")]
    [InlineData("_ = driver.ImsDomain!.[|Parent|]!.[|Mask|];")]
    [InlineData("_ = driver is { ImsDomain.[|Mask|]: 1 };")]
    [InlineData("_ = driver is { ImsDomain: { [|Mask|]: 1 } };")]
    [InlineData("device.Each({|MSI1002:d|} => d.[|Mask|]);")]
    [InlineData("int Local() => driver.ImsDomain!.[|Mask|]; Local();")]
    [InlineData("_ = driver.[|Owned|];")]
    [InlineData("_ = driver.[|Owned|]!.[|Mask|];")]
    [InlineData("driver.[|Raw|] = 3;")]
    [InlineData("_ = new Device { [|Raw|] = 3 };")]
    [InlineData("_ = Device.[|Magic|];")]
    [InlineData("const int c = Device.[|Magic|] + MsiDomain.[|MaxIndex|];")]
    [InlineData("driver.[|Fired|] += () => { };")]
    [InlineData("_ = driver.[|Reader|]!();")]
    [InlineData("device.[|Reset|]();")]
    [InlineData("device.[|Reset|](2);")]
    [InlineData("_ = MsiDomain.[|Count|];")]
    [InlineData("MsiDomain.[|Count|] = 1;")]
    [InlineData("_ = MsiDomain.[|Create|](1);")]
    [InlineData("_ = IdxdImsDomain.[|Create|](1);")]
    [InlineData("_ = Acme.Irq.MsiDomain.[|Create|](1);")]
    [InlineData("Func<int, object?> f = MsiDomain.[|Create|];")]
    [InlineData("_ = MsiDomain.Slot.[|Size|];")]
    [InlineData("MsiDomain.Slot.[|Touch|]();")]
    [InlineData("_ = BusToken.[|Msi|];")]
    [InlineData("_ = new [|Table|]<int>().[|Head|];")]
    [InlineData("_ = device.[|Probe|]();")]
    [InlineData("_ = DomainExtensions.[|Probe|](device);")]
    [InlineData("_ = new [|Device|](1);")]
    [InlineData("Device d = [|new|](1);")]
    [InlineData("_ = driver.ImsDomain! [|>|] 3;")]
    [InlineData("_ = driver.ImsDomain! [|+|] 3;")]
    [InlineData("int i = [|driver.ImsDomain!|];")]
    [InlineData("_ = nameof(driver.[|Raw|]);")]
    [InlineData("_ = nameof(driver.[|Reset|]);")]
    [InlineData("_ = nameof(MsiDomain.[|Mask|]);")]
    [InlineData("_ = nameof(MsiDomain.[|Activate|]);")]
    [InlineData("_ = nameof(driver.ImsDomain.[|Mask|]);")]
    [InlineData("_ = nameof(driver.ImsDomain.[|ToString|]);")]
    public Task Given_a_restricted_member_when_it_is_reached_then_it_is_reported_at_its_name(string statement) =>
        Verify(statement);

    [Theory]
    [InlineData("device.AllocateImsIrq([|driver.ImsDomain|], cookie);")]
    [InlineData("device.AllocateImsIrq([|driver.Owned|], cookie);")]
    [InlineData("device.AllocateImsIrq([|(driver.ImsDomain)|], cookie);")]
    [InlineData("device.AllocateImsIrq([|driver.ImsDomain!|], cookie);")]
    [InlineData("device.AllocateImsIrq(cookie: cookie, domain: [|driver.ImsDomain|]);")]
    [InlineData("device.AllocateImsIrq([|null|], cookie);")]
    [InlineData("device.AllocateImsIrq([|default|], cookie);")]
    [InlineData("device.AllocateImsIrq([|default(MsiDomain)|], cookie);")]
    [InlineData("device.AllocateImsIrq([|new IdxdImsDomain()|], cookie);")]
    [InlineData("device.AllocateImsIrq([|(MsiDomain)Store!|], cookie);")]
    [InlineData("device.AllocateImsIrq([|Store as MsiDomain|], cookie);")]
    [InlineData("device.AllocateImsIrq([|MsiDomain.Create(1)|], cookie);")]
    [InlineData("device.AllocateImsIrq([|driver.ImsDomain!.Parent|], cookie);")]
    [InlineData("device.AllocateImsIrq([|driver.Domains[0]|], cookie);")]
    [InlineData("{|MSI1002:var|} d = driver.ImsDomain; device.AllocateImsIrq([|d|], cookie);")]
    [InlineData("device?.AllocateImsIrq([|driver.ImsDomain|], cookie);")]
    [InlineData("device.[|Bind|](\"a\");")]
    [InlineData("device.Bind(\"a\", [|driver.ImsDomain|]);")]
    [InlineData("device.Bind(\"a\", [|null|], [|driver.ImsDomain!|], [|driver.ImsDomain!|]);")]
    [InlineData("device.TryTake(out [|var d|]);")]
    [InlineData("device.TryTake(out [|MsiDomain? d|]);")]
    [InlineData("device.TryTake(out [|_|]);")]
    [InlineData("device.[|Visit|]({|MSI1002:d|} => { });")]
    [InlineData("device.Visit([|null!|]);")]
    [InlineData("_ = MsiDomain.Create([|driver.ImsDomain!|]);")]
    [InlineData("_ = new [|IdxdImsDomain|]([|driver.ImsDomain!|]);")]
    [InlineData("_ = driver.Domains[|[driver.ImsDomain!.[|Mask|]]|];")]
    [InlineData("driver.Domains.Add([|driver.ImsDomain!|]);")]
    [InlineData("int slot = 1; device.Share([|slot|]); device.Share(other: 2, slot: [|3|]);")]
    public Task Given_a_restricted_value_when_it_is_passed_to_a_restricted_call_then_it_is_one_error_at_the_argument(string statement) =>
        Verify(statement);

    [Theory]
    [InlineData("device.AllocateImsIrq(cookie);")]
    [InlineData("_ = nameof(driver.ImsDomain);")]
    [InlineData("_ = nameof(cookie);")]
    [InlineData("_ = (cookie, 1).cookie;")]
    [InlineData("_ = device.AllocateImsIrq(cookie).ToString();")]
    public Task Given_code_that_touches_no_restricted_member_then_nothing_is_reported(string statement) => Verify(statement);

    [Theory]
    [InlineData("class Mine : Device { protected override void [|OnReset|]() { } }")]
    [InlineData("class Mine : Device { protected override void [|OnReset|]() => base.[|OnReset|](); }")]
    [InlineData("class Mine : Device { public Mine() : [|base|](1) { } }")]
    [InlineData("class Mine() : [|Device|](1);")]
    [InlineData("class Mine : Device { int field = [|Magic|]; int P { get; } = Device.[|Magic|]; }")]
    [InlineData("class Mine : [|IdxdImsDomain|] { public Mine() : [|base|]() { } }")]
    [InlineData("enum E { A = Device.[|Magic|] }")]
    [InlineData("class Mine { void M(int p = Device.[|Magic|]) { } }")]
    [InlineData("delegate void D(int p = Device.[|Magic|]);")]
    [InlineData("[Level(Device.[|Magic|])] class Mine { }")]
    [InlineData("class Mine { [Level(Device.[|Magic|])] int field; [Level(Device.[|Magic|])] void M() { } }")]
    [InlineData("[[|Wired|]([|Level|] = 1)] class Mine { }")]
    [InlineData("[[|Sealed|](1)] class Mine { }")]
    public Task Given_a_declaration_when_it_reaches_a_restricted_member_then_it_is_reported(string declaration) =>
        TestKit.Check.Analyzer<MSI1001RestrictedSymbolAnalyzer>($$"""
            using System;
            using Acme.Irq;
            using MsiEncap.Encapsulation;
            class LevelAttribute(int level) : Attribute { public int Secret = level; }
            class SealedAttribute : Attribute { [RestrictedTo(typeof(SlabImplementer))] public SealedAttribute(int level) { } }
            {{declaration}}
            """).Reference(IrqLibrary.Reference).RunAsync();

    [Fact]
    public Task Given_the_seeds_call_when_a_domain_is_passed_then_the_error_reads_like_advice() =>
        TestKit.Check.Analyzer<MSI1001RestrictedSymbolAnalyzer>("""
            using Acme.Irq;
            class Queue
            {
                int Open(Device device, Device driver, uint pasid) =>
                    device.AllocateImsIrq([|driver.ImsDomain|], new IdxdCookie(pasid));
            }
            """)
            .Reference(IrqLibrary.Reference)
            .Message(
                "'IdxdImsDomain' is restricted to slab implementers (role SlabImplementer of Acme.Irq); pass the device, or the domain id that the queue was set up with")
            .RunAsync();

    [Fact]
    public Task Given_restrictions_with_and_without_advice_then_each_message_says_what_to_do() =>
        TestKit.Check.Analyzer<MSI1001RestrictedSymbolAnalyzer>("""
            using Acme.Irq;
            class Queue
            {
                [|MsiDomain|]? domain;
                [|Chip|] chip;
                void M(Device device) => device.[|Reset|]();
            }
            """)
            .Reference(IrqLibrary.Reference)
            .Message(
                "'MsiDomain' is restricted to slab implementers (role SlabImplementer of Acme.Irq); ask the device for memory",
                "'Chip' is restricted to slab implementers (role SlabImplementer of Acme.Irq); move this code into a type that acts in the role",
                "'Device.Reset' is restricted to slab implementers (role SlabImplementer of Acme.Irq); reset the queue")
            .RunAsync();

    [Fact]
    public Task Given_a_call_without_advice_of_its_own_when_a_value_is_passed_then_the_values_advice_is_given() =>
        TestKit.Check.Analyzer<MSI1001RestrictedSymbolAnalyzer>("""
            using Acme.Chips;
            class Patched : [|Chip|]
            {
                protected override void Mask([|Data|] data) => base.Mask([|data|]);
            }
            """)
            .Reference(Library.Compile(
                "Acme.Chips",
                """
                using MsiEncap.Encapsulation;
                namespace Acme.Chips
                {
                    public abstract class Implementer : EncapsulationRole { }
                    [RestrictedTo(typeof(Implementer), Instead = "leave the chip alone")]
                    public class BaseChip { protected virtual void Mask(Data data) { } }
                    public class Chip : BaseChip { protected override void Mask(Data data) { } }
                    [RestrictedTo(typeof(Implementer), Instead = "keep the number")]
                    public class Data { }
                }
                """,
                TestCompilation.Runtime))
            .Message(
                "'Chip' is restricted to implementers (role Implementer of Acme.Chips); leave the chip alone",
                "'Data' is restricted to implementers (role Implementer of Acme.Chips); keep the number",
                "'Data' is restricted to implementers (role Implementer of Acme.Chips); keep the number")
            .RunAsync();

    [Fact]
    public Task Given_an_extension_method_when_it_is_called_on_a_restricted_value_then_it_is_reported_at_its_name() =>
        TestKit.Check.Analyzer<MSI1001RestrictedSymbolAnalyzer>("""
            using More;
            class Queue
            {
                int M(Acme.Irq.Device device) => device.ImsDomain!.[|Slots|]() + Ext.Slots([|device.ImsDomain!|]) + device.ImsDomain!.[|Twice|](2);
            }
            """)
            .Reference(IrqLibrary.Reference, Library.Compile(
                "Acme.Ext",
                """
                using Acme.Irq;
                using MsiEncap.Encapsulation;
                namespace More
                {
                    [RestrictedTo(typeof(SlabImplementer))]
                    public static class Ext { public static int Slots(this MsiDomain d) => 1; public static int Twice(this MsiDomain d, int i) => i; }
                }
                """,
                TestCompilation.Runtime,
                IrqLibrary.Reference))
            .Message(
                "'Ext.Slots' is restricted to slab implementers (role SlabImplementer of Acme.Irq); move this code into a type that acts in the role",
                "'IdxdImsDomain' is restricted to slab implementers (role SlabImplementer of Acme.Irq); ask the device for memory",
                "'Ext.Twice' is restricted to slab implementers (role SlabImplementer of Acme.Irq); move this code into a type that acts in the role")
            .RunAsync();

    [Fact]
    public Task Given_a_csharp_14_extension_block_when_it_is_restricted_then_its_members_are() =>
        TestKit.Check.Analyzer<MSI1001RestrictedSymbolAnalyzer>("""
            class Queue
            {
                int M(Acme.Irq.Device device) => device.[|Depth|] + device.[|Twice|]() + device.Open;
            }
            """)
            .Reference(IrqLibrary.Reference, Library.Compile(
                "Acme.More",
                """
                using Acme.Irq;
                using MsiEncap.Encapsulation;
                [RestrictedTo(typeof(SlabImplementer))]
                public static class More { extension(Device device) { public int Depth => 1; public int Twice() => 2; } }
                public static class Less { extension(Device device) { public int Open => 1; } }
                """,
                TestCompilation.Runtime,
                IrqLibrary.Reference))
            .RunAsync();
}
