using MsiEncap.Runtime.Tests.Rig;
using MsiEncap.Simulation;
using Xunit;

namespace MsiEncap.Runtime.Tests.Pci;

/// <summary>Devices that are pulled out under their drivers (surprise removal).</summary>
public class UnplugTests
{
    [Fact]
    public void All_reads_give_all_ones()
    {
        using var rig = new PciRig(PciRig.Msix());
        MmioRegion table = rig.Table;
        MmioRegion registers = rig.Device.MapBar(0);

        rig.Machine.Unplug(rig.Model);

        Assert.Equal(byte.MaxValue, rig.Device.ReadConfig8(0));
        Assert.Equal(ushort.MaxValue, rig.Device.ReadConfig16(PciRig.Command));
        Assert.Equal(uint.MaxValue, rig.Device.ReadConfig32(0));
        Assert.Equal(byte.MaxValue, registers.Read8(0));
        Assert.Equal(ushort.MaxValue, registers.Read16(0));
        Assert.Equal(uint.MaxValue, table.Read32(0));
        Assert.Equal(ulong.MaxValue, table.Read64(0));
        Assert.Equal(ulong.MaxValue, rig.PendingBits.Read64(0));
        Assert.Empty(rig.Model.Accesses);
    }

    [Fact]
    public void Writes_go_nowhere_and_let_nothing_go()
    {
        using var rig = new PciRig(PciRig.Msix());
        rig.EnableMsix();
        int control = rig.MsixControl;
        rig.Table.Write32(12, 1);
        rig.Model.Raise(0);

        rig.Machine.Unplug(rig.Model);
        rig.Table.Write32(12, 0);
        rig.Device.WriteConfig16(control, PciRig.MsixEnable);
        rig.Device.MapBar(0).Write32(0, 1);

        Assert.Equal(PciRig.Nothing, rig.Sent());
        Assert.Empty(rig.Model.Accesses);
    }

    [Fact]
    public void Asleep_a_device_can_be_pulled_out_and_does_not_wake()
    {
        using var rig = new PciRig(PciRig.Msix() with { PowerManagement = true });
        int power = rig.PowerControl;
        rig.Sleep();

        rig.Machine.Unplug(rig.Model);
        rig.Device.WriteConfig16(power, 0);

        Assert.Equal(uint.MaxValue, rig.Table.Read32(0));
        Assert.Equal(0, rig.Model.Resets);
    }

    [Fact]
    public void Nothing_is_raised_any_more()
    {
        using var rig = new PciRig(PciRig.Msix() with { InterruptPin = SimulatedInterruptPin.A });
        rig.EnableMsix();

        rig.Machine.Unplug(rig.Model);
        rig.Model.Raise(0);
        rig.Model.Assert();
        rig.Model.Deassert();

        Assert.Equal(PciRig.Nothing, rig.Sent());
    }

    [Fact]
    public void Pulling_it_out_again_does_nothing_and_putting_it_back_is_refused()
    {
        using var rig = new PciRig(PciRig.Msix());

        rig.Machine.Unplug(rig.Model);
        rig.Machine.Unplug(rig.Model);

        Assert.Throws<ArgumentException>(() => rig.Machine.Plug(rig.Model));
    }

    [Fact]
    public void A_device_of_no_machine_or_another_cannot_be_pulled_out()
    {
        using var rig = new PciRig(PciRig.Msix());
        using var other = new PciRig(PciRig.Msix());

        ArgumentException thrown = Assert.Throws<ArgumentException>("function", () => rig.Machine.Unplug(other.Model));
        Assert.Contains("not plugged into this machine", thrown.Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentException>("function", () => rig.Machine.Unplug(new PciModel([], SimulatedPciCapabilities.None)));
        Assert.Throws<ArgumentNullException>("function", () => rig.Machine.Unplug(null!));
        Assert.Equal(0x1234, other.Device.ReadConfig16(0));
    }

    [Fact]
    public void The_driver_of_a_device_that_was_pulled_out_can_still_free_and_remove()
    {
        using var rig = new TestRig();
        MsiMap map = rig.Device.AllocateImsIrq(new TestCookie(1));
        IrqRegistration irq = rig.Device.RequestIrq(map.Virq, static (_, _) => IrqReturn.Handled, 0, "test");

        rig.Machine.Unplug(rig.Hardware);
        irq.Dispose();
        rig.Device.FreeImsIrq(map);
        rig.Device.Dispose();

        Assert.Throws<ObjectDisposedException>(() => rig.Device.AllocateImsIrq(new TestCookie(1)));
    }

    [Fact]
    public async Task Pulled_out_while_it_raises_and_is_programmed_it_falls_silent_at_once()
    {
        const int Rounds = 50;
        for (int round = 0; round < Rounds; round++)
        {
            using var rig = new PciRig(PciRig.Msix() with { MsiVectors = 1, InterruptPin = SimulatedInterruptPin.A });
            rig.EnableMsix();
            int control = rig.MsixControl;
            using var stop = new CancellationTokenSource();
            using var raising = new CountdownEvent(2);
            long raised = 0;
            Task raiser = Task.Run(() =>
            {
                raising.Signal();
                while (!stop.IsCancellationRequested)
                {
                    rig.Model.Raise(0);
                    rig.Model.Assert();
                    rig.Model.Deassert();
                    Interlocked.Increment(ref raised);
                }
            });
            Task driver = Task.Run(() =>
            {
                raising.Signal();
                while (!stop.IsCancellationRequested)
                {
                    rig.Table.Write32(12, 1);
                    rig.Table.Write32(12, 0);
                    rig.Device.WriteConfig16(control, PciRig.MsixEnable | PciRig.FunctionMask);
                    rig.Device.WriteConfig16(control, PciRig.MsixEnable);
                }
            });
            Assert.True(raising.Wait(Patience.Time));

            rig.Machine.Unplug(rig.Model);
            rig.Sent();
            long seen = Interlocked.Read(ref raised);
            Assert.True(SpinWait.SpinUntil(() => Interlocked.Read(ref raised) >= seen + 2, Patience.Time));
            Assert.Equal(PciRig.Nothing, rig.Sent());
            Assert.Equal(uint.MaxValue, rig.Table.Read32(12));

            await stop.CancelAsync();
            await Task.WhenAll(raiser, driver).WaitAsync(Patience.Time);
        }
    }
}
