using MsiEncap.Runtime.Tests.Rig;
using MsiEncap.Simulation;
using Xunit;

namespace MsiEncap.Runtime.Tests.Failures;

/// <summary>Each thing that an allocation needs runs out; nothing else is lost by it, and what is given back can be had again.</summary>
public class ExhaustionTests
{
    private const int Many = 600;

    public static TheoryData<string, int, string> Resources => new()
    {
        { "indices", 16, "all 16 indices are in use" },
        { "numbers", 64, "the subsystem has no virq left" },
        { "remapping entries", 100, "the interrupt remapping table is full" },
        { "vectors", IrqSubsystem.VectorsPerCpu, "has a vector left" },
    };

    [Theory]
    [MemberData(nameof(Resources))]
    public void What_runs_out_leaves_everything_else_as_it_was(string resource, int capacity, string detail)
    {
        using TestRig rig = NewRig(resource);
        MsiMap[] maps = [.. Enumerable.Range(0, capacity).Select(_ => rig.Device.AllocateImsIrq(new TestCookie(1)))];
        string[] before = [.. maps.Select(map => Describe(rig, map))];
        for (int again = 0; again < 3; again++)
        {
            Assert.False(rig.Device.TryAllocateImsIrq(new TestCookie(1), out MsiMap none, out MsiError? error));
            Assert.Equal(default, none);
            Assert.Equal(resource == "indices" ? MsiErrorCode.Busy : MsiErrorCode.NoSpace, error.Code);
            Assert.Contains(detail, error.Detail, StringComparison.Ordinal);
        }

        Assert.Equal(before, maps.Select(map => Describe(rig, map)));
        foreach (MsiMap map in maps.Where(map => map.Index % 7 == 3))
        {
            rig.Device.FreeImsIrq(map);
            MsiMap next = rig.Device.AllocateImsIrq(new TestCookie(1));
            Assert.Equal(map.Index, next.Index);
            Assert.False(rig.Device.TryAllocateImsIrq(new TestCookie(1), out _, out _));
        }
    }

    [Theory]
    [InlineData("numbers", 64, "the subsystem has no virq left")]
    [InlineData("remapping entries", 100, "the interrupt remapping table is full")]
    [InlineData("vectors", 208, "has a vector left")]
    public void A_range_that_does_not_fit_is_not_allocated_at_all(string resource, int capacity, string detail)
    {
        using TestRig rig = NewRig(resource);
        for (int again = 0; again < 3; again++)
        {
            TestRig.AllocateRange(rig.Device, 0, capacity - 4);
            MsiException refused = Assert.Throws<MsiException>(() => TestRig.AllocateRange(rig.Device, capacity - 3, capacity + 3));
            Assert.Contains(detail, refused.Message, StringComparison.Ordinal);
            Assert.Equal(capacity - 3, rig.WalkIndices().Count);
            TestRig.AllocateRange(rig.Device, capacity - 3, capacity - 1);
            TestRig.FreeRange(rig.Device, 0, Many - 1);
        }
    }

    [Fact]
    public void An_interrupt_that_finds_no_vector_on_another_cpu_stays_where_it_is()
    {
        using var rig = new TestRig(new TestRigOptions { Cpus = 2, Slots = Many, HardwareSize = Many });
        (MsiMap map, IrqRegistration irq) = rig.Request(() => IrqReturn.Handled);
        int cpu = rig.Device.GetEffectiveIrqAffinity(map.Virq).First;
        while (rig.Device.TryAllocateImsIrq(new TestCookie(1), out _, out _))
        {
        }

        string before = Describe(rig, map);
        MsiException refused = Assert.Throws<MsiException>(() => rig.Device.SetIrqAffinity(map.Virq, CpuMask.Of(1 - cpu)));

        Assert.Equal(MsiErrorCode.NoSpace, refused.Error.Code);
        Assert.Equal(before, Describe(rig, map));
        rig.Hardware.Raise(map.Index);
        Assert.True(SpinWait.SpinUntil(() => irq.Count == 1, Patience.Time));
    }

    private static TestRig NewRig(string resource)
    {
        var options = new TestRigOptions { Cpus = 3, Slots = Many, HardwareSize = Many };
        return new TestRig(resource switch
        {
            "indices" => options with { HardwareSize = 16 },
            "numbers" => options with { Machine = new SimulatedMachineOptions { VirqLimit = 128 } },
            "remapping entries" => options with { Machine = new SimulatedMachineOptions { RemappingEntries = 100 } },
            _ => options with { Cpus = 1 },
        });
    }

    private static string Describe(TestRig rig, MsiMap map) =>
        $"{rig.Device.DescribeIrq(map.Virq) with { Handlers = [] }} at {rig.Device.GetVirq(map.DomainId, map.Index)}, {rig.Hardware.Describe(map.Index)}, {rig.CachedMessage(map.Virq)}";
}
