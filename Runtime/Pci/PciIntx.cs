using MsiEncap.Core;
using MsiEncap.Domains;

namespace MsiEncap.Pci;

/// <summary>Gives a function's pin its interrupt, once and for good (<c>pci_dev.irq</c>).</summary>
internal static class PciIntx
{
    public static void SetUp(MsiDeviceData device, PciFunctionAccess access)
    {
        if (!access.HasIntx)
        {
            return;
        }

        using RankedLock.Scope scope = device.EnterDescriptorLock("Setting up the interrupt line");
        var line = new MsiDeviceDomain(device, MsiDomainId.Default, new PciIntxDomain(access), device.Core.LineParent, MsiFlags.None);

        // A machine that has no vector left has none for the line; the device can do without.
        if (MsiDomainCreation.Enter(line) is not null)
        {
            return;
        }

        if (MsiAllocation.Allocate(line, default, out _) is null)
        {
            device.Line = line;
        }
        else
        {
            device.Notes?.DomainRemoved(line);
        }
    }
}
