namespace MsiEncap.Abuse;

/// <summary>A mailbox that walks the descriptors to give each ring its number, as flexrm, smmuv3 and qcom_hidma did.</summary>
internal sealed class Pattern12WalksForVirqs(int rings)
{
    private readonly Ring[] _rings = [.. Enumerable.Range(0, rings).Select(_ => new Ring())];

    public void Start(PciDevice device, MsiDomainId domainId)
    {
        device.ForEachMsiDescriptor(domainId, descriptor => _rings[descriptor.Index].Virq = descriptor.Virq);
    }

    public Virq[] Collect(PciDevice device, MsiDomainId domainId)
    {
        var virqs = new Virq[_rings.Length];
        device.ForEachMsiDescriptor(domainId, descriptor =>
        {
            virqs[descriptor.Index] = descriptor.Virq;
        });
        return virqs;
    }

    private sealed class Ring
    {
        public Virq Virq { get; set; }
    }
}
