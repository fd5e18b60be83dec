using MsiEncap.Runtime.Tests.Rig;
using MsiEncap.Simulation;
using Xunit;

namespace MsiEncap.Runtime.Tests.Conformance;

/// <summary>The interrupt pin: a level that stays until the device is quieted.</summary>
public class PciIntxTests
{
    [Fact]
    [Follows("C26", "pci_irq_vector")]
    public void The_pin_is_vector_0_and_there_is_no_other()
    {
        using var rig = new VectorRig(VectorRig.Pin);
        Virq before = rig.Device.GetIrqVector(0);

        Assert.Equal(1, rig.Device.AllocateIrqVectors(1, 8));

        Assert.NotEqual(Virq.None, before);
        Assert.Equal(before, rig.Device.GetIrqVector(0));
        Assert.Throws<ArgumentOutOfRangeException>(() => rig.Device.GetIrqVector(1));
        Assert.Throws<ArgumentOutOfRangeException>(() => rig.Device.GetIrqVector(-1));
        Assert.Equal(Virq.None, rig.Device.GetVirq(MsiDomainId.Default, 0));
    }

    [Fact]
    [Follows("C26", "pci_irq_vector")]
    public void A_device_without_a_pin_has_no_vector_0()
    {
        using var rig = new VectorRig(VectorRig.Msix(1) with { InterruptPin = SimulatedInterruptPin.None });

        Assert.Throws<ArgumentOutOfRangeException>(() => rig.Device.GetIrqVector(0));
    }

    [Fact]
    [Follows("§5 level flow", "handle_level_irq")]
    public void A_handler_that_quiets_the_device_runs_once_for_each_assertion()
    {
        using var rig = new VectorRig(VectorRig.Pin);
        RunCounter runs = RequestQuieting(rig);

        for (int i = 1; i <= 3; i++)
        {
            rig.Model.Assert();
            runs.Await(i);
            rig.Settle();
            Assert.Equal(i, runs.Runs);
        }
    }

    [Fact]
    [Follows("§5 level flow", "handle_level_irq")]
    public void It_comes_again_as_long_as_the_device_holds_it()
    {
        using var rig = new VectorRig(VectorRig.Pin);
        var runs = new RunCounter();
        runs.Also = () =>
        {
            if (runs.Runs == 4)
            {
                rig.Model.Deassert();
            }
        };
        rig.Request(0, runs);

        rig.Model.Assert();
        runs.Await(5);
        rig.Settle();

        Assert.Equal(5, runs.Runs);
    }

    [Fact]
    [Follows("§5 level flow", "mask_ack_irq")]
    public void It_is_masked_while_its_handler_runs()
    {
        using var rig = new VectorRig(VectorRig.Pin);
        bool masked = false;
        RunCounter runs = RequestQuieting(rig, () => masked = rig.Status(0).IsMasked);
        Assert.False(rig.Status(0).IsMasked);

        rig.Model.Assert();
        runs.Await(1);
        rig.Settle();

        Assert.True(masked);
        Assert.False(rig.Status(0).IsMasked);
    }

    [Fact]
    [Follows("§5 level flow", "handle_level_irq")]
    public void An_assertion_that_ends_before_it_is_dealt_with_leaves_nothing_behind()
    {
        using var rig = new VectorRig(VectorRig.Pin);
        RunCounter runs = RequestQuieting(rig);
        Virq virq = rig.Device.GetIrqVector(0);

        rig.Device.DisableIrq(virq);
        rig.Model.Assert();
        rig.Settle();
        rig.Model.Deassert();
        rig.Device.EnableIrq(virq);
        rig.Settle();

        Assert.Equal(0, runs.Runs);
    }

    [Fact]
    [Follows("§5 lazy disable", "disable_irq")]
    public void Disabled_it_is_masked_when_it_comes_and_enabled_it_comes_again()
    {
        using var rig = new VectorRig(VectorRig.Pin);
        RunCounter runs = RequestQuieting(rig);
        Virq virq = rig.Device.GetIrqVector(0);

        rig.Device.DisableIrq(virq);
        Assert.False(rig.Status(0).IsMasked);
        rig.Model.Assert();
        rig.Settle();
        Assert.Equal((0, true), (runs.Runs, rig.Status(0).IsMasked));

        rig.Device.EnableIrq(virq);
        runs.Await(1);
        rig.Settle();
        Assert.Equal((1, false), (runs.Runs, rig.Status(0).IsMasked));
    }

    [Fact]
    [Follows("§5 shared", "handle_irq_event_percpu")]
    public void All_that_share_it_are_asked()
    {
        using var rig = new VectorRig(VectorRig.Pin);
        var idle = new RunCounter { Answer = IrqReturn.None };
        rig.Request(0, idle, "idle", IrqFlags.Shared);
        var owner = new RunCounter();
        owner.Also = rig.Model.Deassert;
        IrqRegistration second = rig.Request(0, owner, "owner", IrqFlags.Shared);
        Assert.Equal(MsiErrorCode.Busy, VectorRig.Refusal(() => rig.Request(0, new RunCounter(), "greedy")));

        rig.Model.Assert();
        owner.Await(1);
        rig.Settle();
        Assert.Equal((1, 1, 0L), (idle.Runs, owner.Runs, rig.Status(0).Unhandled));
        Assert.EndsWith("idle, owner", Row(rig), StringComparison.Ordinal);

        second.Dispose();
        idle.Also = rig.Model.Deassert;
        rig.Model.Assert();
        idle.Await(2);
        Assert.Equal(1, owner.Runs);
    }

    [Fact]
    [Follows("§5 threaded", "irq_finalize_oneshot")]
    public void A_one_shot_threaded_handler_keeps_it_masked_until_it_returns()
    {
        using var rig = new VectorRig(VectorRig.Pin);
        using var entered = new ManualResetEventSlim();
        using var go = new ManualResetEventSlim();
        var runs = new RunCounter();
        runs.Also = () =>
        {
            entered.Set();
            go.Wait(Patience.Time);
            rig.Model.Deassert();
        };
        Virq virq = rig.Device.GetIrqVector(0);
        rig.Device.RequestThreadedIrq(virq, null, static (_, counter) => counter.Run(), runs, "threaded", IrqFlags.OneShot);

        rig.Model.Assert();
        Assert.True(entered.Wait(Patience.Time));
        rig.Settle();
        Assert.True(rig.Status(0).IsMasked);
        Assert.Equal(1, rig.Status(0).Count);

        go.Set();
        runs.Await(1);
        rig.Device.SynchronizeIrq(virq);
        rig.Settle();
        Assert.Equal((1, 1L, false), (runs.Runs, rig.Status(0).Count, rig.Status(0).IsMasked));
    }

    [Fact]
    [Follows("§5 threaded", "irq_finalize_oneshot")]
    public async Task A_one_shot_asynchronous_handler_keeps_it_masked_until_it_completes()
    {
        using var rig = new VectorRig(VectorRig.Pin);
        var entered = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var go = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        Virq virq = rig.Device.GetIrqVector(0);
        rig.Device.RequestAsyncIrq(
            virq,
            null,
            async (_, model, _) =>
            {
                entered.TrySetResult();
                await go.Task;
                model.Deassert();
                return IrqReturn.Handled;
            },
            rig.Model,
            "async",
            IrqFlags.OneShot);

        rig.Model.Assert();
        await entered.Task.WaitAsync(Patience.Time);
        rig.Settle();
        Assert.True(rig.Status(0).IsMasked);

        go.SetResult();
        Assert.True(SpinWait.SpinUntil(() => !rig.Status(0).IsMasked, Patience.Time));
        rig.Settle();
        Assert.Equal(1, rig.Status(0).Count);
    }

    [Fact]
    [Follows("§5 threaded", "IRQF_ONESHOT")]
    public void Without_a_first_handler_it_has_to_be_one_shot()
    {
        using var rig = new VectorRig(VectorRig.Pin);

        Assert.Throws<ArgumentException>(() =>
            rig.Device.RequestThreadedIrq(rig.Device.GetIrqVector(0), null, static (_, counter) => counter.Run(), new RunCounter(), "threaded"));

        Assert.False(rig.Device.HasIrqHandler(rig.Device.GetIrqVector(0)));
    }

    [Fact]
    [Follows("§5 shared", "__setup_irq")]
    public void Who_shares_it_agrees_on_one_shot()
    {
        using var rig = new VectorRig(VectorRig.Pin);
        rig.Request(0, new RunCounter(), "plain", IrqFlags.Shared);

        Assert.Equal(MsiErrorCode.Busy, VectorRig.Refusal(() => rig.Device.RequestThreadedIrq(
            rig.Device.GetIrqVector(0), null, static (_, counter) => counter.Run(), new RunCounter(), "threaded", IrqFlags.Shared | IrqFlags.OneShot)));
    }

    [Fact]
    [Follows("§5 spurious", "note_interrupt")]
    public void A_line_that_nobody_quiets_is_disabled_and_the_machine_goes_on()
    {
        using var rig = new VectorRig(VectorRig.Pin, VectorRig.OneCpu);
        rig.Request(0, new RunCounter { Answer = IrqReturn.None });

        rig.Model.Assert();

        Assert.True(SpinWait.SpinUntil(() => rig.Status(0).IsSpuriousDisabled, Patience.Time));
        rig.Settle();
        Assert.Equal((true, 1), (rig.Status(0).IsMasked, rig.Status(0).DisableDepth));
    }

    [Fact]
    [Follows("§5 free", "free_irq")]
    public void Freed_while_it_is_asserted_it_is_masked_and_requested_again_it_comes()
    {
        using var rig = new VectorRig(VectorRig.Pin);
        var runs = new RunCounter();
        IrqRegistration? irq = null;
        using var requested = new ManualResetEventSlim();
        runs.Also = () =>
        {
            requested.Wait(Patience.Time);
            irq!.Dispose();
        };
        irq = rig.Request(0, runs);
        requested.Set();

        rig.Model.Assert();
        runs.Await(1);
        Assert.True(SpinWait.SpinUntil(() => !rig.Device.HasIrqHandler(rig.Device.GetIrqVector(0)), Patience.Time));
        rig.Settle();
        irq.Dispose();
        Assert.Equal((1, true), (runs.Runs, rig.Status(0).IsMasked));

        RequestQuieting(rig).Await(1);
    }

    [Fact]
    [Follows("§5 affinity", "ioapic_set_affinity")]
    public void It_moves_to_other_cpus_also_while_it_is_asserted()
    {
        using var rig = new VectorRig(VectorRig.Pin);
        RunCounter runs = RequestQuieting(rig);
        Virq virq = rig.Device.GetIrqVector(0);
        int expected = 0;
        foreach (int cpu in (int[])[1, 0, 1])
        {
            rig.Device.DisableIrq(virq);
            rig.Model.Assert();
            rig.Device.SetIrqAffinity(virq, CpuMask.Of(cpu));
            rig.Settle();
            rig.Device.EnableIrq(virq);
            runs.Await(++expected);
            Assert.Equal($"irq-cpu{cpu}", runs.Thread);
            rig.Settle();
        }

        Assert.Equal(3, runs.Runs);
    }

    [Fact]
    [Follows("§5 table", "show_interrupts")]
    public void The_table_names_the_io_apic_and_the_level()
    {
        using var rig = new VectorRig(VectorRig.Pin, VectorRig.OneCpu);
        RunCounter runs = RequestQuieting(rig);

        rig.Model.Assert();
        runs.Await(1);

        string row = Row(rig);
        Assert.Matches(@"^ *\d+: +1  \S*IO-APIC-0000:00:01\.0 +0-level test$", row);
    }

    [Fact]
    [Follows("§4 INTx", "pci_intx_for_msi")]
    public void While_messages_are_on_the_pin_is_off_and_afterwards_its_handler_runs_again()
    {
        using var rig = new VectorRig(VectorRig.Everything);
        RunCounter line = RequestQuieting(rig);
        Virq virq = rig.Device.GetIrqVector(0);

        rig.UseMsix(1);
        Assert.NotEqual(virq, rig.Device.GetIrqVector(0));
        rig.Model.Assert();
        rig.Settle();
        Assert.Equal(0, line.Runs);
        Assert.Equal(virq, rig.Device.DescribeIrq(virq).Virq);

        rig.Device.FreeIrqVectors();
        line.Await(1);
        Assert.Equal(virq, rig.Device.GetIrqVector(0));
    }

    [Fact]
    [Follows("§2 pci_alloc_irq_vectors", "pci_intx")]
    public void Asking_for_the_pin_enables_it()
    {
        using var rig = new VectorRig(VectorRig.Pin);
        rig.Device.WriteConfig16(4, VectorRig.InterruptDisable);

        rig.Device.AllocateIrqVectors(1, 1);

        Assert.True(rig.PinIsOn);
        rig.Device.FreeIrqVectors();
        Assert.True(rig.PinIsOn);
    }

    /// <summary>Requests the line with a handler that quiets the device.</summary>
    private static RunCounter RequestQuieting(VectorRig rig, Action? also = null)
    {
        var runs = new RunCounter
        {
            Also = () =>
            {
                also?.Invoke();
                rig.Model.Deassert();
            },
        };
        rig.Request(0, runs);
        return runs;
    }

    private static string Row(VectorRig rig) =>
        rig.Machine.Irqs.FormatInterrupts().Split('\n').Single(line => line.Contains("-level", StringComparison.Ordinal));
}
