using Microsoft.Extensions.Logging;
using MsiEncap.Runtime.Tests.Rig;
using Xunit;

namespace MsiEncap.Runtime.Tests.Conformance;

/// <summary>A device goes, with whatever is requested and allocated.</summary>
public class RemovalTests
{
    [Fact]
    [Follows("§4 device data", "devres_release_all")]
    public void Those_who_work_with_a_device_hear_of_its_removal_before_anything_is_taken_from_them()
    {
        using var rig = new TestRig();
        using var handler = new TestHandler();
        (MsiMap map, _) = rig.Request(handler);
        bool? requested = null;
        Virq? number = null;
        using CancellationTokenRegistration listener = rig.Device.Removal.Register(() =>
        {
            requested = rig.Device.HasIrqHandler(map.Virq);
            number = rig.Device.GetVirq(map.DomainId, map.Index);
        });
        Assert.False(rig.Device.Removal.IsCancellationRequested);

        rig.Device.Dispose();

        Assert.Equal((true, map.Virq), (requested, number));
        Assert.True(rig.Device.Removal.IsCancellationRequested);
    }

    [Fact]
    [Follows("§4 device data", "devres_release_all")]
    public void Whoever_hears_of_the_removal_may_free_what_is_theirs()
    {
        using var rig = new TestRig();
        using var handler = new TestHandler();
        (MsiMap map, IrqRegistration irq) = rig.Request(handler);
        using CancellationTokenRegistration listener = rig.Device.Removal.Register(() =>
        {
            irq.Dispose();
            rig.Device.FreeImsIrq(map);
        });
        rig.Log.Clear();

        rig.Device.Dispose();

        Assert.Equal(["Mask", "WriteMessage", "FreeIrq", "Teardown"], rig.Log.Names);
    }

    [Fact]
    [Follows("§4 device data", "devres_release_all")]
    public void A_listener_that_throws_does_not_stop_the_removal()
    {
        var logger = new ListLogger(LogLevel.Error);
        using var rig = new TestRig(new TestRigOptions { Machine = new() { Logger = logger } });
        using CancellationTokenRegistration listener = rig.Device.Removal.Register(() => throw new InvalidTimeZoneException("deaf"));

        rig.Device.Dispose();

        Assert.Equal("RemovalListenerThrew", Assert.Single(logger.Entries).Id.Name);
        Assert.Equal("Teardown", rig.Log.Names.Last());
    }

    [Fact]
    [Follows("§4 device data", "msi_device_data_release")]
    public void A_removed_device_can_do_nothing_any_more()
    {
        using var rig = new TestRig();
        using var handler = new TestHandler();
        (MsiMap map, IrqRegistration irq) = rig.Request(handler);
        rig.Device.Dispose();

        Assert.Throws<ObjectDisposedException>(() => rig.Device.AllocateImsIrq(new TestCookie(1)));
        Assert.Throws<ObjectDisposedException>(() => rig.AllocateRange(0, 0));
        Assert.Throws<ArgumentException>(() => rig.RequestAt(map, handler));
        Assert.Equal(MsiErrorCode.NoDomain, Assert.Throws<MsiException>(() => rig.Device.FreeImsIrq(map)).Error.Code);
        Assert.Equal(Virq.None, rig.Device.GetVirq(map.DomainId, map.Index));
        irq.Dispose();
    }

    [Fact]
    [Follows("§4 device data", "msi_device_data_release")]
    public void A_device_is_removed_once()
    {
        using var rig = new TestRig();
        using var handler = new TestHandler();
        rig.Request(handler);
        rig.Device.Dispose();
        rig.Log.Clear();

        rig.Device.Dispose();

        Assert.Empty(rig.Log.Names);
    }

    [Fact]
    [Follows("§4 device data", "msi_remove_device_irq_domain")]
    public void Every_domain_of_a_removed_device_goes()
    {
        using var rig = new TestRig();
        var options = new TestRigOptions();
        rig.Device.AllocateImsIrq(rig.CreateDomain(new MsiDomainId(7), options), new TestCookie(1));

        rig.Device.Dispose();

        Assert.Equal(["FreeIrq", "Teardown"], options.Log.Names.TakeLast(2));
        Assert.Equal("Teardown", rig.Log.Names.Last());
    }

    [Fact]
    [Follows("§4 device data", "devres_release_all")]
    public async Task Enabling_an_interrupt_whose_handler_the_removal_has_taken_says_that_the_device_is_gone()
    {
        using var rig = new TestRig(new TestRigOptions { OverridesStartup = true });
        using var handler = new TestHandler();
        (MsiMap map, _) = rig.Request(handler);
        handler.Hold();
        rig.Hardware.Raise(map.Index);
        handler.AwaitEntered();
        var removal = Task.Run(rig.Device.Dispose);
        Assert.True(SpinWait.SpinUntil(() => rig.Log.Names.Contains("Shutdown"), Patience.Time), "the handler was not freed");

        Exception? refusal = Record.Exception(() => rig.Device.EnableIrq(map.Virq));

        handler.Release();
        await removal;
        Assert.IsType<ObjectDisposedException>(refusal);
    }

    [Fact]
    [Follows("§4 device data", "msi_device_data_release")]
    public void Other_devices_go_on()
    {
        using var rig = new TestRig();
        (PciDevice other, TestFunction hardware) = rig.PlugWithHardware(new TestRigOptions());
        using var handler = new TestHandler();
        MsiMap map = other.AllocateImsIrq(new TestCookie(1));
        using IrqRegistration irq = other.RequestIrq(map.Virq, static (_, handler) => handler.Run(), handler, "other");

        rig.Device.Dispose();
        hardware.Raise(map.Index);

        handler.AwaitRuns(1);
        Assert.True(other.TryAllocateImsIrq(new TestCookie(1), out _, out _));
    }

    [Fact]
    [Follows("§4 device data", "__free_irq")]
    public void Nothing_runs_after_the_removal_while_the_device_goes_on_raising()
    {
        for (int round = 0; round < 20; round++)
        {
            using var rig = new TestRig();
            using var handler = new TestHandler();
            (MsiMap map, _) = rig.Request(handler);
            (ulong address, uint data) = rig.Hardware.Message(map.Index);
            using var raiser = new Raiser(() => rig.Hardware.Bus.Write32(address, data));
            handler.AwaitRuns(1);

            rig.Device.Dispose();

            int runs = handler.Runs;
            Thread.SpinWait(2000);
            Assert.Equal(runs, handler.Runs);
        }
    }

    [Fact]
    [Follows("§4 device data", "kthread_stop")]
    public void Threads_of_handlers_end_with_the_device()
    {
        using var rig = new TestRig();
        using var threaded = new TestHandler();
        (MsiMap map, _) = rig.RequestThreaded(null, threaded);
        threaded.Hold();
        rig.Hardware.Raise(map.Index);
        threaded.AwaitEntered();

        var probe = new LockProbe(rig.Device.Dispose);
        Assert.True(probe.Waits);

        threaded.Release();
        probe.Join();
    }

    [Fact]
    [Follows("§4 device data", "irq_free_descs")]
    public void The_numbers_and_vectors_of_a_removed_device_are_there_for_others()
    {
        using var rig = new TestRig(new TestRigOptions { Cpus = 1, Machine = new() { VirqLimit = 320 }, Slots = 208, HardwareSize = 208 });
        rig.AllocateRange(0, IrqSubsystem.VectorsPerCpu - 1);
        PciDevice other = rig.Plug(new TestRigOptions { Slots = 256, HardwareSize = 256 });
        Assert.False(other.TryAllocateImsIrq(new TestCookie(1), out _, out _));

        rig.Device.Dispose();

        for (int i = 0; i < IrqSubsystem.VectorsPerCpu; i++)
        {
            Assert.True(other.TryAllocateImsIrq(new TestCookie(1), out _, out _));
        }
    }

    [Fact]
    [Follows("§4 device data", "msi_device_data_release")]
    public void With_the_machine_every_device_goes()
    {
        var rig = new TestRig();
        var options = new TestRigOptions();
        rig.Plug(options);

        rig.Dispose();

        Assert.Equal(("Teardown", "Teardown"), (rig.Log.Names.Last(), options.Log.Names.Last()));
    }
}
