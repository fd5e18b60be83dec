using MsiEncap.Runtime.Tests.Conformance;
using MsiEncap.Runtime.Tests.Rig;
using Xunit;

namespace MsiEncap.Runtime.Tests;

/// <summary>Requesting and freeing handlers (<c>request_irq</c>, <c>free_irq</c>): who waits for whom, and what may run after.</summary>
public class RequestTests
{
    [Fact]
    [Follows("§5 request_irq", "__handle_irq_event_percpu")]
    public async Task A_handler_gets_its_number_and_its_state_on_the_cpus_own_thread()
    {
        using var rig = new TestRig();
        var seen = new TaskCompletionSource<(Virq Virq, string? Thread)>();
        MsiMap map = rig.Device.AllocateImsIrq(new TestCookie(1));
        using IrqRegistration irq = rig.Device.RequestIrq(
            map.Virq,
            static (virq, state) =>
            {
                state.TrySetResult((virq, Thread.CurrentThread.Name));
                return IrqReturn.Handled;
            },
            seen,
            "test");

        rig.Hardware.Raise(map.Index);

        Assert.Equal((map.Virq, "irq-cpu0"), await seen.Task.WaitAsync(Patience.Time));
        Assert.Equal(1, irq.Count);
    }

    [Fact]
    [Follows("C40", "__setup_irq")]
    public void An_interrupt_has_one_handler_at_a_time()
    {
        using var rig = new TestRig();
        (MsiMap map, IrqRegistration irq) = rig.Request(() => IrqReturn.Handled, "first");

        MsiException thrown = Assert.Throws<MsiException>(() => rig.Device.RequestIrq(map.Virq, static (_, _) => IrqReturn.Handled, 0, "second"));

        Assert.Equal(MsiErrorCode.Busy, thrown.Error.Code);
        Assert.Contains($"virq {map.Virq} is already requested by 'first'", thrown.Message, StringComparison.Ordinal);
        irq.Dispose();
        rig.Device.RequestIrq(map.Virq, static (_, _) => IrqReturn.Handled, 0, "second").Dispose();
    }

    [Fact]
    [Follows("§5 request_irq", "request_threaded_irq")]
    public void A_number_of_another_device_or_of_none_is_refused()
    {
        using var rig = new TestRig();
        Virq theirs = rig.Plug(new TestRigOptions()).AllocateImsIrq(new TestCookie(1)).Virq;
        MsiMap freed = rig.Device.AllocateImsIrq(new TestCookie(1));
        rig.Device.FreeImsIrq(freed);

        foreach (Virq virq in new[] { theirs, freed.Virq, Virq.None })
        {
            ArgumentException thrown = Assert.Throws<ArgumentException>(() => rig.Device.RequestIrq(virq, static (_, _) => IrqReturn.Handled, 0, "test"));
            Assert.Contains("0000:00:01.0", thrown.Message, StringComparison.Ordinal);
        }
    }

    [Fact]
    [Follows("§5 free_irq", "__synchronize_irq")]
    public async Task Freeing_waits_for_the_handler_that_runs()
    {
        using var rig = new TestRig();
        using var entered = new ManualResetEventSlim();
        using var leave = new ManualResetEventSlim();
        (MsiMap map, IrqRegistration irq) = rig.Request(() =>
        {
            entered.Set();
            leave.Wait();
            return IrqReturn.Handled;
        });
        rig.Hardware.Raise(map.Index);
        Assert.True(entered.Wait(Patience.Time));

        Task first = Task.Run(irq.Dispose);
        Task second = Task.Run(irq.Dispose);
        Task third = irq.DisposeAsync().AsTask();
        await Task.Delay(50);
        Assert.False(first.IsCompleted || second.IsCompleted || third.IsCompleted, "freed while the handler runs");

        leave.Set();
        await Task.WhenAll(first, second, third).WaitAsync(Patience.Time);
        rig.Device.FreeImsIrq(map);
    }

    [Fact]
    [Follows("§5 free_irq", "free_irq")]
    public void A_handler_that_frees_itself_runs_to_its_end_and_never_again()
    {
        using var rig = new TestRig();
        using var freed = new ManualResetEventSlim();
        using var leave = new ManualResetEventSlim();
        IrqRegistration? self = null;
        int runs = 0;
        (MsiMap map, IrqRegistration irq) = rig.Request(() =>
        {
            runs++;
            self!.Dispose();
            self.Dispose();
            freed.Set();
            leave.Wait();
            return IrqReturn.Handled;
        });
        self = irq;
        rig.Hardware.Raise(map.Index);
        Assert.True(freed.Wait(Patience.Time));

        // The run is not over: neither a new handler nor the index can be had.
        Assert.Equal(MsiErrorCode.Busy, Assert.Throws<MsiException>(() => rig.Device.FreeImsIrq(map)).Error.Code);
        Assert.Equal(
            MsiErrorCode.Busy,
            Assert.Throws<MsiException>(() => rig.Device.RequestIrq(map.Virq, static (_, _) => IrqReturn.Handled, 0, "next")).Error.Code);

        leave.Set();
        irq.Dispose();
        rig.Hardware.Raise(map.Index);
        rig.Device.FreeImsIrq(map);
        Assert.Equal(1, runs);
    }

    [Fact]
    [Follows("§5 free_irq", "free_irq")]
    public async Task A_handler_may_not_wait_for_another_but_may_free_it_without_waiting()
    {
        using var rig = new TestRig();
        (_, IrqRegistration other) = rig.Request(() => IrqReturn.Handled, "other");
        var outcome = new TaskCompletionSource<(Exception? Thrown, Task Freed)>();
        (MsiMap map, _) = rig.Request(() =>
        {
            outcome.TrySetResult((Record.Exception(other.Dispose), other.DisposeAsync().AsTask()));
            return IrqReturn.Handled;
        });

        rig.Hardware.Raise(map.Index);

        (Exception? thrown, Task freed) = await outcome.Task.WaitAsync(Patience.Time);
        Assert.IsType<InvalidOperationException>(thrown);
        Assert.Contains("'other'", thrown.Message, StringComparison.Ordinal);
        await freed.WaitAsync(Patience.Time);
    }

    [Fact]
    public async Task A_handler_may_not_remove_its_device_or_the_machine()
    {
        using var rig = new TestRig();
        var outcome = new TaskCompletionSource<(Exception? Device, Exception? Machine)>();
        (MsiMap map, _) = rig.Request(() =>
        {
            outcome.TrySetResult((Record.Exception(rig.Device.Dispose), Record.Exception(rig.Machine.Dispose)));
            return IrqReturn.Handled;
        });

        rig.Hardware.Raise(map.Index);

        (Exception? device, Exception? machine) = await outcome.Task.WaitAsync(Patience.Time);
        Assert.IsType<InvalidOperationException>(device);
        Assert.IsType<InvalidOperationException>(machine);
    }

    [Fact]
    [Follows("§5 request_irq", "irq_startup")]
    public void An_interrupt_raised_before_the_request_is_not_lost_if_the_device_keeps_it()
    {
        using var rig = new TestRig();
        using var arrived = new ManualResetEventSlim();
        MsiMap map = rig.Device.AllocateImsIrq(new TestCookie(1));
        rig.Hardware.Raise(map.Index);

        using IrqRegistration irq = rig.Device.RequestIrq(
            map.Virq,
            static (_, arrived) =>
            {
                arrived.Set();
                return IrqReturn.Handled;
            },
            arrived,
            "test");

        Assert.True(arrived.Wait(Patience.Time));
    }

    [Fact]
    [Follows("§5 free_irq", "__free_irq")]
    public void Nothing_runs_after_free_has_returned_while_the_device_goes_on_raising()
    {
        const int Rounds = 500 / Effort.Divisor;
        using var rig = new TestRig();
        MsiMap map = rig.Device.AllocateImsIrq(new TestCookie(1));
        bool stop = false;
        var raiser = new Thread(() =>
        {
            while (!Volatile.Read(ref stop))
            {
                rig.Hardware.Raise(map.Index);
            }
        });
        raiser.Start();

        var states = new List<RaceState>();
        for (int round = 0; round < Rounds; round++)
        {
            var state = new RaceState();
            IrqRegistration irq = rig.Device.RequestIrq(map.Virq, static (_, state) => state.Run(), state, "race");

            // In the middle of the storm: the next run may be under way.
            Assert.True(SpinWait.SpinUntil(() => Volatile.Read(ref state.Runs) > 0, Patience.Time));
            irq.Dispose();
            Volatile.Write(ref state.Freed, true);
            states.Add(state);
        }

        Volatile.Write(ref stop, true);
        raiser.Join();
        Assert.All(states, state => Assert.Equal(0, Volatile.Read(ref state.Late)));
        rig.Device.FreeImsIrq(map);
    }

    [Fact]
    [Follows("§5 free_irq", "x86_vector_deactivate")]
    public void A_message_on_its_way_to_a_freed_interrupt_does_not_reach_the_next_owner_of_the_vector()
    {
        using var rig = new TestRig(new TestRigOptions { Cpus = 1, Slots = 256, HardwareSize = 256 });
        using var entered = new ManualResetEventSlim();
        using var leave = new ManualResetEventSlim();
        (MsiMap blocker, _) = rig.Request(() =>
        {
            entered.Set();
            leave.Wait();
            return IrqReturn.Handled;
        });
        (MsiMap map, IrqRegistration irq) = rig.Request(() => IrqReturn.Handled);
        rig.Hardware.Raise(blocker.Index);
        Assert.True(entered.Wait(Patience.Time));

        // The CPU is busy; the message waits for it while the interrupt goes.
        rig.Hardware.Raise(map.Index);
        irq.Dispose();
        rig.Device.FreeImsIrq(map);

        // Every vector there is gets a new owner, the freed one among them.
        int strangers = 0;
        leave.Set();
        for (int i = 0; i < IrqSubsystem.VectorsPerCpu - 1; i++)
        {
            rig.Request(() =>
            {
                Interlocked.Increment(ref strangers);
                return IrqReturn.Handled;
            });
        }

        rig.Hardware.Raise(blocker.Index);
        Assert.True(SpinWait.SpinUntil(() => rig.Device.DescribeIrq(blocker.Virq).Count == 2, Patience.Time));
        Assert.Equal(0, Volatile.Read(ref strangers));
    }

    private sealed class RaceState
    {
        public bool Freed;
        public long Late;
        public long Runs;

        public IrqReturn Run()
        {
            Runs++;
            if (Volatile.Read(ref Freed))
            {
                Interlocked.Increment(ref Late);
            }

            return IrqReturn.Handled;
        }
    }
}
