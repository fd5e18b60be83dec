// Role code, and right: nothing in this file is reported.
using MsiEncap.Domains;
using MsiEncap.Encapsulation;

namespace MsiEncap.Samples.Rejected.Rules;

/// <summary>Programs the slots of the device: address, data, control.</summary>
[ActsAs(typeof(IrqDomainImplementer), Justification = "programs the slots")]
internal class AcmeImsDomain(MmioRegion storage, int slots)
    : MsiDomain<AcmeCookie>(new MsiDomainTemplate { ChipName = "ACME-IMS", HardwareSize = slots })
{
    public const int SlotSize = 16;

    protected override void PrepareDescriptor(scoped MsiDescriptor descriptor, in AcmeCookie cookie) =>
        descriptor.DomainCookie = (ulong)(descriptor.Index * SlotSize);

    protected override void Mask(scoped IrqData irq) => storage.Write32((long)irq.DomainCookie + 12, 1);

    protected override void Unmask(scoped IrqData irq) => storage.Write32((long)irq.DomainCookie + 12, 0);

    protected override void WriteMessage(scoped IrqData irq, in MsiMessage message)
    {
        storage.Write64((long)irq.DomainCookie, message.Address);
        storage.Write32((long)irq.DomainCookie + 8, message.Data);
    }
}

/// <summary>Initialises the device.</summary>
[ActsAs(typeof(IrqDomainImplementer), Justification = "creates the domain")]
internal sealed class AcmeProbe(PciDevice pci, int slots)
{
    /// <summary>For the device's bring-up tool, which acts in the role.</summary>
    [RestrictedTo(typeof(IrqDomainImplementer), Instead = "pass the device, or the domain id that the queue was set up with")]
    public AcmeImsDomain ImsDomain { get; } = new(pci.MapBar(0), slots);

    public void Probe() => pci.CreateImsDomain(ImsDomain);
}
