using MsiEncap.Analyzers.Tests.TestKit;
using Xunit;

namespace MsiEncap.Analyzers.Tests.Rules;

/// <summary>Restricted types that nobody writes. <c>Analyzers.Corpus</c> holds every way there is; here is what each kind of touch reads like.</summary>
public class MSI1002Tests
{
    private static AnalyzerCheck Body(string statement) => Check.Analyzer<MSI1001RestrictedSymbolAnalyzer>($$"""
        using System;
        using System.Collections.Generic;
        using System.Linq;
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
        """).Reference(IrqLibrary.Reference);

    [Theory]
    [InlineData("{|MSI1002:var|} d = driver.ImsDomain;")]
    [InlineData("{|MSI1002:var|} d = (driver.ImsDomain!);")]
    [InlineData("{|MSI1002:var|} a = new { driver.ImsDomain };")]
    [InlineData("foreach ({|MSI1002:var|} d in driver.Domains) { }")]
    [InlineData("device.Each({|MSI1002:d|} => 1);")]
    [InlineData("device.Each(({|MSI1002:d|}) => 1);")]
    [InlineData("device.Each({|MSI1002:delegate|} { return 1; });")]
    [InlineData("_ = driver.ImsDomain is {|MSI1002:var|} d;")]
    [InlineData("_ = driver.ImsDomain is { } {|MSI1002:d|};")]
    [InlineData("_ = driver is { ImsDomain: {|MSI1002:var|} d };")]
    [InlineData("var ({|MSI1002:d|}, i) = (driver.ImsDomain, 1);")]
    [InlineData("var ({|MSI1002:_|}, i) = (driver.ImsDomain, 1);")]
    [InlineData("_ = from {|MSI1002:d|} in driver.Domains select 1;")]
    [InlineData("_ = from d in new[] { driver } let {|MSI1002:m|} = d.ImsDomain select d.Domains.[|Count|];")]
    [InlineData("_ = from d in new[] { driver } let {|MSI1002:m|} = d.ImsDomain where m.[|Mask|] > 1 orderby {|MSI1002:m|} select {|MSI1002:m|};")]
    public Task Given_a_declaration_whose_type_is_inferred_then_it_is_reported_where_the_type_would_stand(string statement) =>
        Body(statement).RunAsync();

    [Theory]
    [InlineData("Plain({|MSI1002:driver.ImsDomain|});")]
    [InlineData("Plain({|MSI1002:driver?.ImsDomain|});")]
    [InlineData("Plain(cookie.Pasid > 1 ? {|MSI1002:driver.ImsDomain|} : null);")]
    [InlineData("Plain({|MSI1002:Device.Pick({|MSI1002:driver.ImsDomain|})|});")]
    [InlineData("Store = {|MSI1002:driver.ImsDomain|};")]
    [InlineData("{|MSI1002:driver.ImsDomain|} = null;")]
    [InlineData("_ = {|MSI1002:driver.ImsDomain|} == null;")]
    [InlineData("_ = {|MSI1002:driver.Domains|};")]
    [InlineData("object o = ({|MSI1002:driver.ImsDomain|}, 1);")]
    [InlineData("IEnumerable<object> o = {|MSI1002:driver.Domains|};")]
    [InlineData("lock ({|MSI1002:driver.ImsDomain!|}) { }")]
    [InlineData("_ = $\"{{|MSI1002:driver.ImsDomain|}}\";")]
    [InlineData("Func<object?> f = () => {|MSI1002:driver.ImsDomain|};")]
    [InlineData("_ = driver.Domains.{|MSI1002:Any|}();")]
    [InlineData("device.Each({|MSI1002:Plain|});")]
    [InlineData("device.Each({|MSI1002:null!|});")]
    public Task Given_a_value_that_nobody_names_then_it_is_reported_where_it_comes_from(string statement) => Body(statement).RunAsync();

    [Theory]
    [InlineData("{|MSI1002:var|} d = driver.ImsDomain; Store = {|MSI1002:d|}; d!.[|Activate|]();")]
    [InlineData("{|MSI1002:var|} d = driver.[|Owned|];")]
    [InlineData("Plain(driver.[|Owned|]);")]
    [InlineData("[|IdxdImsDomain|]? d = driver.ImsDomain;")]
    [InlineData("[|MsiDomain|]? d = driver.ImsDomain ?? device.ImsDomain;")]
    [InlineData("Plain(([|MsiDomain|]?)driver.ImsDomain);")]
    [InlineData("Plain(driver.ImsDomain as [|MsiDomain|]);")]
    [InlineData("_ = driver.ImsDomain is [|MsiDomain|];")]
    [InlineData("_ = driver.ImsDomain is [|MsiDomain|] d;")]
    [InlineData("Plain(new [|IdxdImsDomain|]());")]
    [InlineData("Plain(Device.Pick<[|MsiDomain|]>(null!));")]
    [InlineData("foreach ([|MsiDomain|] d in driver.Domains) { }")]
    [InlineData("Plain(driver.Domains[|[0]|]);")]
    [InlineData("device.AllocateImsIrq([|Device.Pick({|MSI1002:driver.ImsDomain|})|], cookie);")]
    public Task Given_a_value_of_which_a_name_or_a_member_tells_then_it_is_not_told_twice(string statement) => Body(statement).RunAsync();

    [Theory]
    [InlineData("var c = cookie; var i = device.AllocateImsIrq(c); foreach (var x in new[] { c }) { Plain(x); }")]
    [InlineData("_ = nameof(driver.ImsDomain) + nameof(device.Domains);")]
    [InlineData("var (a, b) = (cookie, 1); _ = device; Plain(device);")]
    [InlineData("Func<Device, int> f = d => d.AllocateImsIrq(cookie); var g = f;")]
    [InlineData("object o = device is { } d ? d : cookie;")]
    public Task Given_values_of_open_types_then_nothing_is_reported(string statement) => Body(statement).RunAsync();

    [Theory]
    [InlineData("var d = device.ImsDomain; Plain(d); device.Each(x => x.Mask); _ = device.Domains.Count;")]
    public Task Given_code_that_acts_in_the_role_then_nothing_is_reported(string statement) =>
        Check.Analyzer<MSI1001RestrictedSymbolAnalyzer>($$"""
            using System.Linq;
            using Acme.Irq;
            [MsiEncap.Encapsulation.ActsAs(typeof(SlabImplementer))]
            class Ims { int Plain(object? o) => 0; void M(Device device) { {{statement}} } }
            """)
            .Reference(IrqLibrary.Reference)
            .Ledger("T:Ims;Acme.Irq.SlabImplementer;programs the slots")
            .RunAsync();

    [Fact]
    public Task Given_members_whose_type_is_written_then_it_speaks_for_their_initializers() =>
        Check.Analyzer<MSI1001RestrictedSymbolAnalyzer>("""
            using Acme.Irq;
            class Queue(Device device)
            {
                [|MsiDomain|]? field = device.ImsDomain, other = device.Domains[|[0]|];
                [|MsiDomain|]? P { get; } = device.ImsDomain;
                object? o = {|MSI1002:device.ImsDomain|};
            }
            """).Reference(IrqLibrary.Reference).RunAsync();

    [Fact]
    public Task Given_a_local_and_a_value_when_they_are_reported_then_the_message_says_what_the_type_is_and_what_to_do() =>
        Body("{|MSI1002:var|} d = driver.Domains; Plain({|MSI1002:driver.ImsDomain|}); device.Visit([|null!|]);")
            .Message(
                "The type here is 'MsiDomain', which nobody names but which is restricted to slab implementers (role SlabImplementer of Acme.Irq); ask the device for memory",
                "The type here is 'IdxdImsDomain', which nobody names but which is restricted to slab implementers (role SlabImplementer of Acme.Irq); ask the device for memory",
                "'MsiDomain' is restricted to slab implementers (role SlabImplementer of Acme.Irq); ask the device for memory")
            .RunAsync();

    [Fact]
    public Task Given_a_type_without_advice_when_it_is_inferred_then_the_message_says_where_the_code_belongs() =>
        Check.Analyzer<MSI1001RestrictedSymbolAnalyzer>("""
            using Acme.Chips;
            class Queue { void M(Board board) { {|MSI1002:var|} chip = board.Chip; } }
            """)
            .Reference(Library.Compile(
                "Acme.Chips",
                """
                using MsiEncap.Encapsulation;
                namespace Acme.Chips
                {
                    public abstract class Implementer : EncapsulationRole { }
                    [RestrictedTo(typeof(Implementer))] public class Chip { }
                    public class Board { public Chip Chip => new(); }
                }
                """,
                TestCompilation.Runtime))
            .Message("The type here is 'Chip', which nobody names but which is restricted to implementers (role Implementer of Acme.Chips); move this code into a type that acts in the role")
            .RunAsync();
}
