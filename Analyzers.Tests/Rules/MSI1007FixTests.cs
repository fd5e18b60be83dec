using MsiEncap.Analyzers.Tests.TestKit;
using MsiEncap.CodeFixes;
using Xunit;

namespace MsiEncap.Analyzers.Tests.Rules;

public class MSI1007FixTests
{
    private static string InQueue(string body) => $$"""
        using System.Runtime.CompilerServices;
        using MsiEncap;
        class Queue
        {
            Virq M(PciDevice device, MsiDomainId id, MsiMap map, Virq virq, int n)
            {
                {{body}}
            }
        }
        """;

    private static CodeFixCheck Fix(string body) => Check.Analyzer<MSI1007ForgedVirqAnalyzer>(InQueue(body)).FixedBy<MSI1007AnswerFix>();

    private static string Made(string computed) => $"[|Unsafe.BitCast<int, Virq>([|{computed}|])|]";

    [Theory]
    [InlineData("device.GetIrqVector(0).Number + n", "device.GetIrqVector(n)")]
    [InlineData("n + device.GetIrqVector(1).Number", "device.GetIrqVector(1 + n)")]
    [InlineData("device.GetIrqVector(n).Number - 1", "device.GetIrqVector(n - 1)")]
    [InlineData("device.GetVirq(id, n).Number + (n * 2)", "device.GetVirq(id, n + (n * 2))")]
    [InlineData("map.Virq.Number + n * 2", "device.GetVirq(map.DomainId, map.Index + (n * 2))")]
    public Task Given_a_number_that_is_added_to_then_the_index_is(string computed, string answer) =>
        Fix($"return {Made(computed)};").Becomes(InQueue($"return {answer};")).Titled("Ask the device for the number of the index").RunAsync();

    [Fact]
    public Task Given_a_local_that_stays_what_it_is_then_its_index_is_added_to() =>
        Fix($"Virq first = device.GetIrqVector(2); return {Made("first.Number + n")};")
            .Becomes(InQueue("Virq first = device.GetIrqVector(2); return device.GetIrqVector(2 + n);"))
            .RunAsync();

    [Theory]
    [InlineData("virq.Number + n", "")]
    [InlineData("first.Number + n", "Virq first = device.GetIrqVector(2); first = virq; ")]
    [InlineData("first.Number + 1", "Virq first = device.GetIrqVector(n); n++; ")]
    [InlineData("n - device.GetIrqVector(0).Number", "")]
    [InlineData("map.Virq.Number + n", "PciDevice other = device; ")]
    public Task Given_a_number_of_unknown_index_then_nothing_is_offered(string computed, string before) =>
        Fix($"{before}return {Made(computed)};").OffersNothingAsync();
}
