using System.Diagnostics.Metrics;
using MsiEncap.Runtime.Tests.Rig;
using MsiEncap.Simulation;
using Xunit;

namespace MsiEncap.Runtime.Tests.Observability;

/// <summary>The meter: what it says is exact, belongs to one subsystem, and disturbs nobody.</summary>
public class MeterTests
{
    [Fact]
    public void Handled_interrupts_are_counted_by_number_cpu_chip_and_name()
    {
        using var rig = new TestRig();
        using var reader = new MeterReader(rig.Machine.Irqs);
        using var arrived = new SemaphoreSlim(0);
        MsiMap first = rig.Allocate(CpuMask.Of(0));
        MsiMap second = rig.Allocate(CpuMask.Of(1));
        rig.Request(first, arrived, name: "wq0");
        rig.Request(second, arrived, name: "wq1");

        rig.RaiseAndWait(first, arrived);
        rig.RaiseAndWait(second, arrived, 3);

        IReadOnlyList<Reading> handled = reader.Read("msiencap.irq.handled");
        Assert.Equal(
            [
                (first.Virq.Number, 0, "IR-TEST-IMS-0000:00:01.0", "wq0", 1L),
                (second.Virq.Number, 1, "IR-TEST-IMS-0000:00:01.0", "wq1", 3L),
            ],
            handled
                .Select(reading => (Virq: (int)reading.Tags["irq.virq"]!, Cpu: (int)reading.Tags["cpu.logical_number"]!, (string)reading.Tags["irq.chip"]!, (string)reading.Tags["irq.name"]!, reading.Value))
                .OrderBy(reading => reading.Cpu));
        Assert.All(reader.Read("msiencap.irq.unhandled"), reading => Assert.Equal(0, reading.Value));
        Assert.All(reader.Read("msiencap.irq.handler.faults"), reading => Assert.Equal(0, reading.Value));
    }

    [Fact]
    public void Unhandled_interrupts_and_faults_of_both_parts_of_a_handler_are_counted()
    {
        using var rig = new TestRig();
        using var reader = new MeterReader(rig.Machine.Irqs);
        using var arrived = new SemaphoreSlim(0);
        MsiMap idle = rig.Device.AllocateImsIrq(new TestCookie(1));
        rig.Request(idle, arrived, IrqReturn.None, "idle");
        (MsiMap faulty, _) = rig.Request(() => throw new InvalidTimeZoneException("first"), "faulty");
        MsiMap threaded = rig.Device.AllocateImsIrq(new TestCookie(1));
        rig.Device.RequestThreadedIrq(threaded.Virq, null, static (_, _) => throw new InvalidTimeZoneException("second"), 0, "threaded");

        rig.RaiseAndWait(idle, arrived, 2);
        rig.Hardware.Raise(faulty.Index);
        rig.Hardware.Raise(threaded.Index);

        reader.Await(2, "msiencap.irq.unhandled", "irq.name", "idle");
        reader.Await(1, "msiencap.irq.unhandled", "irq.name", "faulty");
        reader.Await(1, "msiencap.irq.handler.faults", "irq.name", "faulty");
        reader.Await(1, "msiencap.irq.handler.faults", "irq.name", "threaded");
        Assert.Equal(0, reader.Value("msiencap.irq.handler.faults", "irq.name", "idle"));
        Assert.Equal(1, rig.Device.DescribeIrq(threaded.Virq).Faults);
    }

    [Fact]
    public void Requested_interrupts_are_measured_and_freed_ones_disappear()
    {
        using var rig = new TestRig();
        using var reader = new MeterReader(rig.Machine.Irqs);
        (MsiMap map, IrqRegistration irq) = rig.Request(static () => IrqReturn.Handled);
        Assert.Equal(map.Virq.Number, Assert.Single(reader.Read("msiencap.irq.unhandled")).Tags["irq.virq"]);

        irq.Dispose();

        Assert.Empty(reader.Read("msiencap.irq.handled"));
        Assert.Empty(reader.Read("msiencap.irq.unhandled"));
        Assert.Empty(reader.Read("msiencap.irq.handler.faults"));
        Assert.Equal(1, reader.Value("msiencap.irq.allocated"));

        rig.Device.FreeImsIrq(map);
        Assert.Equal(0, reader.Value("msiencap.irq.allocated"));
    }

    [Fact]
    public void The_next_allocation_begins_another_series_even_if_it_gets_the_same_number()
    {
        using var rig = new TestRig();
        using var reader = new MeterReader(rig.Machine.Irqs);
        using var arrived = new SemaphoreSlim(0);
        MsiMap first = rig.Allocate(CpuMask.Of(0));
        IrqRegistration irq = rig.Request(first, arrived);
        rig.RaiseAndWait(first, arrived, 2);
        Reading before = Assert.Single(reader.Read("msiencap.irq.handled"));
        irq.Dispose();
        rig.Device.FreeImsIrq(first);

        MsiMap second = rig.Allocate(CpuMask.Of(0));
        rig.Request(second, arrived);

        Reading after = Assert.Single(reader.Read("msiencap.irq.handled"));
        Assert.Equal((2, 0), (before.Value, after.Value));
        Assert.NotEqual(before.Series, after.Series);
    }

    [Fact]
    public void The_next_handler_of_an_interrupt_goes_on_counting()
    {
        using var rig = new TestRig();
        using var reader = new MeterReader(rig.Machine.Irqs);
        using var arrived = new SemaphoreSlim(0);
        MsiMap map = rig.Allocate(CpuMask.Of(0));
        IrqRegistration irq = rig.Request(map, arrived);
        rig.RaiseAndWait(map, arrived, 2);
        irq.Dispose();

        rig.Request(map, arrived);
        rig.RaiseAndWait(map, arrived);

        Assert.Equal(3, reader.Value("msiencap.irq.handled"));
    }

    [Fact]
    public void No_series_ever_falls_while_its_interrupt_runs_and_moves()
    {
        const int Moves = 2000;
        using var rig = new TestRig();
        using var reader = new MeterReader(rig.Machine.Irqs);
        long runs = 0;
        MsiMap map = rig.Allocate(CpuMask.Of(0));
        IrqRegistration irq = rig.Device.RequestIrq(
            map.Virq,
            (_, _) =>
            {
                Interlocked.Increment(ref runs);
                rig.Hardware.Raise(map.Index);
                return IrqReturn.Handled;
            },
            0,
            "mover");
        rig.Hardware.Raise(map.Index);
        Task mover = Task.Run(() =>
        {
            for (int i = 1; i <= Moves; i++)
            {
                rig.Device.SetIrqAffinity(map.Virq, CpuMask.Of(i % 2));
            }
        });

        var last = new Dictionary<string, long>();
        while (!mover.IsCompleted)
        {
            foreach (Reading reading in reader.Read("msiencap.irq.handled"))
            {
                Assert.True(reading.Value >= last.GetValueOrDefault(reading.Series), $"{reading.Series}: {reading.Value} after {last.GetValueOrDefault(reading.Series)}");
                last[reading.Series] = reading.Value;
            }
        }

        Assert.True(mover.IsCompletedSuccessfully);
        rig.Device.DisableIrq(map.Virq);
        Assert.Equal(Interlocked.Read(ref runs), reader.Read("msiencap.irq.handled").Sum(reading => reading.Value));
        irq.Dispose();
    }

    [Fact]
    public void Messages_for_vectors_without_interrupt_are_counted_on_their_cpu()
    {
        using var rig = new TestRig(TestRigOptions.WithoutRemapping());
        using var reader = new MeterReader(rig.Machine.Irqs);

        rig.Hardware.Bus.Write32(0xfee0_1000, 0x80);
        rig.Hardware.Bus.Write32(0xfee0_1000, 0x81);

        reader.Await(2, "msiencap.cpu.spurious", "cpu.logical_number", 1);
        Assert.Equal(0, reader.Value("msiencap.cpu.spurious", "cpu.logical_number", 0));
    }

    [Fact]
    public void Vectors_and_cpus_are_measured_as_they_stand()
    {
        using var rig = new TestRig();
        using var reader = new MeterReader(rig.Machine.Irqs);
        rig.Allocate(CpuMask.Of(0));
        rig.Allocate(CpuMask.Of(1));
        rig.Allocate(CpuMask.Of(1));
        Assert.Equal(1, reader.Value("msiencap.cpu.vector.usage", "cpu.logical_number", 0));
        Assert.Equal(2, reader.Value("msiencap.cpu.vector.usage", "cpu.logical_number", 1));
        Assert.Equal(2, reader.Value("msiencap.cpu.online"));
        Assert.Equal(3, reader.Value("msiencap.irq.allocated"));

        rig.Machine.Irqs.SetCpuOnline(1, false);

        Assert.Equal(3, reader.Value("msiencap.cpu.vector.usage", "cpu.logical_number", 0));
        Assert.Equal(0, reader.Value("msiencap.cpu.vector.usage", "cpu.logical_number", 1));
        Assert.Equal(1, reader.Value("msiencap.cpu.online"));
        Assert.All(reader.Read("msiencap.cpu.vector.limit"), reading => Assert.Equal(IrqSubsystem.VectorsPerCpu, reading.Value));
    }

    [Fact]
    public void An_allocation_that_fails_leaves_no_trace()
    {
        using var rig = new TestRig();
        using var reader = new MeterReader(rig.Machine.Irqs);
        rig.Log.Fail("InitializeIrq");

        Assert.Throws<MsiException>(() => rig.Device.AllocateImsIrq(new TestCookie(1)));

        Assert.Equal(0, reader.Value("msiencap.irq.allocated"));
        Assert.All(reader.Read("msiencap.cpu.vector.usage"), reading => Assert.Equal(0, reading.Value));
    }

    [Fact]
    public void Interrupts_that_are_disabled_because_nobody_handles_them_are_counted_until_they_are_freed()
    {
        using TestRig rig = ObservedRig.Timeless(new ListLogger());
        using var reader = new MeterReader(rig.Machine.Irqs);
        MsiMap map = rig.Device.AllocateImsIrq(new TestCookie(1));
        IrqRegistration irq = rig.RequestStorm(map, "storm");
        Assert.Equal(0, reader.Value("msiencap.irq.spurious_disabled"));

        rig.Hardware.Raise(map.Index);

        reader.Await(1, "msiencap.irq.spurious_disabled");
        Assert.Equal(100_000, reader.Value("msiencap.irq.unhandled", "irq.name", "storm"));
        irq.Dispose();
        Assert.Equal(0, reader.Value("msiencap.irq.spurious_disabled"));
    }

    [Fact]
    public void Two_subsystems_have_a_meter_each()
    {
        using var one = new TestRig();
        using var other = new TestRig();
        using var ofOne = new MeterReader(one.Machine.Irqs);
        using var ofOther = new MeterReader(other.Machine.Irqs);

        one.Request(static () => IrqReturn.Handled, "mine");

        Assert.Equal("mine", Assert.Single(ofOne.Read("msiencap.irq.unhandled")).Tags["irq.name"]);
        Assert.Empty(ofOther.Read("msiencap.irq.unhandled"));
        Assert.Equal(0, ofOther.Value("msiencap.irq.allocated"));
        Assert.NotEqual(one.Machine.Irqs.Id, other.Machine.Irqs.Id);
        Assert.All(ofOne.Instruments, instrument => Assert.Equal(one.Machine.Irqs.Id, instrument.Meter.Tags!.Single(tag => tag.Key == "msiencap.subsystem.id").Value));
        Assert.All(ofOther.Instruments, instrument => Assert.Equal(other.Machine.Irqs.Id, instrument.Meter.Tags!.Single(tag => tag.Key == "msiencap.subsystem.id").Value));
    }

    [Fact]
    public void After_the_end_nothing_is_measured_and_every_instrument_has_said_so()
    {
        using var machine = new SimulatedMachine(1);
        using var reader = new MeterReader(machine.Irqs);
        Assert.NotEmpty(reader.Read());

        machine.Dispose();

        Assert.Empty(reader.Read());
        Assert.Equal(reader.Instruments.Count, reader.Completed);
        using var late = new MeterReader(machine.Irqs);
        Assert.Empty(late.Instruments);
    }

    [Fact]
    public void A_listener_that_asks_while_the_meter_goes_gets_nothing_any_more()
    {
        using var rig = new TestRig();
        rig.Request(static () => IrqReturn.Handled);
        IrqSubsystem irqs = rig.Machine.Irqs;
        int measured = 0;
        int asked = 0;
        using var listener = new MeterListener
        {
            InstrumentPublished = (instrument, listener) =>
            {
                if (instrument.Meter.Scope == irqs)
                {
                    listener.EnableMeasurementEvents(instrument);
                }
            },
        };
        listener.SetMeasurementEventCallback<long>((_, _, _, _) => measured++);
        listener.MeasurementsCompleted = (_, _) =>
        {
            // The instruments that have not gone yet are still asked.
            asked++;
            listener.RecordObservableInstruments();
        };
        listener.Start();

        rig.Dispose();

        Assert.Equal((9, 0), (asked, measured));
    }

    [Fact]
    public void A_listener_that_throws_when_instruments_appear_and_go_is_reported_and_spoils_nothing()
    {
        var logger = new ListLogger();
        int here = Environment.CurrentManagedThreadId;
        using var broken = new MeterListener
        {
            InstrumentPublished = (instrument, listener) =>
            {
                // Other tests have meters, too.
                if (instrument.Meter.Name == "MsiEncap" && Environment.CurrentManagedThreadId == here)
                {
                    listener.EnableMeasurementEvents(instrument);
                    throw new InvalidTimeZoneException("appeared");
                }
            },
            MeasurementsCompleted = (_, _) => throw new InvalidTimeZoneException("went"),
        };

        // Instruments that are there already belong to other tests.
        Exception? fromStart = Record.Exception(broken.Start);
        Assert.True(fromStart is null or InvalidTimeZoneException);
        using (TestRig rig = ObservedRig.With(logger))
        {
            using var reader = new MeterReader(rig.Machine.Irqs);
            using var arrived = new SemaphoreSlim(0);
            MsiMap map = rig.Allocate(CpuMask.Of(0));
            rig.Request(map, arrived);
            rig.RaiseAndWait(map, arrived);

            Assert.Equal(9, reader.Instruments.Count);
            Assert.Equal(1, reader.Value("msiencap.irq.handled"));
            Assert.Equal(9, logger.Entries.Count(entry => entry.Id.Name == "MeterListenerThrew" && entry.Thrown!.ToString().Contains("appeared", StringComparison.Ordinal)));
        }

        Assert.Contains(logger.Entries, entry => entry.Id.Name == "MeterListenerThrew" && entry.Thrown!.ToString().Contains("went", StringComparison.Ordinal));
        Assert.Equal("DeviceRemoved", logger.Entries.Last(entry => entry.Id.Id >= 16).Id.Name);
        broken.MeasurementsCompleted = null;
    }

    [Fact]
    public void A_listener_that_throws_while_it_reads_hurts_only_itself()
    {
        using var rig = new TestRig();
        using var arrived = new SemaphoreSlim(0);
        MsiMap map = rig.Allocate(CpuMask.Of(0));
        rig.Request(map, arrived);
        rig.RaiseAndWait(map, arrived);
        using var broken = new MeterReader(rig.Machine.Irqs, () => throw new InvalidTimeZoneException("broken"));
        using var reader = new MeterReader(rig.Machine.Irqs);

        Assert.Throws<AggregateException>(broken.Read);

        rig.RaiseAndWait(map, arrived);
        Assert.Equal(2, reader.Value("msiencap.irq.handled"));
    }

    [Fact]
    public void A_listener_may_do_anything_while_it_reads()
    {
        using var rig = new TestRig();
        rig.Request(static () => IrqReturn.Handled);
        int rounds = 0;
        using var reader = new MeterReader(rig.Machine.Irqs, () =>
        {
            (MsiMap map, IrqRegistration irq) = rig.Request(static () => IrqReturn.Handled);
            irq.Dispose();
            rig.Device.FreeImsIrq(map);
            rig.Machine.Irqs.FormatInterrupts();
            rounds++;
        });

        int readings = reader.Read().Count;

        Assert.Equal(readings, rounds);
    }

    [Fact]
    public void Even_a_callback_of_a_domain_may_read()
    {
        using var rig = new TestRig();
        using var reader = new MeterReader(rig.Machine.Irqs);
        rig.Request(static () => IrqReturn.Handled, "other");
        int readings = 0;
        rig.Log.During("Unmask", () => readings = reader.Read("msiencap.irq.handled").Count);

        rig.Request(static () => IrqReturn.Handled, "this");

        Assert.Equal(2, readings);
    }
}
