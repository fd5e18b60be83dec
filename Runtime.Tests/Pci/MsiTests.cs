using MsiEncap.Runtime.Tests.Rig;
using MsiEncap.Simulation;
using Xunit;

namespace MsiEncap.Runtime.Tests.Pci;

/// <summary>The MSI hardware of a simulated function (PCI Local Bus Specification 3.0, section 6.8.1).</summary>
public class MsiTests
{
    private const int Mask = 0x10;
    private const int Pending = 0x14;

    [Theory]
    [InlineData(0, 0, 0x4242)]
    [InlineData(0, 7, 0x4242)]
    [InlineData(1, 1, 0x4243)]
    [InlineData(3, 0, 0x4240)]
    [InlineData(3, 5, 0x4245)]
    [InlineData(2, 5, 0x4241)]
    public void A_vector_replaces_the_low_bits_of_the_data_as_far_as_vectors_were_granted(int log, int vector, uint expected)
    {
        using var rig = new PciRig(PciRig.Msi(8));
        rig.EnableMsi(log, 0x4242);

        rig.Model.Raise(vector);

        Assert.Equal(expected, rig.Sent());
    }

    [Fact]
    public void More_vectors_than_the_function_asks_for_are_not_there()
    {
        using var rig = new PciRig(PciRig.Msi(2));
        rig.EnableMsi(5, 0x40ff);

        rig.Model.Raise(1);

        Assert.Equal(0x40ffu, rig.Sent());
        rig.Model.Raise(0);
        Assert.Equal(0x40feu, rig.Sent());
    }

    [Fact]
    public void A_masked_vector_is_pending_until_it_is_unmasked_and_is_sent_once()
    {
        using var rig = new PciRig(PciRig.Msi(4));
        rig.EnableMsi(2, 0x100);
        int capability = rig.Capability(5);
        rig.Device.WriteConfig32(capability + Mask, 0b0110);

        rig.Model.Raise(1);
        rig.Model.Raise(1);
        rig.Model.Raise(2);
        Assert.Equal(PciRig.Nothing, rig.Sent());
        Assert.Equal(0b0110u, rig.Device.ReadConfig32(capability + Pending));
        rig.Model.Raise(3);
        Assert.Equal(0x103u, rig.Sent());

        rig.Device.WriteConfig32(capability + Mask, 0b0100);
        Assert.Equal(0x101u, rig.Sent());
        Assert.Equal(0b0100u, rig.Device.ReadConfig32(capability + Pending));

        rig.Device.WriteConfig32(capability + Mask, 0b0110);
        rig.Device.WriteConfig32(capability + Mask, 0b0100);
        Assert.Equal(PciRig.Nothing, rig.Sent());
    }

    [Fact]
    public void Without_64_bits_the_message_goes_to_the_low_address()
    {
        using var rig = new PciRig(PciRig.Msi(1, masking: false) with { MsiAddress64 = false });
        int control = rig.MsiControl;
        rig.Device.WriteConfig32(control + 2, 0x7ff0);
        rig.Device.WriteConfig16(control + 6, 0x21);
        rig.Device.WriteConfig16(control, 1);

        // No memory is that low, so the bus says where the write went.
        SimulatedBusException thrown = Assert.Throws<SimulatedBusException>(() => rig.Model.Raise(0));

        Assert.Contains("0x7ff0;", thrown.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Nothing_is_sent_and_nothing_kept_while_msi_is_off()
    {
        using var rig = new PciRig(PciRig.Msi(2));
        rig.EnableMsi(1, 0x30);
        int capability = rig.Capability(5);
        rig.Device.WriteConfig32(capability + Mask, 1);
        rig.Model.Raise(0);

        rig.Device.WriteConfig16(rig.MsiControl, 0x10);
        Assert.Equal(0u, rig.Device.ReadConfig32(capability + Pending));
        rig.Model.Raise(1);
        rig.Device.WriteConfig32(capability + Mask, 0);
        rig.Device.WriteConfig16(rig.MsiControl, 0x11);

        Assert.Equal(PciRig.Nothing, rig.Sent());
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void A_function_that_is_no_bus_master_keeps_its_interrupts_until_it_is(bool masking)
    {
        using var rig = new PciRig(PciRig.Msi(1, masking));
        rig.EnableMsi(0, 0x30);
        rig.Device.WriteConfig16(PciRig.Command, 0);

        rig.Model.Raise(0);
        Assert.Equal(PciRig.Nothing, rig.Sent());

        rig.Device.WriteConfig16(PciRig.Command, PciRig.BusMaster);
        Assert.Equal(0x30u, rig.Sent());
    }

    [Fact]
    public void Enabled_msix_goes_before_msi()
    {
        using var rig = new PciRig(PciRig.Msix() with { MsiVectors = 1 });
        rig.EnableMsi(0, 0x30);
        rig.Model.Raise(0);
        Assert.Equal(0x30u, rig.Sent());

        rig.EnableMsix();
        rig.Model.Raise(0);

        Assert.Equal(PciRig.DataOf(0), rig.Sent());
    }

    [Fact]
    public async Task Once_a_mask_was_written_nothing_more_is_sent_and_nothing_is_lost()
    {
        const int Rounds = 2000 / Effort.Divisor;
        using var rig = new PciRig(PciRig.Msi(2));
        rig.EnableMsi(1, 0x30);
        int mask = rig.Capability(5) + Mask;
        using var stop = new CancellationTokenSource();
        long raised = 0;
        Task raiser = Task.Run(() =>
        {
            while (!stop.IsCancellationRequested)
            {
                rig.Model.Raise(1);
                Interlocked.Increment(ref raised);
            }
        });

        for (int round = 0; round < Rounds; round++)
        {
            rig.Device.WriteConfig32(mask, 2);
            rig.Sent();
            long seen = Interlocked.Read(ref raised);
            Assert.True(SpinWait.SpinUntil(() => Interlocked.Read(ref raised) >= seen + 2, Patience.Time));

            Assert.Equal(PciRig.Nothing, rig.Sent());
            Assert.Equal(2u, rig.Device.ReadConfig32(mask + 4));
            rig.Device.WriteConfig32(mask, 0);
            Assert.Equal(0x31u, rig.Sent());
        }

        await stop.CancelAsync();
        await raiser.WaitAsync(Patience.Time);
    }
}
