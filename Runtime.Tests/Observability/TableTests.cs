using MsiEncap.Runtime.Tests.Rig;
using MsiEncap.Simulation;
using Xunit;

namespace MsiEncap.Runtime.Tests.Observability;

/// <summary>What the table of interrupts says of triggers, shared lines and CPUs (<c>show_interrupts</c>).</summary>
public class TableTests
{
    [Fact]
    public void A_line_is_a_level_and_a_message_an_edge()
    {
        using var rig = new PciRig(PciRig.Msix() with { InterruptPin = SimulatedInterruptPin.A });
        rig.Device.RequestIrq(rig.Device.GetIrqVector(0), static (_, _) => IrqReturn.Handled, 0, "pin");
        Assert.Equal("0 IR-IO-APIC-0000:00:01.0 0-level pin", Only(rig.Machine.Irqs.FormatInterrupts()));

        rig.Device.AllocateIrqVectors(1, 1, IrqVectorTypes.Msix);
        rig.Device.RequestIrq(rig.Device.GetIrqVector(0), static (_, _) => IrqReturn.Handled, 0, "message");

        Assert.Contains("0-edge  message\n", rig.Machine.Irqs.FormatInterrupts(), StringComparison.Ordinal);
    }

    [Fact]
    public void The_trigger_has_a_column_of_its_own_where_that_is_wanted()
    {
        using var rig = new PciRig(PciRig.Msix() with { InterruptPin = SimulatedInterruptPin.A });
        rig.Device.RequestIrq(rig.Device.GetIrqVector(0), static (_, _) => IrqReturn.Handled, 0, "pin");
        rig.Device.AllocateIrqVectors(1, 1, IrqVectorTypes.Msix);
        rig.Device.RequestIrq(rig.Device.GetIrqVector(0), static (_, _) => IrqReturn.Handled, 0, "message");

        string table = rig.Machine.Irqs.FormatInterrupts(showTrigger: true);

        Assert.Contains("     0 Level   -level pin\n", table, StringComparison.Ordinal);
        Assert.Contains("     0 Edge    -edge  message\n", table, StringComparison.Ordinal);
    }

    [Fact]
    public void Those_who_share_a_line_are_all_named()
    {
        using var rig = new TestRig();
        MsiMap map = rig.Device.AllocateImsIrq(new TestCookie(1));
        rig.Device.RequestIrq(map.Virq, static (_, _) => IrqReturn.Handled, 0, "one", IrqFlags.Shared);
        rig.Device.RequestIrq(map.Virq, static (_, _) => IrqReturn.Handled, 0, "two", IrqFlags.Shared);

        Assert.Contains("0-edge  one, two\n", rig.Machine.Irqs.FormatInterrupts(), StringComparison.Ordinal);
    }

    [Fact]
    public void A_cpu_that_is_offline_has_no_column_and_what_it_counted_comes_back_with_it()
    {
        using var rig = new TestRig();
        using var arrived = new SemaphoreSlim(0);
        MsiMap map = rig.Allocate(CpuMask.Of(1));
        rig.Request(map, arrived);
        rig.RaiseAndWait(map, arrived, 2);

        rig.Machine.Irqs.SetCpuOnline(1, false);
        Assert.DoesNotContain("CPU1", rig.Machine.Irqs.FormatInterrupts(), StringComparison.Ordinal);

        rig.Machine.Irqs.SetCpuOnline(1, true);
        Assert.Equal("0 2 IR-TEST-IMS-0000:00:01.0 0-edge test", Only(rig.Machine.Irqs.FormatInterrupts()));
    }

    [Fact]
    public void Messages_for_no_interrupt_are_errors()
    {
        using var rig = new TestRig(TestRigOptions.WithoutRemapping());

        rig.Hardware.Bus.Write32(0xfee0_1000, 0x80);

        Assert.True(SpinWait.SpinUntil(() => rig.Machine.Irqs.FormatInterrupts().EndsWith("  ERR:          1\n", StringComparison.Ordinal), Patience.Time));
    }

    [Fact]
    public void Interrupts_without_a_handler_are_not_listed()
    {
        using var rig = new TestRig();
        (MsiMap _, IrqRegistration irq) = rig.Request(static () => IrqReturn.Handled);
        Assert.Equal(4, rig.Machine.Irqs.FormatInterrupts().Split('\n').Length);

        irq.Dispose();

        Assert.Equal(3, rig.Machine.Irqs.FormatInterrupts().Split('\n').Length);
    }

    // The one interrupt of the table, without its number and with its columns one space apart.
    private static string Only(string table)
    {
        string row = table.Split('\n')[1];
        return string.Join(' ', row[(row.IndexOf(':', StringComparison.Ordinal) + 1)..].Split(' ', StringSplitOptions.RemoveEmptyEntries));
    }
}
