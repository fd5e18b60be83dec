using MsiEncap.Runtime.Tests.Conformance;
using MsiEncap.Runtime.Tests.Rig;
using MsiEncap.Simulation;
using Xunit;

namespace MsiEncap.Runtime.Tests;

/// <summary>The table in the columns of <c>/proc/interrupts</c>.</summary>
public class InterruptTableTests
{
    [Fact]
    [Follows("§5 /proc/interrupts", "show_interrupts")]
    public void Requested_interrupts_are_listed_with_their_counts_chip_device_and_name()
    {
        using var rig = new TestRig();
        using var arrived = new CountdownEvent(3);
        (MsiMap first, _) = rig.Request(() => Signal(arrived), "wq0");
        (MsiMap second, _) = rig.Request(() => Signal(arrived), "wq1");
        rig.Device.AllocateImsIrq(new TestCookie(1));

        rig.Hardware.Raise(first.Index);
        rig.Hardware.Raise(second.Index);
        rig.Hardware.Raise(second.Index);
        Assert.True(arrived.Wait(Patience.Time));

        // Which numbers there are is the core's business; the table is in their order, and wide enough for the longest.
        int width = new[] { 5, first.Virq.ToString().Length, second.Virq.ToString().Length }.Max();
        string[] rows =
        [
            $"{first.Virq.ToString().PadLeft(width)}:          1          0  IR-TEST-IMS-0000:00:01.0     0-edge  wq0",
            $"{second.Virq.ToString().PadLeft(width)}:          0          2  IR-TEST-IMS-0000:00:01.0     1-edge  wq1",
        ];
        Assert.Equal(
            [
                $"{new string(' ', width)}        CPU0       CPU1",
                .. rows.Order(StringComparer.Ordinal),
                $"{"ERR".PadLeft(width)}:          0",
                "",
            ],
            rig.Machine.Irqs.FormatInterrupts().Split('\n'));
    }

    [Fact]
    [Follows("§5 /proc/interrupts", "show_interrupts")]
    public void Without_requests_only_the_errors_are_listed()
    {
        using var machine = new SimulatedMachine(1);

        Assert.Equal("             CPU0\n  ERR:          0\n", machine.Irqs.FormatInterrupts());
    }

    private static IrqReturn Signal(CountdownEvent arrived)
    {
        arrived.Signal();
        return IrqReturn.Handled;
    }
}
