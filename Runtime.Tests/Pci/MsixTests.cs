using MsiEncap.Runtime.Tests.Rig;
using MsiEncap.Simulation;
using Xunit;

namespace MsiEncap.Runtime.Tests.Pci;

/// <summary>The MSI-X hardware of a simulated function (PCI Local Bus Specification 3.0, section 6.8.2).</summary>
public class MsixTests
{
    [Fact]
    public void Entries_are_masked_at_first()
    {
        using var rig = new PciRig(PciRig.Msix());

        for (int i = 0; i < 4; i++)
        {
            Assert.Equal(0UL, rig.Table.Read64(i * 16));
            Assert.Equal(0x1_0000_0000UL, rig.Table.Read64(i * 16 + 8));
        }
    }

    [Fact]
    public void An_enabled_vector_sends_its_message()
    {
        using var rig = new PciRig(PciRig.Msix());
        rig.EnableMsix();

        rig.Model.Raise(2);

        Assert.Equal([PciRig.Nothing, PciRig.Nothing, PciRig.DataOf(2), PciRig.Nothing], Enumerable.Range(0, 4).Select(rig.Sent));
    }

    [Fact]
    public void The_table_takes_every_width_and_keeps_reserved_bits()
    {
        using var rig = new PciRig(PciRig.Msix());

        rig.Table.Write64(16, 0x1122_3344_5566_7788);
        rig.Table.Write32(24, 0x99aa_bbcc);
        rig.Table.Write32(28, 0xfffe_0001);
        rig.Table.Write16(26, 0x1234);
        rig.Table.Write8(24, 0x56);

        Assert.Equal(0x1122_3344u, rig.Table.Read32(20));
        Assert.Equal(0xfffe_0001_1234_bb56UL, rig.Table.Read64(24));
        Assert.Equal(0x7788, rig.Table.Read16(16));
        Assert.Equal(0xfe, rig.Table.Read8(30));
    }

    [Fact]
    public void Table_and_pending_bits_hide_from_the_model_and_nothing_else_does()
    {
        using var rig = new PciRig(PciRig.Msix());
        MmioRegion bar = rig.Device.MapBar(PciRig.TableBar);

        bar.Write32(PciRig.TableOffset, 1);
        bar.Write32(PciRig.TableOffset + 60, 1);
        bar.Read64(PciRig.PendingOffset);
        Assert.Empty(rig.Model.Accesses);

        Assert.Equal(PciModel.Answer, bar.Read64(PciRig.TableOffset - 8));
        bar.Write32(PciRig.TableOffset + 64, 1);
        bar.Read32(PciRig.PendingOffset - 4);
        bar.Write64(PciRig.PendingOffset + 8, 1);
        rig.Device.MapBar(0).Write32(0, 1);
        rig.Device.MapBar(2).Read32(0);
        Assert.Equal(
            ["read BAR1+0xf8", "write BAR1+0x140", "read BAR1+0x8fc", "write BAR1+0x908", "write BAR0+0x0", "read BAR2+0x0"], rig.Model.Accesses);
    }

    [Fact]
    public void A_masked_vector_is_pending_until_it_is_unmasked_and_is_sent_once()
    {
        using var rig = new PciRig(PciRig.Msix());
        rig.EnableMsix();
        rig.Table.Write32(16 + 12, 1);

        rig.Model.Raise(1);
        rig.Model.Raise(1);
        Assert.Equal(PciRig.Nothing, rig.Sent(1));
        Assert.Equal(2UL, rig.PendingBits.Read64(0));

        rig.Table.Write32(16 + 12, 0);
        Assert.Equal(PciRig.DataOf(1), rig.Sent(1));
        Assert.Equal(0UL, rig.PendingBits.Read64(0));

        rig.Table.Write32(16 + 12, 1);
        rig.Table.Write32(16 + 12, 0);
        Assert.Equal(PciRig.Nothing, rig.Sent(1));
    }

    [Fact]
    public void A_pending_vector_sends_the_message_that_it_has_when_it_is_unmasked()
    {
        using var rig = new PciRig(PciRig.Msix());
        rig.EnableMsix();
        rig.Table.Write32(12, 1);
        rig.Model.Raise(0);

        // One write of 64 bits to data and control: the new data counts.
        rig.Table.Write64(8, 0xbeef);

        Assert.Equal(0xbeefu, rig.Sent());
    }

    [Fact]
    public void The_function_mask_holds_all_vectors_and_lets_go_of_those_that_are_not_masked_themselves()
    {
        using var rig = new PciRig(PciRig.Msix());
        rig.EnableMsix();
        rig.Device.WriteConfig16(rig.MsixControl, PciRig.MsixEnable | PciRig.FunctionMask);
        rig.Table.Write32(12, 1);

        rig.Model.Raise(0);
        rig.Model.Raise(3);
        Assert.Equal(0b1001UL, rig.PendingBits.Read64(0));
        rig.Table.Write32(3 * 16 + 12, 0);
        Assert.Equal(PciRig.Nothing, rig.Sent(3));

        rig.Device.WriteConfig16(rig.MsixControl, PciRig.MsixEnable);
        Assert.Equal(PciRig.DataOf(3), rig.Sent(3));
        Assert.Equal(PciRig.Nothing, rig.Sent(0));
        Assert.Equal(1UL, rig.PendingBits.Read64(0));
    }

    [Fact]
    public void Pending_bits_are_in_words_of_64_and_read_in_every_width_but_are_not_written()
    {
        using var rig = new PciRig(PciRig.Msix(70));
        rig.EnableMsix();
        rig.Device.WriteConfig16(rig.MsixControl, PciRig.MsixEnable | PciRig.FunctionMask);

        rig.Model.Raise(9);
        rig.Model.Raise(40);
        rig.Model.Raise(69);
        rig.PendingBits.Write64(0, 0);
        rig.PendingBits.Write32(8, uint.MaxValue);

        Assert.Equal(1UL << 9 | 1UL << 40, rig.PendingBits.Read64(0));
        Assert.Equal(1u << 8, rig.PendingBits.Read32(4));
        Assert.Equal(1 << 9, rig.PendingBits.Read16(0));
        Assert.Equal(2, rig.PendingBits.Read8(1));
        Assert.Equal(1u << 5, rig.PendingBits.Read32(8));

        rig.Device.WriteConfig16(rig.MsixControl, PciRig.MsixEnable);
        Assert.Equal((PciRig.DataOf(9), PciRig.DataOf(40), PciRig.DataOf(69)), (rig.Sent(9), rig.Sent(40), rig.Sent(69)));
    }

    [Fact]
    public void A_table_of_2048_entries_works_at_both_ends()
    {
        using var machine = new SimulatedMachine(1);
        var model = new PciModel([0x9000], new SimulatedPciCapabilities { MsixVectors = 2048, MsixPendingOffset = 0x8000 });
        PciDevice device = machine.Plug(model);
        using DmaBuffer target = device.AllocateDma(4);
        device.WriteConfig16(PciRig.Command, PciRig.BusMaster);
        MmioRegion bar = device.MapBar(0);
        bar.Write64(2047 * 16, target.BusAddress);
        bar.Write64(2047 * 16 + 8, 0x1_0000_0007);
        device.WriteConfig16(device.ReadConfig8(0x34) + 2, PciRig.MsixEnable);

        model.Raise(2047);
        Assert.Equal(1UL << 63, bar.Read64(0x80f8));
        bar.Write32(2047 * 16 + 12, 0);

        Assert.Equal(7u, target.Read32(0));
        Assert.Throws<ArgumentOutOfRangeException>(() => model.Raise(2048));
    }

    [Fact]
    public void Nothing_is_sent_and_nothing_kept_while_msix_is_off()
    {
        using var rig = new PciRig(PciRig.Msix());
        rig.EnableMsix();
        rig.Table.Write32(12, 1);
        rig.Model.Raise(0);

        rig.Device.WriteConfig16(rig.MsixControl, 0);
        rig.Model.Raise(1);
        rig.Table.Write32(12, 0);
        rig.Device.WriteConfig16(rig.MsixControl, PciRig.MsixEnable);

        Assert.Equal(PciRig.Nothing, rig.Sent(0));
        Assert.Equal(PciRig.Nothing, rig.Sent(1));
        Assert.Equal(0UL, rig.PendingBits.Read64(0));
    }

    [Fact]
    public void A_function_that_is_no_bus_master_keeps_its_interrupts_until_it_is()
    {
        using var rig = new PciRig(PciRig.Msix());
        rig.EnableMsix();
        rig.Device.WriteConfig16(PciRig.Command, PciRig.Memory);

        rig.Model.Raise(0);
        Assert.Equal(PciRig.Nothing, rig.Sent());
        Assert.Equal(1UL, rig.PendingBits.Read64(0));

        rig.Device.WriteConfig16(PciRig.Command, PciRig.Memory | PciRig.BusMaster);
        Assert.Equal(PciRig.DataOf(0), rig.Sent());
    }

    [Fact]
    public void A_message_that_nothing_answers_is_an_error_for_who_sent_it_and_noted_in_the_status()
    {
        using var rig = new PciRig(PciRig.Msix());
        rig.EnableMsix();
        rig.Table.Write64(0, 0x5000);
        rig.Table.Write64(16, 0x6000);

        SimulatedBusException raised = Assert.Throws<SimulatedBusException>(() => rig.Model.Raise(0));
        Assert.Contains("0x5000", raised.Message, StringComparison.Ordinal);
        Assert.NotEqual(0, rig.Device.ReadConfig16(PciRig.Status) & PciRig.ReceivedMasterAbort);

        // A 1 written to the bit clears it; a 0 does not.
        rig.Device.WriteConfig16(PciRig.Status, 0);
        Assert.NotEqual(0, rig.Device.ReadConfig16(PciRig.Status) & PciRig.ReceivedMasterAbort);
        rig.Device.WriteConfig16(PciRig.Status, PciRig.ReceivedMasterAbort);
        Assert.Equal(0, rig.Device.ReadConfig16(PciRig.Status) & PciRig.ReceivedMasterAbort);

        // One lost message does not hold up the others.
        rig.Device.WriteConfig16(rig.MsixControl, PciRig.MsixEnable | PciRig.FunctionMask);
        rig.Model.Raise(0);
        rig.Model.Raise(1);
        rig.Model.Raise(2);
        SimulatedBusException released = Assert.Throws<SimulatedBusException>(() => rig.Device.WriteConfig16(rig.MsixControl, PciRig.MsixEnable));
        Assert.Contains("0x5000", released.Message, StringComparison.Ordinal);
        Assert.Equal(PciRig.DataOf(2), rig.Sent(2));
        Assert.Equal(0UL, rig.PendingBits.Read64(0));
    }

    [Fact]
    public void A_vector_that_the_function_does_not_have_cannot_be_raised()
    {
        using var rig = new PciRig(PciRig.Msix() with { MsiVectors = 8 });

        ArgumentOutOfRangeException thrown = Assert.Throws<ArgumentOutOfRangeException>(() => rig.Model.Raise(8));
        Assert.Contains("8 vectors", thrown.Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentOutOfRangeException>(() => rig.Model.Raise(-1));

        // The larger of the two capabilities has vector 5; the one that is enabled does not.
        rig.Model.Raise(5);
        rig.EnableMsix();
        Assert.Throws<ArgumentOutOfRangeException>(() => rig.Model.Raise(5));
    }

    [Fact]
    public void A_function_that_is_not_plugged_in_raises_nothing() =>
        Assert.Throws<InvalidOperationException>(() => new PciModel([0, PciRig.TableBarSize], PciRig.Msix()).Raise(0));

    [Fact]
    public async Task Once_a_mask_was_read_back_nothing_more_is_sent_and_nothing_is_lost()
    {
        const int Rounds = 1000 / Effort.Divisor;
        using var rig = new PciRig(PciRig.Msix());
        rig.EnableMsix();
        using var stop = new CancellationTokenSource();
        long raised = 0;
        Task raiser = Task.Run(() =>
        {
            while (!stop.IsCancellationRequested)
            {
                rig.Model.Raise(0);
                Interlocked.Increment(ref raised);
            }
        });

        for (int round = 0; round < Rounds; round++)
        {
            // Every other round by the mask of the function.
            bool whole = round % 2 == 0;
            SetMask(whole, true);
            rig.Sent();
            long seen = Interlocked.Read(ref raised);
            Assert.True(SpinWait.SpinUntil(() => Interlocked.Read(ref raised) >= seen + 2, Patience.Time));

            Assert.Equal(PciRig.Nothing, rig.Sent());
            Assert.Equal(1UL, rig.PendingBits.Read64(0));
            SetMask(whole, false);
            Assert.Equal(PciRig.DataOf(0), rig.Sent());
        }

        await stop.CancelAsync();
        await raiser.WaitAsync(Patience.Time);

        void SetMask(bool whole, bool masked)
        {
            if (whole)
            {
                rig.Device.WriteConfig16(rig.MsixControl, (ushort)(PciRig.MsixEnable | (masked ? PciRig.FunctionMask : 0)));
                rig.Device.ReadConfig16(rig.MsixControl);
            }
            else
            {
                rig.Table.Write32(12, masked ? 1u : 0u);
                rig.Table.Read32(12);
            }
        }
    }
}
