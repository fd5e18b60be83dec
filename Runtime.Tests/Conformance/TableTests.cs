using MsiEncap.Runtime.Tests.Rig;
using Xunit;

namespace MsiEncap.Runtime.Tests.Conformance;

/// <summary>The lines of the interrupt table.</summary>
public class TableTests
{
    [Fact]
    [Follows("§5 /proc/interrupts", "show_interrupts")]
    public void Only_interrupts_with_a_handler_have_a_line()
    {
        using var rig = new TestRig();
        using var handler = new TestHandler();
        (_, IrqRegistration irq) = rig.Request(handler, "wq0");
        Assert.Contains("wq0\n", rig.Machine.Irqs.FormatInterrupts(), StringComparison.Ordinal);

        irq.Dispose();

        Assert.DoesNotContain("wq0", rig.Machine.Irqs.FormatInterrupts(), StringComparison.Ordinal);
    }

    [Fact]
    [Follows("§5 /proc/interrupts", "show_interrupts")]
    public void Handlers_that_share_are_named_on_one_line()
    {
        using var rig = new TestRig();
        using var handler = new TestHandler();
        (MsiMap map, _) = rig.Request(handler, "one", IrqFlags.Shared);
        rig.RequestAt(map, handler, "two", IrqFlags.Shared);

        Assert.Contains("edge  one, two\n", rig.Machine.Irqs.FormatInterrupts(), StringComparison.Ordinal);
    }

    [Fact]
    [Follows("§5 /proc/interrupts", "irq_data.hwirq")]
    public void The_hwirq_is_the_domains()
    {
        using var rig = new TestRig(new TestRigOptions { FirstHwirq = 4000, ChipName = "X" });
        using var handler = new TestHandler();
        rig.Request(handler, "wq0");

        Assert.Contains("  IR-X-0000:00:01.0  4000-edge  wq0\n", rig.Machine.Irqs.FormatInterrupts(), StringComparison.Ordinal);
    }

    [Fact]
    [Follows("§5 /proc/interrupts", "kstat_irqs")]
    public void Messages_that_wait_for_a_disabled_interrupt_are_not_counted_before_they_run()
    {
        using var rig = new TestRig();
        using var handler = new TestHandler();
        (MsiMap map, _) = rig.Request(handler, "wq0");
        rig.Device.DisableIrq(map.Virq);
        rig.Hardware.Raise(map.Index);
        rig.Settle();
        Assert.Equal(0, rig.Status(map).Count);

        rig.Device.EnableIrq(map.Virq);
        handler.AwaitRuns(1);
        rig.Device.SynchronizeIrq(map.Virq);

        Assert.Equal(1, rig.Status(map).Count);
    }
}
