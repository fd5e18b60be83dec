using MsiEncap.Analyzers.Tests.TestKit;
using MsiEncap.CodeFixes;
using Xunit;

namespace MsiEncap.Analyzers.Tests.Rules;

public class MSI1001PassOpenValueTests
{
    private static string InQueue(string body) => $$"""
        using Acme.Chips;
        class Queue
        {
            void M(Device device, Driver driver, uint cookie)
            {
                {{body}}
            }
        }
        """;

    private static CodeFixCheck Fix(string body) => Check.Analyzer<MSI1001RestrictedSymbolAnalyzer>(InQueue(body))
        .Reference(Library.Compile(
            "Acme.Chips",
            """
            using MsiEncap.Encapsulation;
            namespace Acme.Chips
            {
                public abstract class Implementer : EncapsulationRole { }
                [RestrictedTo(typeof(Implementer), Instead = "pass the device")] public class Domain { }
                [RestrictedTo(typeof(Implementer), Instead = "keep the number")] public class IrqData { }
                public enum DomainId { Default, Secondary }
                public readonly record struct Virq(int Value);
                public readonly record struct Map(int Index, Virq Virq);
                public class Driver { public Domain? Domain => null; public IrqData? Data => null; }
                public class Device
                {
                    [RestrictedTo(typeof(Implementer))] public int Allocate(Domain? domain, uint cookie) => 0;
                    public int Allocate(DomainId domain, uint cookie) => 0;
                    [RestrictedTo(typeof(Implementer))] public int Open(Domain? domain, uint cookie) => 0;
                    public int Open(DomainId domain, uint cookie) => 0;
                    public int Open(uint cookie) => 0;
                    public void Show(IrqData? data) { }
                    public void Show(Virq virq) { }
                    public void Keep(Domain? domain) { }
                }
            }
            """,
            TestCompilation.Runtime))
        .FixedBy<MSI1001AnswerFix>();

    [Theory]
    [InlineData("DomainId id = DomainId.Default; device.Allocate({|MSI1001:driver.Domain|}, cookie);", "DomainId id = DomainId.Default; device.Allocate(id, cookie);")]
    [InlineData("Virq virq = new(3); device.Show({|MSI1002:driver.Data|});", "Virq virq = new(3); device.Show(virq);")]
    [InlineData("Map map = default; device.Show(/* it */ {|MSI1002:driver.Data|} );", "Map map = default; device.Show(/* it */ map.Virq );")]
    [InlineData(
        "Virq virq = new(3); device.Show({|MSI1002:driver.Data|}); device.Show({|MSI1002:driver.Data|});",
        "Virq virq = new(3); device.Show(virq); device.Show(virq);")]
    public Task Given_an_overload_and_one_open_value_at_hand_when_fixed_then_that_is_passed(string before, string after) =>
        Fix(before).Becomes(InQueue(after)).RunAsync();

    [Fact]
    public Task Given_a_value_then_the_light_bulb_names_it() =>
        Fix("Virq virq = new(3); device.Show({|MSI1002:driver.Data|});")
            .Becomes(InQueue("Virq virq = new(3); device.Show(virq);"))
            .Titled("Pass 'virq' instead of the restricted value")
            .RunAsync();

    [Fact]
    public Task Given_a_choice_of_answers_then_each_can_be_had_everywhere_at_once() =>
        Fix("DomainId id = DomainId.Default; device.Open({|MSI1001:driver.Domain|}, cookie); device.Open({|MSI1001:driver.Domain|}, 3);")
            .Becomes(InQueue("DomainId id = DomainId.Default; device.Open(cookie); device.Open(3);"))
            .Choosing("Call 'Open' without the restricted argument")
            .RunAsync();

    [Theory]
    [InlineData("device.Allocate({|MSI1001:driver.Domain|}, cookie);")]
    [InlineData("Virq a = new(1), b = new(2); device.Show({|MSI1002:driver.Data|});")]
    [InlineData("Virq virq = new(3); device.Keep({|MSI1002:driver.Domain|});")]
    [InlineData("device.Show({|MSI1002:driver.Data|}); Virq virq = new(3);")]
    [InlineData("DomainId id = DomainId.Default; device.Allocate(domain: {|MSI1001:driver.Domain|}, cookie: cookie);")]
    public Task Given_no_such_value_or_several_then_nothing_is_offered(string body) => Fix(body).OffersNothingAsync();
}
