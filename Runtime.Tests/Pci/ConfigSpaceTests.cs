using MsiEncap.Runtime.Tests.Rig;
using MsiEncap.Simulation;
using Xunit;

namespace MsiEncap.Runtime.Tests.Pci;

/// <summary>The configuration space of a simulated function (PCI Local Bus Specification 3.0, chapter 6).</summary>
public class ConfigSpaceTests
{
    [Fact]
    public void The_function_says_who_it_is()
    {
        using var rig = new PciRig(new SimulatedPciCapabilities { VendorId = 0x8086, DeviceId = 0x0b25, InterruptPin = SimulatedInterruptPin.B });

        Assert.Equal(0x0b25_8086u, rig.Device.ReadConfig32(0));
        Assert.Equal(0x8086, rig.Device.ReadConfig16(0));
        Assert.Equal(0x0b, rig.Device.ReadConfig8(3));
        Assert.Equal(2, rig.Device.ReadConfig8(0x3d));
    }

    [Fact]
    public void A_function_without_capabilities_has_no_list_of_them()
    {
        using var rig = new TestRig();

        Assert.Equal(0, rig.Device.ReadConfig16(PciRig.Status) & 0x10);
        Assert.Equal(0, rig.Device.ReadConfig8(0x34));
        Assert.Equal(0, rig.Device.ReadConfig8(0x3d));
    }

    [Fact]
    public void The_capabilities_are_one_list_in_which_each_occurs_once()
    {
        using var rig = new PciRig(PciRig.Msix() with { MsiVectors = 32, MsiPerVectorMasking = true, PowerManagement = true });

        var ids = new List<byte>();
        for (int offset = rig.Device.ReadConfig8(0x34); offset != 0; offset = rig.Device.ReadConfig8(offset + 1))
        {
            Assert.Equal(0, offset % 4);
            ids.Add(rig.Device.ReadConfig8(offset));
        }

        Assert.Equal([1, 5, 0x11], ids);
        Assert.NotEqual(0, rig.Device.ReadConfig16(PciRig.Status) & 0x10);
    }

    [Fact]
    public void The_command_register_has_the_bits_that_a_memory_mapped_function_uses()
    {
        using var rig = new PciRig(SimulatedPciCapabilities.None);

        rig.Device.WriteConfig16(PciRig.Command, 0xffff);

        Assert.Equal(0x0546, rig.Device.ReadConfig16(PciRig.Command));
    }

    [Fact]
    public void What_the_function_is_cannot_be_written()
    {
        using var rig = new PciRig(PciRig.Msix() with { MsiVectors = 8, PowerManagement = true, NoSoftReset = true });
        uint[] before = ReadOnlyRegisters(rig);

        rig.Device.WriteConfig32(0, 0);
        rig.Device.WriteConfig32(8, 0);
        rig.Device.WriteConfig8(0x34, 0);
        rig.Device.WriteConfig8(0x3d, 1);
        foreach (byte id in (byte[])[1, 5, 0x11])
        {
            rig.Device.WriteConfig16(rig.Capability(id), 0);
        }

        rig.Device.WriteConfig16(rig.Capability(1) + 2, 0);
        rig.Device.WriteConfig32(rig.Capability(0x11) + 4, 0);
        rig.Device.WriteConfig32(rig.Capability(0x11) + 8, 0);
        rig.Device.WriteConfig16(rig.MsiControl, 0xff8f);
        rig.Device.WriteConfig16(rig.MsixControl, 0x3fff);
        rig.Device.WriteConfig16(rig.PowerControl, 0);

        Assert.Equal(before, ReadOnlyRegisters(rig));

        static uint[] ReadOnlyRegisters(PciRig rig) =>
        [
            rig.Device.ReadConfig32(0),
            rig.Device.ReadConfig32(8),
            rig.Device.ReadConfig8(0x34),
            rig.Device.ReadConfig8(0x3d),
            rig.Device.ReadConfig32(rig.Capability(1)),
            rig.Device.ReadConfig16(rig.PowerControl),
            rig.Device.ReadConfig32(rig.Capability(5)) & 0xff8e_ffff,
            rig.Device.ReadConfig32(rig.Capability(0x11)),
            rig.Device.ReadConfig32(rig.Capability(0x11) + 4),
            rig.Device.ReadConfig32(rig.Capability(0x11) + 8),
        ];
    }

    [Theory]
    [InlineData(1, false, false, 0x0000)]
    [InlineData(2, true, false, 0x0082)]
    [InlineData(16, false, true, 0x0108)]
    [InlineData(32, true, true, 0x018a)]
    public void The_msi_control_says_what_the_function_can(int vectors, bool address64, bool masking, int expected)
    {
        using var rig = new PciRig(new SimulatedPciCapabilities { MsiVectors = vectors, MsiAddress64 = address64, MsiPerVectorMasking = masking });

        Assert.Equal(expected, rig.Device.ReadConfig16(rig.MsiControl));

        // Enable and the number of vectors granted are the driver's.
        rig.Device.WriteConfig16(rig.MsiControl, 0xffff);
        Assert.Equal(expected | 0x71, rig.Device.ReadConfig16(rig.MsiControl));
    }

    [Theory]
    [InlineData(true, 0x10)]
    [InlineData(false, 0x0c)]
    public void The_msi_mask_has_a_bit_for_each_vector_and_the_pending_bits_none_to_write(bool address64, int mask)
    {
        using var rig = new PciRig(PciRig.Msi(4) with { MsiAddress64 = address64 });
        int capability = rig.Capability(5);

        rig.Device.WriteConfig32(capability + mask, uint.MaxValue);
        rig.Device.WriteConfig32(capability + mask + 4, uint.MaxValue);

        Assert.Equal(0xfu, rig.Device.ReadConfig32(capability + mask));
        Assert.Equal(0u, rig.Device.ReadConfig32(capability + mask + 4));
    }

    [Fact]
    public void The_msi_address_is_that_of_a_word()
    {
        using var rig = new PciRig(PciRig.Msi(1));
        int capability = rig.Capability(5);

        rig.Device.WriteConfig32(capability + 4, uint.MaxValue);
        rig.Device.WriteConfig32(capability + 8, 0x1234_5678);
        rig.Device.WriteConfig32(capability + 12, uint.MaxValue);

        Assert.Equal(0xffff_fffcu, rig.Device.ReadConfig32(capability + 4));
        Assert.Equal(0x1234_5678u, rig.Device.ReadConfig32(capability + 8));
        Assert.Equal(0xffffu, rig.Device.ReadConfig32(capability + 12));
    }

    [Fact]
    public void A_32_bit_msi_has_its_data_where_the_high_address_would_be()
    {
        using var rig = new PciRig(PciRig.Msi(1, masking: false) with { MsiAddress64 = false });
        int capability = rig.Capability(5);

        rig.Device.WriteConfig32(capability + 8, uint.MaxValue);
        rig.Device.WriteConfig32(capability + 12, uint.MaxValue);

        Assert.Equal(0xffffu, rig.Device.ReadConfig32(capability + 8));
        Assert.Equal(0u, rig.Device.ReadConfig32(capability + 12));
    }

    [Fact]
    public void The_msix_capability_says_how_large_its_table_is_and_where()
    {
        using var rig = new PciRig(PciRig.Msix(100) with { MsixPendingBar = 2, MsixPendingOffset = 0x20 });
        int capability = rig.Capability(0x11);

        Assert.Equal(99, rig.Device.ReadConfig16(capability + 2));
        Assert.Equal(PciRig.TableOffset | PciRig.TableBar, (int)rig.Device.ReadConfig32(capability + 4));
        Assert.Equal(0x22u, rig.Device.ReadConfig32(capability + 8));

        rig.Device.WriteConfig16(capability + 2, 0xffff);
        Assert.Equal(0xc000 | 99, rig.Device.ReadConfig16(capability + 2));
    }

    [Theory]
    [InlineData(-1, 1)]
    [InlineData(256, 1)]
    [InlineData(255, 2)]
    [InlineData(254, 4)]
    [InlineData(1, 2)]
    [InlineData(2, 4)]
    public void An_access_lies_within_the_space_and_is_aligned(int offset, int width)
    {
        using var rig = new PciRig(SimulatedPciCapabilities.None);

        ArgumentOutOfRangeException thrown = Assert.Throws<ArgumentOutOfRangeException>(() => _ = width switch
        {
            1 => rig.Device.ReadConfig8(offset),
            2 => rig.Device.ReadConfig16(offset),
            _ => (long)rig.Device.ReadConfig32(offset),
        });
        Assert.Contains(rig.Device.Address, thrown.Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentOutOfRangeException>(() =>
        {
            switch (width)
            {
                case 1:
                    rig.Device.WriteConfig8(offset, 0);
                    break;
                case 2:
                    rig.Device.WriteConfig16(offset, 0);
                    break;
                default:
                    rig.Device.WriteConfig32(offset, 0);
                    break;
            }
        });
    }

    [Fact]
    public void A_narrow_write_leaves_the_rest_of_a_register_alone()
    {
        using var rig = new PciRig(PciRig.Msi(1));
        int address = rig.Capability(5) + 4;

        rig.Device.WriteConfig32(address, 0xaabb_ccdc);
        rig.Device.WriteConfig8(address + 1, 0x11);
        rig.Device.WriteConfig16(address + 2, 0x2233);

        Assert.Equal(0x2233_11dcu, rig.Device.ReadConfig32(address));
        Assert.Equal(256, PciDevice.ConfigSize);
    }
}
