using System.Collections.Concurrent;
using MsiEncap.Runtime.Tests.Rig;
using Xunit;

namespace MsiEncap.Runtime.Tests.Races;

/// <summary>Handlers that free themselves, and what runs on threads and tasks of its own, freed while it fires.</summary>
public class FreeingFromHandlersTests
{
    private const int Rounds = 3000 / Effort.Divisor;

    [Fact]
    public void A_handler_frees_itself_while_a_thread_frees_it_too()
    {
        using TestRig rig = NewRig();
        MsiMap map = rig.Device.AllocateImsIrq(new TestCookie(1));
        Crew.RunAgainst(Patience.Time * 2, [() => rig.Hardware.Raise(map.Index)], () =>
        {
            for (int round = 0; round < Rounds; round++)
            {
                var own = new SelfFreeing(asynchronously: round % 2 == 0);
                IrqRegistration irq = rig.Device.RequestIrq(map.Virq, static (_, own) => own.Run(), own, "self");
                own.Irq = irq;
                irq.Dispose();
                own.Handler.SetFreed();
                own.Handler.AssertNothingWrong();
            }
        });
        rig.Device.FreeImsIrq(map);
    }

    [Fact]
    public void A_handler_that_frees_itself_never_runs_again_and_its_interrupt_can_be_given_back()
    {
        using TestRig rig = NewRig();
        Crew.RunAgainst(Patience.Time * 2, [() => RaisePrepared(rig, 0)], () =>
        {
            for (int round = 0; round < Rounds / 3; round++)
            {
                MsiMap map = rig.Device.AllocateImsIrq(new TestCookie(1));
                var own = new SelfFreeing(asynchronously: round % 2 == 0);
                IrqRegistration irq = rig.Device.RequestIrq(map.Virq, static (_, own) => own.Run(), own, "self");
                own.Irq = irq;
                Assert.True(SpinWait.SpinUntil(() => own.HasFreedItself, Patience.Time), "The handler did not run.");
                irq.Dispose();
                Assert.Equal(own.RunsWhenFreed, own.Handler.Runs);
                rig.Device.FreeImsIrq(map);
            }
        });
    }

    [Fact]
    public void Handlers_that_share_an_interrupt_come_and_go_while_it_fires()
    {
        const int Sharers = 3;
        using TestRig rig = NewRig();
        MsiMap map = rig.Device.AllocateImsIrq(new TestCookie(1));
        using IrqRegistration stays = rig.Device.RequestIrq(map.Virq, static (_, _) => IrqReturn.Handled, 0, "stays", IrqFlags.Shared);
        Crew.RunAgainst(Patience.Time * 2, [() => rig.Hardware.Raise(map.Index)], [.. Enumerable.Range(0, Sharers).Select(_ => (Action)Share)]);

        void Share()
        {
            for (int round = 0; round < Rounds / Sharers; round++)
            {
                var handler = new RacingHandler();
                IrqRegistration irq = rig.Device.RequestIrq(map.Virq, static (_, handler) => handler.Run(), handler, "sharer", IrqFlags.Shared);
                Assert.True(SpinWait.SpinUntil(() => handler.Runs > 0, Patience.Time), "A sharer does not run.");
                irq.Dispose();
                handler.SetFreed();
                handler.AssertNothingWrong();
            }
        }
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void No_threaded_handler_runs_once_freeing_it_has_returned(bool asynchronous)
    {
        using TestRig rig = NewRig();
        MsiMap map = rig.Device.AllocateImsIrq(new TestCookie(1));
        var watched = new ConcurrentBag<RacingHandler>();
        Crew.RunAgainst(Patience.Time * 2, [() => rig.Hardware.Raise(map.Index), () => Synchronize(rig, map.Virq)], () =>
        {
            for (int round = 0; round < Rounds / 3; round++)
            {
                var handler = new RacingHandler();
                watched.Add(handler);
                IrqRegistration irq = asynchronous
                    ? rig.Device.RequestAsyncIrq(map.Virq, null, static async (_, handler, _) =>
                    {
                        await Task.Yield();
                        return handler.Run();
                    }, handler, "async")
                    : rig.Device.RequestThreadedIrq(map.Virq, null, static (_, handler) => handler.Run(), handler, "threaded");
                if (round % 2 == 0)
                {
                    Assert.True(SpinWait.SpinUntil(() => handler.Runs > 0, Patience.Time), "The threaded handler does not run.");
                }

                irq.Dispose();
                handler.SetFreed();
            }
        });
        Assert.All(watched, handler => handler.AssertNothingWrong());
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void The_last_edge_reaches_a_threaded_handler(bool asynchronous)
    {
        using TestRig rig = NewRig();
        MsiMap map = rig.Device.AllocateImsIrq(new TestCookie(1));
        var handler = new RacingHandler();
        using IrqRegistration irq = asynchronous
            ? rig.Device.RequestAsyncIrq(map.Virq, null, static (_, handler, _) => ValueTask.FromResult(handler.Run()), handler, "async")
            : rig.Device.RequestThreadedIrq(map.Virq, null, static (_, handler) => handler.Run(), handler, "threaded");
        Crew.RunAgainst(Patience.Time * 2, [() => Synchronize(rig, map.Virq)], () =>
        {
            for (int round = 0; round < Rounds; round++)
            {
                for (int raise = 0; raise <= round % 5; raise++)
                {
                    handler.Write();
                    rig.Hardware.Raise(map.Index);
                }

                handler.AwaitLast();
            }
        });
        handler.AssertNothingWrong();
    }

    /// <summary>An edge that comes while a second part runs, which is then freed, must not be waited for.</summary>
    [Fact]
    public async Task Synchronizing_with_an_asynchronous_handler_that_is_freed_ends()
    {
        using TestRig rig = NewRig();
        MsiMap map = rig.Device.AllocateImsIrq(new TestCookie(1));
        var leave = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        using var entered = new ManualResetEventSlim();
        IrqRegistration irq = rig.Device.RequestAsyncIrq(
            map.Virq,
            null,
            async (_, _, _) =>
            {
                entered.Set();
                await leave.Task;
                return IrqReturn.Handled;
            },
            0,
            "async");
        rig.Hardware.Raise(map.Index);
        Assert.True(entered.Wait(Patience.Time));
        rig.Hardware.Raise(map.Index);
        Assert.True(SpinWait.SpinUntil(() => irq.Count == 2, Patience.Time));

        var synchronizing = new Thread(() => rig.Device.SynchronizeIrq(map.Virq)) { IsBackground = true };
        synchronizing.Start();
        Assert.True(SpinWait.SpinUntil(() => synchronizing.ThreadState.HasFlag(ThreadState.WaitSleepJoin), Patience.Time));
        Task freed = irq.DisposeAsync().AsTask();
        leave.SetResult();

        await freed.WaitAsync(Patience.Time);
        Assert.True(synchronizing.Join(Patience.Time), "Who synchronizes waits for an edge that was dropped.");
    }

    [Fact]
    public async Task No_edge_is_lost_to_a_wait_that_is_cancelled()
    {
        const int Edges = 20_000;
        using TestRig rig = NewRig();
        MsiMap map = rig.Device.AllocateImsIrq(new TestCookie(1));
        await using IrqRegistration irq = rig.Device.RequestIrq(map.Virq, "waiter");
        long written = 0;
        long seen = 0;
        using var taken = new SemaphoreSlim(0);
        Task waiter = Task.Run(async () =>
        {
            var random = new Random(1);
            while (seen < Edges)
            {
                using var cancel = new CancellationTokenSource();
                ValueTask wait = irq.WaitAsync(cancel.Token);
                if (random.Next(2) == 0)
                {
                    await cancel.CancelAsync();
                }

                try
                {
                    await wait;
                }
                catch (OperationCanceledException)
                {
                    continue;
                }

                Volatile.Write(ref seen, Volatile.Read(ref written));
                taken.Release();
            }
        });

        for (int i = 1; i <= Edges; i++)
        {
            Volatile.Write(ref written, i);
            rig.Hardware.Raise(map.Index);
            while (Volatile.Read(ref seen) != i)
            {
                Assert.True(await taken.WaitAsync(Patience.Time), $"Edge {i} was lost; the last one seen is {seen}.");
            }
        }

        await waiter.WaitAsync(Patience.Time);
    }

    private static TestRig NewRig() => new(new TestRigOptions { Log = new CallbackLog { Records = false } });

    private static void RaisePrepared(TestRig rig, int slot)
    {
        if (rig.Hardware.IsPrepared(slot))
        {
            rig.Hardware.Raise(slot);
        }
    }

    private static void Synchronize(TestRig rig, Virq virq)
    {
        rig.Device.SynchronizeIrq(virq);
        Thread.Yield();
    }

    private sealed class SelfFreeing(bool asynchronously)
    {
        private long _runsWhenFreed;

        /// <summary>The handler's own registration, which it may not know yet in its first run.</summary>
        public IrqRegistration? Irq
        {
            get => Volatile.Read(ref field);
            set => Volatile.Write(ref field, value);
        }

        public RacingHandler Handler { get; } = new();

        public bool HasFreedItself => RunsWhenFreed > 0;

        public long RunsWhenFreed => Volatile.Read(ref _runsWhenFreed);

        public IrqReturn Run()
        {
            IrqReturn result = Handler.Run();
            if (Irq is not { } irq)
            {
                return result;
            }

            if (asynchronously)
            {
                _ = irq.DisposeAsync().AsTask();
            }
            else
            {
                irq.Dispose();
            }

            Volatile.Write(ref _runsWhenFreed, Handler.Runs);
            return result;
        }
    }
}
