using System.Diagnostics.Tracing;
using Microsoft.Extensions.Logging;
using MsiEncap.Runtime.Tests.Rig;
using Xunit;

namespace MsiEncap.Runtime.Tests.Observability;

/// <summary>The optional logger: it gets what the event source gets, may do anything, and cannot do harm.</summary>
public class LoggerTests
{
    private const string Chip = "IR-TEST-IMS-0000:00:01.0";

    [Fact]
    public void Changes_are_logged_at_debug_under_the_ids_of_the_events()
    {
        var logger = new ListLogger();
        int virq;
        using (TestRig rig = ObservedRig.With(logger))
        {
            MsiMap map = rig.Allocate(CpuMask.Of(0));
            virq = map.Virq.Number;
            IrqRegistration irq = rig.Device.RequestIrq(map.Virq, static (_, _) => IrqReturn.Handled, 0, "wq0");
            rig.Device.SetIrqAffinity(map.Virq, CpuMask.Of(1));
            irq.Dispose();
            rig.Device.FreeImsIrq(map);
        }

        Assert.All(logger.Entries, entry => Assert.Equal(LogLevel.Debug, entry.Level));
        Assert.Equal(
            [
                (16, $"Device 0000:00:01.0 was given domain 1, {Chip}, of 16 indices."),
                (18, $"Virq {virq} was allocated: {Chip}, index 0, hwirq 0, vector 32 of CPU 0."),
                (20, $"Virq {virq} ({Chip}) was requested by 'wq0'."),
                (22, $"Virq {virq} ({Chip}) moved from CPU 0 to vector 32 of CPU 1."),
                (21, $"The handler 'wq0' of virq {virq} ({Chip}) was freed."),
                (19, $"Virq {virq} ({Chip}, index 0) was freed."),
                (17, $"Domain 1 of device 0000:00:01.0, {Chip}, was removed."),
                (28, "Device 0000:00:01.0 was removed."),
            ],
            logger.Entries.Select(entry => (entry.Id.Id, entry.Message)));
    }

    [Fact]
    public void A_logger_of_errors_gets_errors_only()
    {
        var logger = new ListLogger(LogLevel.Error);
        using TestRig rig = ObservedRig.With(logger);
        (MsiMap map, _) = rig.Request(() => throw new InvalidTimeZoneException("out of time"), "wq0");

        rig.Hardware.Raise(map.Index);

        LogEntry entry = logger.Await("HandlerThrew");
        Assert.Equal(LogLevel.Error, entry.Level);
        Assert.IsType<InvalidTimeZoneException>(entry.Thrown);
        Assert.Equal($"The handler 'wq0' of virq {map.Virq} ({Chip}) threw; the interrupt counts as unhandled. Have the handler catch what it can expect.", entry.Message);
        Assert.Single(logger.Entries);
    }

    [Fact]
    public void The_second_part_of_a_handler_is_logged_like_the_first()
    {
        var logger = new ListLogger(LogLevel.Error);
        using TestRig rig = ObservedRig.With(logger);
        MsiMap map = rig.Device.AllocateImsIrq(new TestCookie(1));
        rig.Device.RequestAsyncIrq(map.Virq, null, static (_, _, _) => throw new InvalidTimeZoneException("later"), 0, "slow");

        rig.Hardware.Raise(map.Index);

        LogEntry entry = logger.Await("HandlerThrew");
        Assert.Contains("'slow'", entry.Message, StringComparison.Ordinal);
        Assert.Equal("later", entry.Thrown!.Message);
    }

    [Fact]
    public void A_callback_that_fails_on_a_delivery_thread_is_logged_with_what_it_threw()
    {
        var logger = new ListLogger(LogLevel.Error);
        using TestRig rig = ObservedRig.With(logger);
        (MsiMap map, _) = rig.Request(static () => IrqReturn.Handled);
        rig.Device.DisableIrq(map.Virq);
        rig.Log.Fail("Mask");

        rig.Hardware.Raise(map.Index);

        LogEntry entry = logger.Await("CallbackThrew");
        rig.Log.Mend();
        Assert.StartsWith($"The callback Mask of {Chip} threw for virq {map.Virq}", entry.Message, StringComparison.Ordinal);
        Assert.IsType<InvalidTimeZoneException>(entry.Thrown);
    }

    [Fact]
    public void A_callback_that_fails_while_a_cpu_goes_is_logged()
    {
        var logger = new ListLogger(LogLevel.Error);
        using TestRig rig = ObservedRig.With(logger);
        MsiMap map = rig.Allocate(CpuMask.Of(1), managed: true);
        rig.Device.RequestIrq(map.Virq, static (_, _) => IrqReturn.Handled, 0, "managed");
        rig.Log.Fail("Mask");

        rig.Machine.Irqs.SetCpuOnline(1, false);
        rig.Log.Mend();

        Assert.StartsWith($"The callback Shutdown of {Chip} threw for virq {map.Virq}", Assert.Single(logger.Entries).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_handler_that_freed_itself_uncleanly_is_logged_with_the_cause()
    {
        var logger = new ListLogger(LogLevel.Error);
        using TestRig rig = ObservedRig.With(logger);
        IrqRegistration? self = null;
        (MsiMap map, IrqRegistration irq) = rig.Request(
            () =>
            {
                self!.Dispose();
                return IrqReturn.Handled;
            },
            "self");
        self = irq;
        rig.Log.Fail("Mask");

        rig.Hardware.Raise(map.Index);

        LogEntry entry = logger.Await("FreeFailed");
        Assert.StartsWith($"The handler 'self' of virq {map.Virq} ({Chip}) has freed itself", entry.Message, StringComparison.Ordinal);
        Assert.IsType<InvalidTimeZoneException>(entry.Thrown);
    }

    [Fact]
    public void What_listens_for_a_removal_and_throws_is_logged_and_the_device_goes_all_the_same()
    {
        var logger = new ListLogger(LogLevel.Error);
        using TestRig rig = ObservedRig.With(logger);
        rig.Device.Removal.Register(static () => throw new InvalidTimeZoneException("not now"));

        rig.Device.Dispose();

        LogEntry entry = Assert.Single(logger.Entries);
        Assert.Equal("RemovalListenerThrew", entry.Id.Name);
        Assert.Contains("0000:00:01.0", entry.Message, StringComparison.Ordinal);
        Assert.Contains("not now", entry.Thrown!.ToString(), StringComparison.Ordinal);
        Assert.Throws<ObjectDisposedException>(() => rig.Device.AllocateImsIrq(new TestCookie(1)));
    }

    [Fact]
    public void A_logger_that_throws_changes_nothing_and_the_event_source_says_so()
    {
        using var events = new EventRecorder(EventLevel.Error);
        var logger = new ListLogger { During = static _ => throw new InvalidTimeZoneException("broken logger") };
        IrqSubsystem irqs;
        using (TestRig rig = ObservedRig.With(logger))
        {
            irqs = rig.Machine.Irqs;
            using var arrived = new SemaphoreSlim(0);
            MsiMap map = rig.Device.AllocateImsIrq(new TestCookie(1));
            IrqRegistration irq = rig.Request(map, arrived);
            MsiMap threaded = rig.Device.AllocateImsIrq(new TestCookie(1));
            rig.Device.RequestThreadedIrq(
                threaded.Virq,
                null,
                (_, _) =>
                {
                    arrived.Release();
                    throw new InvalidTimeZoneException("broken thread");
                },
                0,
                "threaded");
            (MsiMap faulty, IrqRegistration fails) = rig.Request(
                () =>
                {
                    arrived.Release();
                    throw new InvalidTimeZoneException("broken handler");
                },
                "faulty");

            rig.RaiseAndWait(map, arrived, 2);
            rig.RaiseAndWait(faulty, arrived, 2);
            rig.RaiseAndWait(threaded, arrived, 2);
            rig.Device.SynchronizeIrq(threaded.Virq);
            rig.Machine.Irqs.SetCpuOnline(1, false);
            rig.RaiseAndWait(map, arrived);
            irq.Dispose();
            rig.Device.FreeImsIrq(map);

            Assert.Equal((3, 2), (irq.Count, fails.Count));
            Assert.Equal(2, rig.Device.DescribeIrq(threaded.Virq).Faults);
        }

        Assert.Equal("DeviceRemoved", logger.Entries[^1].Id.Name);
        IReadOnlyList<string> told = [.. events.Of(irqs).Select(written => written.EventName!)];
        Assert.Equal(logger.Entries.Count, told.Count(name => name == "LoggerThrew"));
    }

    [Fact]
    public void A_logger_that_cannot_even_be_asked_for_its_level_changes_nothing()
    {
        using TestRig rig = ObservedRig.With(new BrokenLogger());
        using var arrived = new SemaphoreSlim(0);
        MsiMap map = rig.Device.AllocateImsIrq(new TestCookie(1));
        IrqRegistration irq = rig.Request(map, arrived);

        rig.RaiseAndWait(map, arrived, 2);
        irq.Dispose();

        Assert.Equal(2, irq.Count);
    }

    /// <summary>Another thread gets everything done while the logger is told; under any lock of the core it would wait for the logger.</summary>
    [Fact]
    public void No_lock_is_held_while_something_is_logged()
    {
        var logger = new ListLogger();
        using TestRig rig = ObservedRig.Timeless(logger);
        MsiMap moving = rig.Allocate(CpuMask.Of(1));
        MsiMap managed = rig.Allocate(CpuMask.Of(1), managed: true);
        rig.Device.RequestIrq(managed.Virq, static (_, _) => IrqReturn.Handled, 0, "managed");
        MsiMap storm = rig.Device.AllocateImsIrq(new TestCookie(1));
        rig.RequestStorm(storm, "storm");
        (MsiMap faulty, _) = rig.Request(static () => throw new InvalidTimeZoneException("faulty"), "faulty");
        var blocked = new List<string>();
        int probing = 0;
        logger.During = entry =>
        {
            if (Interlocked.Exchange(ref probing, 1) != 0)
            {
                return;
            }

            if (!Task.Run(Probe).Wait(Patience.Time))
            {
                blocked.Add(entry.Message);
            }

            Volatile.Write(ref probing, 0);
        };

        rig.Machine.Irqs.SetCpuOnline(1, false);
        rig.Machine.Irqs.SetCpuOnline(1, true);
        rig.Device.SetIrqAffinity(moving.Virq, CpuMask.Of(1));
        IrqRegistration irq = rig.Device.RequestIrq(moving.Virq, static (_, _) => IrqReturn.Handled, 0, "moving");
        irq.Dispose();
        rig.Device.FreeImsIrq(moving);
        rig.Hardware.Raise(faulty.Index);
        logger.Await("HandlerThrew");
        rig.Hardware.Raise(storm.Index);
        logger.Await("NobodyCared");
        PciDevice other = rig.Plug(new TestRigOptions());
        other.Dispose();
        rig.Machine.Unplug(rig.Hardware);
        logger.Await("DeviceUnplugged");
        Assert.True(SpinWait.SpinUntil(() => Volatile.Read(ref probing) == 0, Patience.Time));
        logger.During = null;

        Assert.Empty(blocked);
        Assert.Equal(
            [
                "CpuOffline", "CpuOnline", "DeviceRemoved", "DeviceUnplugged", "DomainCreated", "DomainRemoved", "HandlerFreed", "HandlerRequested", "HandlerThrew",
                "InterruptAllocated", "InterruptFreed", "InterruptMoved", "ManagedShutdown", "ManagedStartup", "NobodyCared",
            ],
            logger.Entries.Select(entry => entry.Id.Name).Distinct().Order(StringComparer.Ordinal));

        void Probe()
        {
            // Hotplug and root; descriptor, root, vector and virq; request, bus and the interrupt's own.
            rig.Machine.Irqs.SetCpuOnline(0, true);
            MsiMap map = rig.Device.AllocateImsIrq(new TestCookie(1));
            rig.Device.SetIrqAffinity(map.Virq, CpuMask.Of(0));
            rig.Device.FreeImsIrq(map);
            foreach (MsiMap present in new[] { managed, storm, faulty })
            {
                rig.Device.DescribeIrq(present.Virq);
                Assert.Throws<MsiException>(() => rig.Device.RequestIrq(present.Virq, static (_, _) => IrqReturn.Handled, 0, "second"));
            }

            rig.Machine.Irqs.FormatInterrupts();
        }
    }

    [Fact]
    public async Task A_logger_may_free_the_handler_that_nobody_cared_for()
    {
        var logger = new ListLogger();
        using TestRig rig = ObservedRig.Timeless(logger);
        MsiMap map = rig.Device.AllocateImsIrq(new TestCookie(1));
        IrqRegistration irq = rig.RequestStorm(map, "storm");
        logger.During = entry =>
        {
            if (entry.Id.Name == "NobodyCared")
            {
                irq.Dispose();
            }
        };

        rig.Hardware.Raise(map.Index);
        logger.Await("NobodyCared");

        await irq.DisposeAsync().AsTask().WaitAsync(Patience.Time);
        rig.Device.FreeImsIrq(map);
    }

    [Fact]
    public async Task A_logger_may_free_the_handler_of_an_interrupt_whose_callback_failed()
    {
        var logger = new ListLogger();
        using TestRig rig = ObservedRig.With(logger);
        (MsiMap map, IrqRegistration irq) = rig.Request(static () => IrqReturn.Handled);
        rig.Device.DisableIrq(map.Virq);
        rig.Log.Fail("Mask");
        using var mended = new ManualResetEventSlim();
        logger.During = entry =>
        {
            if (entry.Id.Name == "CallbackThrew")
            {
                rig.Log.Mend();
                mended.Set();
                irq.Dispose();
            }
        };

        rig.Hardware.Raise(map.Index);
        logger.Await("CallbackThrew");
        Assert.True(mended.Wait(Patience.Time), "the logger was not told");

        await irq.DisposeAsync().AsTask().WaitAsync(Patience.Time);
        rig.Device.FreeImsIrq(map);
    }

    private sealed class BrokenLogger : ILogger
    {
        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => throw new InvalidTimeZoneException("broken logger");

        public bool IsEnabled(LogLevel logLevel) => throw new InvalidTimeZoneException("broken logger");

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
            throw new InvalidTimeZoneException("broken logger");
    }
}
