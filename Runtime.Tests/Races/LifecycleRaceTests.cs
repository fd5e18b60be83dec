using System.Globalization;
using MsiEncap.Runtime.Tests.Rig;
using Xunit;

namespace MsiEncap.Runtime.Tests.Races;

/// <summary>Interrupts come and go on the same device and on several, while they fire, move, and CPUs go.</summary>
public class LifecycleRaceTests
{
    private const int Cpus = 3;
    private const int Workers = 3;
    private const int Rounds = 400 / Effort.Divisor;
    private const int Slots = 8;

    [Theory]
    [InlineData(true, true)]
    [InlineData(true, false)]
    [InlineData(false, true)]
    [InlineData(false, false)]
    public void Nothing_is_lost_leaked_or_late_while_interrupts_come_and_go(bool sameDevice, bool remaps)
    {
        TestRigOptions options = Options(remaps);
        using var rig = new TestRig(options);
        (PciDevice Device, TestFunction Hardware)[] devices =
            [(rig.Device, rig.Hardware), .. Enumerable.Range(1, Workers - 1).Select(_ => sameDevice ? (rig.Device, rig.Hardware) : rig.PlugWithHardware(options))];

        Crew.RunAgainst(
            Patience.Time * 2,
            [() => TakeCpuAway(rig), () => RaiseAll(devices)],
            [.. devices.Select((device, worker) => (Action)(() => Live(device.Device, device.Hardware, worker)))]);

        Assert.EndsWith("ERR:          0\n", rig.Machine.Irqs.FormatInterrupts(), StringComparison.Ordinal);
        Assert.Equal(Cpus * IrqSubsystem.VectorsPerCpu, Capacity(rig));
    }

    [Fact]
    public void The_device_goes_while_its_driver_works_and_its_interrupts_fire()
    {
        const int Devices = 60;
        TestRigOptions options = Options(remaps: true);
        for (int i = 0; i < Devices; i++)
        {
            using var rig = new TestRig(options);
            RacingHandler[] handlers = [.. Enumerable.Range(0, Workers).Select(_ => new RacingHandler())];
            Crew.RunAgainst(
                Patience.Time,
                [() => TakeCpuAway(rig), () => RaiseAll([(rig.Device, rig.Hardware)])],
                [.. handlers.Select((handler, worker) => (Action)(() => LiveUntilRemoved(rig.Device, handler, worker))), () => RemoveOnceWorking(rig, handlers)]);
            foreach (RacingHandler handler in handlers)
            {
                handler.AssertNothingWrong();
            }

            rig.Device.Dispose();
            Assert.EndsWith("ERR:          0\n", rig.Machine.Irqs.FormatInterrupts(), StringComparison.Ordinal);
        }
    }

    [Fact]
    public void A_device_and_its_machine_may_be_removed_by_several_at_once()
    {
        const int Times = 300;
        for (int i = 0; i < Times; i++)
        {
            using var rig = new TestRig(Options(remaps: true));
            rig.Request(() => IrqReturn.Handled);
            Crew.Run(rig.Device.Dispose, rig.Device.Dispose, rig.Dispose);
        }
    }

    private static TestRigOptions Options(bool remaps) => (remaps ? new TestRigOptions() : TestRigOptions.WithoutRemapping()) with
    {
        Cpus = Cpus,
        Slots = Slots,
        HardwareSize = Slots,
        ActivateEarly = true,
        Log = new CallbackLog { Records = false },
    };

    /// <summary>The life of an interrupt, again and again.</summary>
    private static void Live(PciDevice device, TestFunction hardware, int worker)
    {
        var random = new Random(worker);
        for (int round = 0; round < Rounds; round++)
        {
            MsiMap map = device.AllocateImsIrq(new TestCookie(1));
            var handler = new RacingHandler();
            IrqRegistration irq = device.RequestIrq(map.Virq, static (_, handler) => handler.Run(), handler, "racing");
            handler.Write();
            hardware.Raise(map.Index);
            Disturb(device, map.Virq, random);
            handler.Write();
            hardware.Raise(map.Index);
            handler.AwaitLast($"{device.DescribeIrq(map.Virq)}; {hardware.Describe(map.Index)}");
            irq.Dispose();
            handler.SetFreed();
            device.FreeImsIrq(map);
            handler.AssertNothingWrong();
        }
    }

    private static void Disturb(PciDevice device, Virq virq, Random random)
    {
        switch (random.Next(3))
        {
            case 0:
                device.DisableIrq(virq);
                device.EnableIrq(virq);
                break;
            case 1:
                try
                {
                    device.SetIrqAffinity(virq, CpuMask.Of(random.Next(Cpus)));
                }
                catch (MsiException refused) when (refused.Error.Code == MsiErrorCode.Invalid)
                {
                    // The CPU is away.
                }

                break;
            default:
                device.SynchronizeIrq(virq);
                break;
        }
    }

    private static void LiveUntilRemoved(PciDevice device, RacingHandler handler, int worker)
    {
        var random = new Random(worker);
        while (true)
        {
            MsiMap map = default;
            IrqRegistration? irq = null;
            try
            {
                map = device.AllocateImsIrq(new TestCookie(1));
                irq = device.RequestIrq(map.Virq, static (_, handler) => handler.Run(), handler, "racing");
                Disturb(device, map.Virq, random);
                irq.Dispose();
                device.FreeImsIrq(map);
            }
            catch (Exception gone) when (IsOfRemoval(gone))
            {
                // What a driver does on its way out must not fail: nothing is in use any more.
                irq?.Dispose();
                AssertFreed(device, map);
                handler.SetFreed();
                return;
            }
        }
    }

    private static bool IsOfRemoval(Exception thrown) => thrown switch
    {
        ObjectDisposedException => true,
        MsiException { Error.Code: MsiErrorCode.Stale or MsiErrorCode.NoDomain } => true,
        ArgumentException => true,
        _ => false,
    };

    private static void AssertFreed(PciDevice device, MsiMap map)
    {
        try
        {
            device.FreeImsIrq(map);
        }
        catch (MsiException refused)
        {
            Assert.True(refused.Error.Code is MsiErrorCode.Stale or MsiErrorCode.NoDomain, refused.Message);
        }
    }

    private static void RemoveOnceWorking(TestRig rig, RacingHandler[] handlers)
    {
        SpinWait.SpinUntil(() => handlers.Any(handler => handler.Runs > 0), Patience.Time);
        rig.Device.Dispose();
    }

    private static void TakeCpuAway(TestRig rig)
    {
        int cpu = Random.Shared.Next(Cpus);
        rig.Machine.Irqs.SetCpuOnline(cpu, online: false);
        rig.Machine.Irqs.SetCpuOnline(cpu, online: true);
    }

    /// <summary>Raises what can be raised; a slot whose message is taken away just then, the device does not raise.</summary>
    private static void RaiseAll((PciDevice Device, TestFunction Hardware)[] devices)
    {
        foreach ((_, TestFunction hardware) in devices)
        {
            for (int slot = 0; slot < Slots; slot++)
            {
                if (hardware.IsPrepared(slot))
                {
                    hardware.Raise(slot);
                }
            }
        }
    }

    /// <summary>How many interrupts a new device gets.</summary>
    private static int Capacity(TestRig rig)
    {
        (PciDevice device, _) = rig.PlugWithHardware(Options(remaps: true) with { Storage = TestStorage.Msi, Slots = 1024, HardwareSize = 1024 });
        int count = 0;
        while (device.TryAllocateImsIrq(new TestCookie(1), out _, out MsiError? error))
        {
            count++;
            Assert.True(count <= 1024, string.Create(CultureInfo.InvariantCulture, $"No end: {error}"));
        }

        return count;
    }
}
