using MsiEncap.Runtime.Tests.Rig;
using MsiEncap.Simulation;
using Xunit;

namespace MsiEncap.Runtime.Tests.Pci;

/// <summary>Capabilities that no function can have are refused when the model is made.</summary>
public class CapabilityArgumentTests
{
    private static readonly SimulatedPciCapabilities s_fitting = new()
    {
        MsixVectors = 64,
        MsixTableOffset = 0x10,
        MsixPendingOffset = 0x410,
    };

    public static TheoryData<SimulatedPciCapabilities, string> Wrong => new()
    {
        { new() { VendorId = 0xffff }, "0xffff" },
        { new() { MsiVectors = 3 }, "not 3" },
        { new() { MsiVectors = 64 }, "not 64" },
        { new() { MsiVectors = -1 }, "not -1" },
        { new() { MsiPerVectorMasking = true }, "MsiVectors" },
        { new() { MsixVectors = 2049 }, "not 2049" },
        { new() { MsixVectors = -1 }, "not -1" },
        { new() { InterruptPin = (SimulatedInterruptPin)5 }, "pin 5" },
        { new() { NoSoftReset = true }, "PowerManagement" },
        { s_fitting with { MsixTableBar = 1 }, "table cannot be in BAR1" },
        { s_fitting with { MsixTableBar = 6 }, "table cannot be in BAR6" },
        { s_fitting with { MsixPendingBar = -1 }, "pending bits cannot be in BAR-1" },
        { s_fitting with { MsixTableOffset = 0x14 }, "no multiple of 8" },
        { s_fitting with { MsixPendingOffset = 0x411 }, "no multiple of 8" },
        { s_fitting with { MsixTableOffset = -8 }, "outside" },
        { s_fitting with { MsixTableOffset = 0x100 }, "outside" },
        { s_fitting with { MsixPendingOffset = 0x418 }, "outside" },
        { s_fitting with { MsixPendingOffset = long.MaxValue - 7 }, "outside" },
        { s_fitting with { MsixPendingOffset = 0x408 }, "overlap" },
        { s_fitting with { MsixPendingOffset = 0x10 }, "overlap" },
    };

    [Theory]
    [MemberData(nameof(Wrong), DisableDiscoveryEnumeration = true)]
    public void A_function_that_cannot_be_is_refused_with_what_is_wrong(SimulatedPciCapabilities capabilities, string reason)
    {
        ArgumentException thrown = Assert.Throws<ArgumentException>(nameof(capabilities), () => new PciModel([0x418, 0], capabilities));

        Assert.Contains(reason, thrown.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_table_may_fill_its_register_to_the_last_byte() =>
        Assert.Equal(s_fitting, new PciModel([0x418], s_fitting).Capabilities);

    [Fact]
    public void A_table_beyond_4_GiB_cannot_be_pointed_at() =>
        Assert.Throws<ArgumentException>("capabilities", () => new PciModel([0x2_0000_0000], s_fitting with { MsixTableOffset = 0x1_0000_0000 }));

    [Fact]
    public void Capabilities_have_to_be_given() =>
        Assert.Throws<ArgumentNullException>("capabilities", () => new PciModel([], null!));
}
