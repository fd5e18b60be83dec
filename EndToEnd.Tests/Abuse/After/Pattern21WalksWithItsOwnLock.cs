namespace MsiEncap.Abuse;

/// <summary>A driver that walks the descriptors under a lock of its own, as old PCI, Xen and powerpc code did under none.</summary>
internal sealed class Pattern21WalksWithItsOwnLock(PciDevice device)
{
    private readonly Lock _lock = new();

    public Virq Find(MsiMap map)
    {
        lock (_lock)
        {
            Virq virq = device.GetVirq(map.DomainId, map.Index);

            return virq;
        }
    }
}
