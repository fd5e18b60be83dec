namespace MsiEncap.Abuse;

/// <summary>A mailbox that walks the descriptors to give each ring its number, as flexrm, smmuv3 and qcom_hidma did.</summary>
internal sealed class Pattern12WalksForVirqs(int rings)
{
    private readonly Ring[] _rings = [.. Enumerable.Range(0, rings).Select(_ => new Ring())];

    public void Start(PciDevice device, MsiDomainId domainId)
    {
        for (int index = 0; index < _rings.Length; index++)
        {
            Virq virq = device.GetVirq(domainId, index);
            if (virq != Virq.None)
            {
                _rings[index].Virq = virq;
            }
        }
    }

    public Virq[] Collect(PciDevice device, MsiDomainId domainId)
    {
        var virqs = new Virq[_rings.Length];
        for (int index = 0; index < virqs.Length; index++)
        {
            Virq virq = device.GetVirq(domainId, index);
            if (virq != Virq.None)
            {
                virqs[index] = virq;
            }
        }
        return virqs;
    }

    private sealed class Ring
    {
        public Virq Virq { get; set; }
    }
}
