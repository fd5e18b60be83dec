using MsiEncap.Runtime.Tests.Conformance;
using MsiEncap.Runtime.Tests.Rig;
using Xunit;

namespace MsiEncap.Runtime.Tests;

/// <summary>From the device's write to the handler (<c>handle_edge_irq</c>): nothing lost, nothing invented, nothing allocated.</summary>
public class DeliveryTests
{
    [Fact]
    [Follows("§5 edge flow", "handle_edge_irq")]
    public void Every_message_runs_the_handler_while_the_cpu_keeps_up()
    {
        using var rig = new TestRig();
        using var arrived = new SemaphoreSlim(0);
        (MsiMap map, IrqRegistration irq) = rig.Request(() =>
        {
            arrived.Release();
            return IrqReturn.Handled;
        });

        for (int i = 0; i < 1000; i++)
        {
            rig.Hardware.Raise(map.Index);
            Assert.True(arrived.Wait(Patience.Time));
        }

        irq.Dispose();
        Assert.Equal(1000, irq.Count);
    }

    [Fact]
    [Follows("§5 edge flow", "IRQS_PENDING")]
    public void A_flood_coalesces_but_its_last_message_is_seen()
    {
        const int Flood = 100_000 / Effort.Divisor;
        using var rig = new TestRig();
        using var seen = new ManualResetEventSlim();
        int raised = 0;
        (MsiMap map, IrqRegistration irq) = rig.Request(() =>
        {
            if (Volatile.Read(ref raised) == Flood)
            {
                seen.Set();
            }

            Thread.SpinWait(50);
            return IrqReturn.Handled;
        });

        for (int i = 1; i <= Flood; i++)
        {
            Volatile.Write(ref raised, i);
            rig.Hardware.Raise(map.Index);
        }

        Assert.True(seen.Wait(Patience.Time));
        irq.Dispose();
        Assert.InRange(irq.Count, 1, Flood);
    }

    [Fact]
    [Follows("§5 edge flow", "IRQS_PENDING")]
    public void A_handler_that_raises_its_own_interrupt_runs_again()
    {
        using var rig = new TestRig();
        using var done = new ManualResetEventSlim();
        int runs = 0;
        (MsiMap map, _) = rig.Request(() =>
        {
            if (++runs == 100)
            {
                done.Set();
            }
            else
            {
                rig.Hardware.Raise(0);
            }

            return IrqReturn.Handled;
        });

        rig.Hardware.Raise(map.Index);

        Assert.True(done.Wait(Patience.Time));
    }

    [Fact]
    public void A_handler_that_throws_does_not_stop_delivery()
    {
        using var rig = new TestRig();
        using var arrived = new CountdownEvent(3);
        (MsiMap map, _) = rig.Request(() =>
        {
            arrived.Signal();
            throw new InvalidTimeZoneException("from the handler");
        });

        for (int i = 0; i < 3; i++)
        {
            rig.Hardware.Raise(map.Index);
        }

        Assert.True(arrived.Wait(Patience.Time));
    }

    [Fact]
    public void A_slow_handler_holds_up_its_own_cpu_only()
    {
        using var rig = new TestRig();
        using var entered = new ManualResetEventSlim();
        using var leave = new ManualResetEventSlim();
        using var other = new ManualResetEventSlim();
        (MsiMap slow, _) = rig.Request(() =>
        {
            entered.Set();
            leave.Wait();
            return IrqReturn.Handled;
        });
        (MsiMap quick, _) = rig.Request(() =>
        {
            other.Set();
            return IrqReturn.Handled;
        });
        rig.Hardware.Raise(slow.Index);
        Assert.True(entered.Wait(Patience.Time));

        rig.Hardware.Raise(quick.Index);

        Assert.True(other.Wait(Patience.Time));
        leave.Set();
    }

    [Fact]
    [Follows("§5 /proc/interrupts", "irq_err_count")]
    public void A_message_for_a_vector_without_an_interrupt_is_counted_as_an_error()
    {
        using var rig = new TestRig(TestRigOptions.WithoutRemapping());

        rig.Hardware.Bus.Write32(0xfee0_1000, 0x99);

        Assert.True(SpinWait.SpinUntil(() => rig.Machine.Irqs.FormatInterrupts().EndsWith("ERR:          1\n", StringComparison.Ordinal), Patience.Time));
    }

    [Fact]
    [Follows("§5 edge flow", "mask_ack_irq")]
    public void A_late_write_to_an_allocated_interrupt_that_nobody_requested_masks_it()
    {
        using var rig = new TestRig();
        (MsiMap map, IrqRegistration irq) = rig.Request(() => IrqReturn.Handled);
        (ulong address, uint data) = rig.Hardware.Message(map.Index);
        irq.Dispose();
        rig.Log.Clear();

        rig.Hardware.Bus.Write32(address, data);

        Assert.True(SpinWait.SpinUntil(() => rig.Log.Names.Contains("Mask"), Patience.Time));
    }

    [Fact]
    public void An_interrupt_allocates_nothing()
    {
        const int WarmUp = 1000;
        const int Measured = 10_000;
        using var rig = new TestRig();
        using var arrived = new SemaphoreSlim(0);
        using var flooded = new ManualResetEventSlim();
        long first = 0;
        long last = 0;
        int runs = 0;
        (MsiMap map, _) = rig.Request(() =>
        {
            runs++;
            if (runs == 1)
            {
                // What happens only when messages pile up has to be warm, too.
                flooded.Wait();
            }
            else if (runs == WarmUp)
            {
                first = GC.GetAllocatedBytesForCurrentThread();
            }
            else if (runs == WarmUp + Measured)
            {
                last = GC.GetAllocatedBytesForCurrentThread();
                arrived.Release();
            }

            return IrqReturn.Handled;
        });

        for (int i = 0; i < WarmUp + Measured; i++)
        {
            rig.Hardware.Raise(map.Index);
        }

        flooded.Set();
        while (!arrived.Wait(0))
        {
            rig.Hardware.Raise(map.Index);
        }

        Assert.Equal(0, last - first);
    }
}
