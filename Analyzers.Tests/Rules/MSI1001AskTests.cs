using MsiEncap.Analyzers.Tests.TestKit;
using MsiEncap.CodeFixes;
using Xunit;

namespace MsiEncap.Analyzers.Tests.Rules;

/// <summary>What the device tells anyone who asks is asked of it.</summary>
public class MSI1001AskTests
{
    private static string InQueue(string body) => $$"""
        using System;
        using System.Collections.Generic;
        using System.Text;
        using MsiEncap;
        class Queue
        {
            class Ring { public Virq Virq; }
            Ring[] _rings = [];
            void M(IrqSubsystem irqs, PciDevice device, MsiDomainId id, MsiMap map, int index, bool[] flags)
            {
                {{body}}
            }
        }
        """;

    private static CodeFixCheck Fix(string body) => Check.Analyzer<MSI1001RestrictedSymbolAnalyzer>(InQueue(body)).FixedBy<MSI1001AnswerFix>();

    private static string Walk(string body) => $"device.{{|MSI1001:ForEachMsiDescriptor|}}(id, {{|MSI1002:d|}} => {body});";

    private static string Loop(string length, string element) => $$"""
        for (int i = 0; i < {{length}}; i++)
                {
                    Virq virq = device.GetVirq(id, i);
                    if (virq != Virq.None)
                    {
                        {{element}} = virq;
                    }
                }
        """.Replace("int i", "int index2", StringComparison.Ordinal).Replace("i <", "index2 <", StringComparison.Ordinal).Replace("i++", "index2++", StringComparison.Ordinal).Replace("id, i)", "id, index2)", StringComparison.Ordinal);

    [Theory]
    [InlineData("if (d.{|MSI1001:Index|} == index) v = d.{|MSI1001:Virq|};", "device.GetVirq(id, index)")]
    [InlineData("if (map.Index == d.{|MSI1001:Index|}) { v = d.{|MSI1001:Virq|}; }", "device.GetVirq(id, map.Index)")]
    public Task Given_a_walk_for_the_virq_of_an_index_then_the_device_is_asked(string body, string answer) =>
        Fix($"Virq v = default; {Walk("{ " + body + " }")} Console.WriteLine(v);")
            .Becomes(InQueue($"Virq v = {answer}; Console.WriteLine(v);"))
            .Titled("Ask the device instead of walking the descriptors")
            .RunAsync();

    [Fact]
    public Task Given_a_walk_for_an_affinity_then_the_device_is_asked() =>
        Fix($"CpuMask c = CpuMask.None; {Walk("{ if (d.{|MSI1001:Virq|} == map.Virq) c = d.{|MSI1001:Affinities|}[0].Cpus; }")} Console.WriteLine(c);")
            .Becomes(InQueue("CpuMask c = device.GetIrqAffinity(map.Virq); Console.WriteLine(c);"))
            .RunAsync();

    [Theory]
    [InlineData("_rings[d.{|MSI1001:Index|}].Virq = d.{|MSI1001:Virq|}", "_rings.Length", "_rings[index2].Virq")]
    [InlineData("{ this._rings[d.{|MSI1001:Index|}].Virq = d.{|MSI1001:Virq|}; }", "this._rings.Length", "this._rings[index2].Virq")]
    public Task Given_a_walk_that_fills_a_table_then_a_loop_asks_for_each_index(string body, string length, string element) =>
        Fix(Walk(body)).Becomes(InQueue(Loop(length, element))).RunAsync();

    [Fact]
    public Task Given_a_list_then_its_count_ends_the_loop() =>
        Fix("List<Virq> all = [];\n        " + Walk("all[d.{|MSI1001:Index|}] = d.{|MSI1001:Virq|}"))
            .Becomes(InQueue("List<Virq> all = [];\n        " + Loop("all.Count", "all[index2]")))
            .RunAsync();

    [Theory]
    [InlineData("Virq v = map.Virq;", "{ if (d.{|MSI1001:Index|} == index) v = d.{|MSI1001:Virq|}; }")]
    [InlineData("Virq v = default; v = map.Virq;", "{ if (d.{|MSI1001:Index|} == index) v = d.{|MSI1001:Virq|}; }")]
    [InlineData("Virq v = default;", "{ if (d.{|MSI1001:Index|} == index++) v = d.{|MSI1001:Virq|}; }")]
    [InlineData("Virq v = default;", "{ if (d.{|MSI1001:Index|} == index) v = d.{|MSI1001:Virq|}; else index++; }")]
    [InlineData("Virq v = default;", "{ if (d.{|MSI1001:Index|} > index) v = d.{|MSI1001:Virq|}; }")]
    [InlineData("ulong v = 0;", "{ if (d.{|MSI1001:Index|} == index) v = d.{|MSI1001:DomainCookie|}; }")]
    [InlineData("CpuMask v = CpuMask.None;", "{ if (d.{|MSI1001:Virq|} == map.Virq) v = d.{|MSI1001:Affinities|}[1].Cpus; }")]
    [InlineData("List<Virq> v = [];", "v.Add(d.{|MSI1001:Virq|})")]
    [InlineData("List<int> v = [];", "v[d.{|MSI1001:Index|}] = d.{|MSI1001:VectorCount|}")]
    [InlineData("List<Virq> v = [];", "v[d.{|MSI1001:Index|} + 1] = d.{|MSI1001:Virq|}")]
    [InlineData("Dictionary<int, Virq> v = [];", "v[d.{|MSI1001:Index|}] = d.{|MSI1001:Virq|}")]
    public Task Given_a_walk_that_does_anything_else_then_nothing_is_offered(string before, string body) =>
        Fix($"{before} {Walk(body)} Console.WriteLine(v);").OffersNothingAsync();

    [Theory]
    [InlineData("irqs.{|MSI1001:GetCachedMessage|}(map.Virq) {|MSI1001:!=|} default", "device.DescribeIrq(map.Virq).IsActivated")]
    [InlineData("irqs.{|MSI1001:GetCachedMessage|}(map.Virq).{|MSI1001:Address|} == 0", "!device.DescribeIrq(map.Virq).IsActivated")]
    [InlineData("0 != irqs.{|MSI1001:GetCachedMessage|}(map.Virq).{|MSI1001:Address|}", "device.DescribeIrq(map.Virq).IsActivated")]
    public Task Given_a_message_that_is_only_compared_with_nothing_then_the_device_is_asked(string before, string after) =>
        Fix($"flags[0] = {before};").Becomes(InQueue($"flags[0] = {after};")).Titled("Ask the device whether the interrupt is active").RunAsync();

    [Theory]
    [InlineData("flags[0] = irqs.{|MSI1001:GetCachedMessage|}(map.Virq).{|MSI1001:Data|} == 0;")]
    [InlineData("flags[0] = irqs.{|MSI1001:GetCachedMessage|}(map.Virq).{|MSI1001:Address|} == 16;")]
    [InlineData("PciDevice other = device; flags[0] = irqs.{|MSI1001:GetCachedMessage|}(map.Virq).{|MSI1001:Address|} == 0;")]
    public Task Given_another_question_or_several_devices_then_nothing_is_offered(string body) => Fix(body).OffersNothingAsync();

    [Fact]
    public Task Given_a_message_that_is_written_back_then_the_device_restores_it_once() => Fix("""
        device.WriteConfig32(index + 4, irqs.{|MSI1001:GetCachedMessage|}(map.Virq).{|MSI1001:AddressLow|});
                device.WriteConfig16(index + 8, (ushort)irqs.{|MSI1001:GetCachedMessage|}(map.Virq).{|MSI1001:Data|});
                device.WriteConfig16(index, 1);
        """).Becomes(InQueue("""
        device.RestoreMsiState();
                device.WriteConfig16(index, 1);
        """)).Titled("Let the device restore the messages").RunAsync();

    [Theory]
    [InlineData("device.WriteConfig32(index++, irqs.{|MSI1001:GetCachedMessage|}(map.Virq).{|MSI1001:AddressLow|});")]
    [InlineData("device.MapBar(0).Write32(0, irqs.{|MSI1001:GetCachedMessage|}(map.Virq).{|MSI1001:Data|});")]
    public Task Given_a_message_that_is_written_elsewhere_then_nothing_is_offered(string body) => Fix(body).OffersNothingAsync();

    [Theory]
    [InlineData("Console.Write($\"{irqs.{|MSI1001:GetCachedMessage|}(map.Virq).{|MSI1001:Data|},8:x}\");", "Console.Write($\"{map.Virq,8}\");")]
    [InlineData("Console.WriteLine(\"{0}\", irqs.{|MSI1001:GetCachedMessage|}(map.Virq));", "Console.WriteLine(\"{0}\", map.Virq);")]
    [InlineData("string.Format(\"{0}\", irqs.{|MSI1001:GetCachedMessage|}(device.GetIrqVector(0)));", "string.Format(\"{0}\", device.GetIrqVector(0));")]
    [InlineData("new StringBuilder().Append(irqs.{|MSI1001:GetCachedMessage|}(map.Virq));", "new StringBuilder().Append(map.Virq);")]
    public Task Given_a_message_that_is_printed_then_the_virq_is(string before, string after) => Fix(before).Becomes(InQueue(after)).RunAsync();

    [Theory]
    [InlineData("List<object> all = []; all.Add(irqs.{|MSI1001:GetCachedMessage|}(map.Virq));")]
    [InlineData("Console.Write($\"{irqs.{|MSI1001:GetCachedMessage|}(device.AllocateMsixIrq().Virq)}\");")]
    public Task Given_what_is_kept_or_does_something_then_nothing_is_offered(string body) => Fix(body).OffersNothingAsync();
}
