using MsiEncap.Analyzers.Tests.TestKit;
using MsiEncap.CodeFixes;
using Xunit;

namespace MsiEncap.Analyzers.Tests.Rules;

public class MSI1001RemoveRestrictedArgumentTests
{
    private static string InQueue(string body) => $$"""
        using Acme.Irq;
        class Node { public Device? Next; }
        class Queue
        {
            Node? Find() => null;
            void M(Device device, Device driver, IdxdCookie cookie)
            {
                {{body}}
            }
        }
        """;

    private static CodeFixCheck Fix(string body) =>
        Check.Analyzer<MSI1001RestrictedSymbolAnalyzer>(InQueue(body)).Reference(IrqLibrary.Reference).FixedBy<MSI1001AnswerFix>();

    [Theory]
    [InlineData("device.AllocateImsIrq([|driver.ImsDomain|], cookie);", "device.AllocateImsIrq(cookie);")]
    [InlineData("device.AllocateImsIrq([|driver.ImsDomain|] , cookie );", "device.AllocateImsIrq(cookie );")]
    [InlineData("device.AllocateImsIrq(cookie: cookie, domain: [|driver.ImsDomain!|]);", "device.AllocateImsIrq(cookie: cookie);")]
    [InlineData("device.AllocateImsIrq(domain: [|(driver.ImsDomain)|], cookie: cookie);", "device.AllocateImsIrq(cookie: cookie);")]
    [InlineData("device.AllocateImsIrq(/* the domain */ [|null|], /* the queue */ cookie);", "device.AllocateImsIrq(/* the queue */ cookie);")]
    [InlineData("device?.AllocateImsIrq([|new IdxdImsDomain()|], new IdxdCookie(1));", "device?.AllocateImsIrq(new IdxdCookie(1));")]
    [InlineData(
        "device.AllocateImsIrq(\n            [|driver.ImsDomain|], // domain\n            cookie); // queue",
        "device.AllocateImsIrq(\n            cookie); // queue")]
    [InlineData(
        "device.AllocateImsIrq([|driver.ImsDomain|], cookie);\n        device.AllocateImsIrq([|driver.ImsDomain|], cookie);",
        "device.AllocateImsIrq(cookie);\n        device.AllocateImsIrq(cookie);")]
    public Task Given_an_overload_without_the_domain_when_fixed_then_the_argument_is_gone(string before, string after) =>
        Fix(before).Becomes(InQueue(after)).Titled("Call 'AllocateImsIrq' without the restricted argument").RunAsync();

    [Theory]
    [InlineData("device.Bind(\"a\", [|driver.ImsDomain|]);")]
    [InlineData("device.[|Reset|]();")]
    [InlineData("if (driver.ImsDomain!.[|Mask|] == 0) { }")]
    [InlineData("using var d = {|MSI1002:driver.ImsDomain|} as System.IDisposable;")]
    [InlineData("Find()?.Next?.AllocateImsIrq([|driver.ImsDomain|], cookie);")]
    [InlineData("device.TryTake(out [|var d|]);")]
    [InlineData("_ = new [|IdxdImsDomain|]([|driver.ImsDomain!|]);")]
    public Task Given_no_overload_without_the_argument_then_nothing_is_offered(string body) => Fix(body).OffersNothingAsync();

    [Fact]
    public Task Given_generic_overloads_when_they_differ_by_the_domain_alone_then_the_argument_is_gone() =>
        Check.Analyzer<MSI1001RestrictedSymbolAnalyzer>(Generic("Pool.Take([|device.ImsDomain|], 3)"))
            .Reference(IrqLibrary.Reference)
            .FixedBy<MSI1001AnswerFix>()
            .Becomes(Generic("Pool.Take(3)"))
            .RunAsync();

    [Fact]
    public Task Given_an_overload_that_returns_something_else_then_nothing_is_offered() =>
        Check.Analyzer<MSI1001RestrictedSymbolAnalyzer>(Generic("Pool.Give([|device.ImsDomain|], 3)"))
            .Reference(IrqLibrary.Reference)
            .FixedBy<MSI1001AnswerFix>()
            .OffersNothingAsync();

    private static string Generic(string call) => $$"""
        using Acme.Irq;
        using MsiEncap.Encapsulation;
        static class Pool
        {
            [RestrictedTo(typeof(SlabImplementer))] public static T Take<T>(object? domain, T cookie) => cookie;
            public static T Take<T>(T cookie) => cookie;
            [RestrictedTo(typeof(SlabImplementer))] public static int Give(object? domain, int cookie) => cookie;
            public static string Give(int cookie) => "";
        }
        class Queue
        {
            object M(Device device) => {{call}};
        }
        """;
}
