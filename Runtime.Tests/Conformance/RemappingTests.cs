using MsiEncap.Runtime.Tests.Rig;
using MsiEncap.Simulation;
using Xunit;

namespace MsiEncap.Runtime.Tests.Conformance;

/// <summary>What stands in a message, who decodes it, and what happens to it when an interrupt moves.</summary>
public class RemappingTests
{
    [Fact]
    [Follows("§4 message", "x86_vector_msi_compose_msg")]
    public void Without_remapping_a_message_names_a_cpu_and_a_vector()
    {
        using var rig = new TestRig(TestRigOptions.WithoutRemapping());
        using var first = new TestHandler();
        using var second = new TestHandler();

        (MsiMap on0, _) = rig.Request(first);
        (MsiMap on1, _) = rig.Request(second);

        Assert.Equal("0x00000020 to 0x00000000fee00000, unmasked", rig.Hardware.Describe(on0.Index));
        Assert.Equal("0x00000020 to 0x00000000fee01000, unmasked", rig.Hardware.Describe(on1.Index));
        rig.Hardware.Raise(on1.Index);
        second.AwaitRuns(1);
        Assert.Equal("irq-cpu1", second.ThreadName);
    }

    [Theory]
    [InlineData(SimulatedRemapping.Hardware)]
    [InlineData(SimulatedRemapping.Virtual)]
    [Follows("§4 message", "intel_ir_compose_msi_msg")]
    public void With_remapping_a_message_names_an_entry_of_the_table(SimulatedRemapping remapping)
    {
        using var rig = new TestRig(new TestRigOptions { Machine = new SimulatedMachineOptions { Remapping = remapping }, Storage = TestStorage.Msi });
        using var handler = new TestHandler();

        rig.Request(handler);
        (MsiMap second, _) = rig.Request(handler);
        (MsiMap third, _) = rig.Request(handler);

        Assert.Equal("0x00000000 to 0x00000000fee00038, unmasked", rig.Hardware.Describe(second.Index));
        Assert.Equal("0x00000000 to 0x00000000fee00058, unmasked", rig.Hardware.Describe(third.Index));
    }

    [Fact]
    [Follows("§4 message", "irte_present")]
    public void A_message_for_an_entry_that_was_freed_is_blocked()
    {
        using var rig = new TestRig();
        using var handler = new TestHandler();
        (MsiMap map, IrqRegistration irq) = rig.Request(handler);
        (ulong address, uint data) = rig.Hardware.Message(map.Index);
        irq.Dispose();
        rig.Device.FreeImsIrq(map);

        rig.Hardware.Bus.Write32(address, data);
        rig.Settle();

        Assert.Equal((1L, 0), (rig.Hardware.Bus.BlockedMessages, handler.Runs));
    }

    [Theory]
    [InlineData(0xfee0_1000, 0x20)]
    [InlineData(0xfee0_0ff8, 0)]
    [InlineData(0xfee0_0018, 0xffff)]
    [InlineData(0xfeef_fffc, 0xffff)]
    [Follows("§4 message", "dmar_fault")]
    public void A_message_that_is_not_remappable_or_names_no_entry_is_blocked(uint address, uint data)
    {
        using var rig = new TestRig(new TestRigOptions { Machine = new SimulatedMachineOptions { RemappingEntries = 64 } });

        rig.Hardware.Bus.Write32(address, data);

        Assert.Equal(1, rig.Hardware.Bus.BlockedMessages);
    }

    [Fact]
    [Follows("§4 affinity", "irq_set_affinity_parent")]
    public void With_remapping_a_move_does_not_touch_the_device()
    {
        using var rig = new TestRig();
        using var handler = new TestHandler();
        (MsiMap map, _) = rig.Request(handler);
        rig.Log.Clear();

        rig.Device.SetIrqAffinity(map.Virq, [1]);

        Assert.Empty(rig.Log.Names);
        rig.Hardware.Raise(map.Index);
        handler.AwaitRuns(1);
        Assert.Equal("irq-cpu1", handler.ThreadName);
    }

    [Fact]
    [Follows("§4 affinity", "msi_domain_set_affinity")]
    public void Without_remapping_a_move_gives_the_device_another_message()
    {
        using var rig = new TestRig(TestRigOptions.WithoutRemapping());
        using var handler = new TestHandler();
        (MsiMap map, _) = rig.Request(handler);

        rig.Device.SetIrqAffinity(map.Virq, [1]);

        Assert.Equal("0x00000020 to 0x00000000fee01000, unmasked", rig.Hardware.Describe(map.Index));
        Assert.Equal("0x00000020 to 0x00000000fee01000", rig.CachedMessage(map.Virq));
        rig.Hardware.Raise(map.Index);
        handler.AwaitRuns(1);
        Assert.Equal("irq-cpu1", handler.ThreadName);
    }

    [Fact]
    [Follows("§4 affinity", "msi_domain_set_affinity")]
    public void An_interrupt_without_a_message_gets_none_by_a_move()
    {
        using var rig = new TestRig(TestRigOptions.WithoutRemapping());
        MsiMap map = rig.Device.AllocateImsIrq(new TestCookie(1));
        rig.Log.Clear();

        rig.Device.SetIrqAffinity(map.Virq, [1]);

        Assert.Empty(rig.Log.Names);
        using var handler = new TestHandler();
        rig.RequestAt(map, handler);
        Assert.Equal("0x00000020 to 0x00000000fee01000, unmasked", rig.Hardware.Describe(map.Index));
    }

    [Fact]
    [Follows("§4 affinity", "msi_domain_set_affinity")]
    public void A_move_whose_message_cannot_be_written_leaves_the_interrupt_where_it_was()
    {
        using var rig = new TestRig(TestRigOptions.WithoutRemapping());
        using var handler = new TestHandler();
        (MsiMap map, _) = rig.Request(handler);
        CpuMask affinity = rig.Device.GetIrqAffinity(map.Virq);
        rig.Log.FailOnce("WriteMessage");

        MsiException thrown = Assert.Throws<MsiException>(() => rig.Device.SetIrqAffinity(map.Virq, [1]));

        Assert.Equal(MsiErrorCode.CallbackFailed, thrown.Error.Code);
        Assert.Equal("0x00000020 to 0x00000000fee00000, unmasked", rig.Hardware.Describe(map.Index));
        Assert.Equal((affinity, CpuMask.Of(0)), (rig.Device.GetIrqAffinity(map.Virq), rig.Device.GetEffectiveIrqAffinity(map.Virq)));
        rig.Hardware.Raise(map.Index);
        handler.AwaitRuns(1);
        Assert.Equal("irq-cpu0", handler.ThreadName);
        rig.Device.SetIrqAffinity(map.Virq, [1]);
    }

    [Fact]
    [Follows("§4 affinity", "irq_move_pending")]
    public void A_message_that_was_on_its_way_to_the_old_vector_is_delivered()
    {
        using var rig = new TestRig(TestRigOptions.WithoutRemapping());
        using var handler = new TestHandler();
        (MsiMap map, _) = rig.Request(handler);
        (ulong address, uint data) = rig.Hardware.Message(map.Index);

        rig.Device.SetIrqAffinity(map.Virq, [1]);
        rig.Hardware.Bus.Write32(address, data);

        handler.AwaitRuns(1);
        rig.Settle();
        Assert.Equal((1, "irq-cpu1"), (handler.Runs, handler.ThreadName));
    }

    [Fact]
    [Follows("§4 affinity", "irq_matrix_free")]
    public void Moving_to_and_fro_uses_no_vectors_up()
    {
        using var rig = new TestRig(TestRigOptions.WithoutRemapping());
        using var handler = new TestHandler();
        (MsiMap map, _) = rig.Request(handler);

        for (int move = 0; move < 4 * IrqSubsystem.VectorsPerCpu; move++)
        {
            rig.Device.SetIrqAffinity(map.Virq, [(move + 1) % 2]);
        }

        rig.Hardware.Raise(map.Index);
        handler.AwaitRuns(1);
    }
}
