using System.Diagnostics.Tracing;
using MsiEncap.Runtime.Tests.Rig;
using Xunit;

namespace MsiEncap.Runtime.Tests.Observability;

/// <summary>The event source: what changes and what goes wrong is told once, and nothing of an interrupt that is handled.</summary>
public class EventSourceTests
{
    private const string Chip = "IR-TEST-IMS-0000:00:01.0";

    [Fact]
    public void The_source_is_well_formed()
    {
        EventSource source = EventRecorder.Source;

        Assert.Null(source.ConstructionException);
        Assert.NotNull(EventSource.GenerateManifest(source.GetType(), null, EventManifestOptions.Strict));
    }

    [Fact]
    public void The_life_of_an_interrupt_is_told_in_its_order()
    {
        using var events = new EventRecorder(EventLevel.Verbose);
        IrqSubsystem irqs;
        int virq;
        using (var rig = new TestRig())
        {
            irqs = rig.Machine.Irqs;
            MsiMap map = rig.Allocate(CpuMask.Of(0));
            virq = map.Virq.Number;
            IrqRegistration irq = rig.Device.RequestIrq(map.Virq, static (_, _) => IrqReturn.Handled, 0, "wq0");
            rig.Device.SetIrqAffinity(map.Virq, CpuMask.Of(1));
            irq.Dispose();
            rig.Device.FreeImsIrq(map);
        }

        Assert.Equal(
            [
                $"DomainCreated 0000:00:01.0 1 {Chip} 16",
                $"InterruptAllocated {virq} {Chip} 0 0 0 32",
                $"HandlerRequested {virq} {Chip} wq0",
                $"InterruptMoved {virq} {Chip} 0 1 32",
                $"HandlerFreed {virq} {Chip} wq0",
                $"InterruptFreed {virq} {Chip} 0",
                $"DomainRemoved 0000:00:01.0 1 {Chip}",
                "DeviceRemoved 0000:00:01.0",
            ],
            events.Lines(irqs));
    }

    [Fact]
    public void Cpus_that_go_and_come_are_told_with_the_interrupts_that_they_take_along()
    {
        using var rig = new TestRig();
        MsiMap plain = rig.Allocate(CpuMask.Of(1));
        MsiMap managed = rig.Allocate(CpuMask.Of(1), managed: true);
        rig.Device.RequestIrq(managed.Virq, static (_, _) => IrqReturn.Handled, 0, "managed");
        using var events = new EventRecorder(EventLevel.Verbose);

        rig.Machine.Irqs.SetCpuOnline(1, false);
        rig.Machine.Irqs.SetCpuOnline(1, true);

        IReadOnlyList<string> lines = events.Lines(rig.Machine.Irqs);
        Assert.Equal("CpuOffline 1", lines[0]);
        Assert.Equal(
            new[] { $"InterruptMoved {plain.Virq} {Chip} 1 0 32", $"ManagedShutdown {managed.Virq} {Chip} 1" }.Order(StringComparer.Ordinal),
            lines.Skip(1).Take(2).Order(StringComparer.Ordinal));
        Assert.Equal("CpuOnline 1", lines[3]);
        Assert.StartsWith($"ManagedStartup {managed.Virq} {Chip} 1 ", lines[4], StringComparison.Ordinal);
        Assert.Equal(5, lines.Count);
    }

    [Fact]
    public void Vectors_are_told_one_by_one()
    {
        using var rig = new PciRig(PciRig.Msix());
        using var events = new EventRecorder(EventLevel.Verbose);

        Assert.Equal(4, rig.Device.AllocateIrqVectors(4, 4, IrqVectorTypes.Msix));
        rig.Device.FreeIrqVectors();

        IReadOnlyList<string> names = [.. events.Of(rig.Machine.Irqs).Select(written => written.EventName!)];
        Assert.Equal(["DomainCreated", .. Enumerable.Repeat("InterruptAllocated", 4), .. Enumerable.Repeat("InterruptFreed", 4)], names);
    }

    [Fact]
    public void Vectors_that_cannot_be_allocated_in_full_are_told_as_taken_back()
    {
        using var rig = new TestRig(new TestRigOptions { Cpus = 1, Slots = 256, HardwareSize = 256 });
        for (int i = 0; i < IrqSubsystem.VectorsPerCpu - 2; i++)
        {
            rig.Device.AllocateImsIrq(new TestCookie(1));
        }

        PciDevice device = rig.Machine.Plug(new PciModel([0x100, PciRig.TableBarSize, 0x100], PciRig.Msix()));
        using var events = new EventRecorder(EventLevel.Verbose);

        Assert.Throws<MsiException>(() => device.AllocateIrqVectors(4, 4, IrqVectorTypes.Msix));

        IReadOnlyList<string> names = [.. events.Of(rig.Machine.Irqs).Select(written => written.EventName!).Where(name => name.StartsWith("Interrupt", StringComparison.Ordinal))];
        Assert.Equal(["InterruptAllocated", "InterruptAllocated", "InterruptFreed", "InterruptFreed"], names);
    }

    [Fact]
    public void An_allocation_that_fails_is_not_told()
    {
        using var rig = new TestRig();
        using var events = new EventRecorder(EventLevel.Verbose);
        rig.Log.Fail("InitializeIrq");

        Assert.Throws<MsiException>(() => rig.Device.AllocateImsIrq(new TestCookie(1)));

        Assert.Empty(events.Of(rig.Machine.Irqs));
    }

    [Fact]
    public void A_request_that_fails_is_not_told()
    {
        using var rig = new TestRig();
        MsiMap map = rig.Device.AllocateImsIrq(new TestCookie(1));
        using var events = new EventRecorder(EventLevel.Verbose);
        rig.Log.Fail("Unmask");

        Assert.Throws<MsiException>(() => rig.Device.RequestIrq(map.Virq, static (_, _) => IrqReturn.Handled, 0, "test"));

        Assert.Empty(events.Of(rig.Machine.Irqs));
    }

    [Fact]
    public void A_device_that_is_pulled_out_and_then_removed_is_told_as_both_once()
    {
        using var rig = new TestRig();
        using var events = new EventRecorder(EventLevel.Informational);

        rig.Machine.Unplug(rig.Hardware);
        rig.Machine.Unplug(rig.Hardware);
        rig.Device.Dispose();
        rig.Device.Dispose();

        Assert.Equal(
            ["DeviceUnplugged 0000:00:01.0", $"DomainRemoved 0000:00:01.0 1 {Chip}", "DeviceRemoved 0000:00:01.0"],
            events.Lines(rig.Machine.Irqs));
    }

    [Fact]
    public void A_handler_that_throws_is_told_with_its_name_and_what_it_threw()
    {
        using var events = new EventRecorder(EventLevel.Error);
        using var rig = new TestRig();
        (MsiMap map, _) = rig.Request(() => throw new InvalidTimeZoneException("out of time"), "log-handler");

        rig.Hardware.Raise(map.Index);

        EventWrittenEventArgs written = events.Await(rig.Machine.Irqs, "HandlerThrew");
        Assert.Equal([rig.Machine.Irqs.Id, map.Virq.Number, Chip, "log-handler"], written.Payload!.Take(4));
        Assert.StartsWith("System.InvalidTimeZoneException: out of time", (string)written.Payload![4]!, StringComparison.Ordinal);
    }

    [Fact]
    public void A_handler_that_frees_itself_while_its_domain_fails_is_told()
    {
        using var events = new EventRecorder(EventLevel.Error);
        using var rig = new TestRig();
        IrqRegistration? self = null;
        (MsiMap map, IrqRegistration irq) = rig.Request(
            () =>
            {
                self!.Dispose();
                return IrqReturn.Handled;
            },
            "log-self");
        self = irq;
        rig.Log.Fail("Mask");

        rig.Hardware.Raise(map.Index);

        EventWrittenEventArgs written = events.Await(rig.Machine.Irqs, "FreeFailed");
        Assert.Equal("log-self", written.Payload![3]);
        Assert.Contains("injected into Mask", (string)written.Payload[4]!, StringComparison.Ordinal);
    }

    [Fact]
    public void An_interrupt_that_nobody_cared_for_is_told_once()
    {
        using var events = new EventRecorder(EventLevel.Error);
        using TestRig rig = ObservedRig.Timeless(new ListLogger());
        MsiMap map = rig.Device.AllocateImsIrq(new TestCookie(1));
        rig.RequestStorm(map, "storm");

        rig.Hardware.Raise(map.Index);

        events.Await(rig.Machine.Irqs, "NobodyCared");
        rig.Device.SynchronizeIrq(map.Virq);
        Assert.Equal([$"NobodyCared {map.Virq} {Chip} storm"], events.Lines(rig.Machine.Irqs));
    }

    [Fact]
    public void An_interrupt_that_cannot_follow_its_cpus_is_told()
    {
        using var events = new EventRecorder(EventLevel.Error);
        using var rig = new TestRig(new TestRigOptions { Slots = 256, HardwareSize = 256 });
        for (int i = 0; i < IrqSubsystem.VectorsPerCpu; i++)
        {
            rig.Allocate(CpuMask.Of(0));
        }

        MsiMap map = rig.Allocate(CpuMask.Of(1));

        Assert.Throws<MsiException>(() => rig.Machine.Irqs.SetCpuOnline(1, false));

        Assert.StartsWith($"MoveFailed {map.Virq} {Chip} no CPU of ", Assert.Single(events.Lines(rig.Machine.Irqs)), StringComparison.Ordinal);
    }

    [Fact]
    public void A_listener_that_throws_changes_nothing()
    {
        using var events = new EventRecorder(EventLevel.Verbose, () => throw new InvalidTimeZoneException("broken listener"));
        using var rig = new TestRig();
        using var arrived = new SemaphoreSlim(0);
        MsiMap map = rig.Device.AllocateImsIrq(new TestCookie(1));
        IrqRegistration irq = rig.Request(map, arrived);
        (MsiMap faulty, _) = rig.Request(() => throw new InvalidTimeZoneException("broken handler"), "faulty");

        rig.Hardware.Raise(faulty.Index);
        events.Await(rig.Machine.Irqs, "HandlerThrew");
        rig.RaiseAndWait(map, arrived, 2);
        rig.Machine.Irqs.SetCpuOnline(1, false);
        rig.RaiseAndWait(map, arrived);
        irq.Dispose();
        rig.Device.FreeImsIrq(map);

        Assert.Equal(3, irq.Count);
        Assert.Equal(Virq.None, rig.Device.GetVirq(MsiDomainId.Secondary, map.Index));
    }

    [Fact]
    public void Nothing_is_told_and_nothing_allocated_of_interrupts_that_are_handled()
    {
        // The first ones may still be setting up what is the thread's.
        const int Settled = 100;
        const int Interrupts = 10_000;
        using var rig = new TestRig();
        using var events = new EventRecorder(EventLevel.Verbose);
        using var reader = new MeterReader(rig.Machine.Irqs);
        using var arrived = new SemaphoreSlim(0);
        long before = 0;
        long after = 0;
        int runs = 0;
        MsiMap map = rig.Allocate(CpuMask.Of(0));
        rig.Device.RequestIrq(
            map.Virq,
            (_, _) =>
            {
                after = GC.GetAllocatedBytesForCurrentThread();
                before = ++runs == Settled ? after : before;
                if (runs == Interrupts)
                {
                    arrived.Release();
                }
                else
                {
                    rig.Hardware.Raise(map.Index);
                }

                return IrqReturn.Handled;
            },
            0,
            "quiet");

        rig.Hardware.Raise(map.Index);
        Assert.True(arrived.Wait(Patience.Time));

        Assert.Equal(Interrupts, reader.Value("msiencap.irq.handled"));
        Assert.Equal(0, after - before);
        Assert.Equal(["InterruptAllocated", "HandlerRequested"], events.Of(rig.Machine.Irqs).Select(written => written.EventName));
    }
}
