using MsiEncap.Runtime.Tests.Rig;
using MsiEncap.Simulation;
using Xunit;

namespace MsiEncap.Runtime.Tests.Conformance;

/// <summary>MSI-X with certain entries of the table.</summary>
public class PciMsixEntriesTests
{
    private static readonly SimulatedMachineOptions s_contiguous = new() { RequiresContiguousMsix = true };

    [Fact]
    [Follows("§2 pci_enable_msix_range", "pci_enable_msix_range")]
    public void The_entries_that_were_asked_for_are_those_that_work()
    {
        using var rig = new VectorRig(VectorRig.Msix(8));

        Assert.Equal(3, rig.Device.AllocateMsixEntries([5, 0, 3], 3));

        Assert.Equal([(0, 1), (3, 1), (5, 1)], PciProbe.Walk(rig.Device, MsiDomainId.Default));
        foreach (int entry in (int[])[5, 0, 3])
        {
            rig.AssertDelivered(entry, rig.Request(entry));
        }

        Assert.Throws<ArgumentOutOfRangeException>(() => rig.Device.GetIrqVector(1));
        Assert.Equal(Virq.None, rig.Device.GetVirq(MsiDomainId.Default, 1));
        Assert.True(rig.Model.IsMasked(1));
    }

    [Theory]
    [InlineData("1 1", "twice")]
    [InlineData("0 2 5 2", "twice")]
    [InlineData("8", "entries 0 to 7")]
    [InlineData("0 1 -1", "entries 0 to 7")]
    [Follows("C29", "pci_msix_validate_entries")]
    public void Entries_that_come_twice_or_are_not_there_are_invalid(string entries, string why)
    {
        using var rig = new VectorRig(VectorRig.Msix(8));
        IReadOnlyList<uint> before = rig.Model.PeekAll();

        MsiException thrown = Assert.Throws<MsiException>(() => rig.Device.AllocateMsixEntries(Parse(entries), 1));

        Assert.Equal((MsiErrorCode.Invalid, "0000:00:01.0"), (thrown.Error.Code, thrown.Error.Device));
        Assert.Contains(why, thrown.Error.Detail, StringComparison.Ordinal);
        Assert.Equal(before, rig.Model.PeekAll());
    }

    [Theory]
    [InlineData("0 2")]
    [InlineData("1")]
    [InlineData("1 0")]
    [Follows("C29", "MSI_FLAG_MSIX_CONTIGUOUS")]
    public void A_gap_is_invalid_where_the_machine_allows_none(string entries)
    {
        using var rig = new VectorRig(VectorRig.Msix(8), s_contiguous);

        MsiException thrown = Assert.Throws<MsiException>(() => rig.Device.AllocateMsixEntries(Parse(entries), 1));

        Assert.Equal(MsiErrorCode.Invalid, thrown.Error.Code);
        Assert.Contains("without gaps", thrown.Error.Detail, StringComparison.Ordinal);
    }

    [Fact]
    [Follows("C29", "MSI_FLAG_MSIX_CONTIGUOUS")]
    public void Entries_without_a_gap_are_taken_there()
    {
        using var rig = new VectorRig(VectorRig.Msix(8), s_contiguous);

        Assert.Equal(3, rig.Device.AllocateMsixEntries([0, 1, 2], 3));

        rig.AssertDelivered(2, rig.Request(2));
    }

    [Fact]
    [Follows("C27", "__pci_enable_msix_range")]
    public void A_minimum_that_makes_no_sense_is_misuse()
    {
        using var rig = new VectorRig(VectorRig.Msix(8));

        Assert.Throws<ArgumentOutOfRangeException>(() => rig.Device.AllocateMsixEntries([0, 1], 0));
        Assert.Throws<ArgumentOutOfRangeException>(() => rig.Device.AllocateMsixEntries([0, 1], 3));
        Assert.Throws<ArgumentOutOfRangeException>(() => rig.Device.AllocateMsixEntries([], 1));
    }

    private static int[] Parse(string entries) => [.. entries.Split(' ').Select(entry => int.Parse(entry, System.Globalization.CultureInfo.InvariantCulture))];
}
