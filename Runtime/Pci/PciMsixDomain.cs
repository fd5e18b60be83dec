using MsiEncap.Domains;

namespace MsiEncap.Pci;

/// <summary>The MSI-X table as a domain (<c>pci_msix_template</c>, <c>drivers/pci/msi/irqdomain.c</c>): an index for each entry.</summary>
internal sealed class PciMsixDomain(PciMsixCapability capability) : PciStandardDomain("pci,msix", new MsiDomainTemplate
{
    ChipName = "PCI-MSIX",
    HardwareSize = capability.Size,
    BusToken = MsiBusToken.PciDeviceMsix,
    Flags = MsiFlags.ActivateEarly | MsiFlags.PciMsix | MsiFlags.MsixAllocDyn,
})
{
    public PciMsixCapability Capability => capability;

    /// <summary>Nobody knows what an entry holds that was not in use (<c>pci_msix_prepare_desc</c>).</summary>
    internal override void PrepareDescriptor(scoped MsiDescriptor descriptor) => capability.Mask(descriptor.Index);

    protected internal override void Mask(scoped IrqData irq) => capability.Mask(irq.Index);

    protected internal override void Unmask(scoped IrqData irq) => capability.Unmask(irq.Index);

    protected internal override void WriteMessage(scoped IrqData irq, in MsiMessage message) => capability.WriteMessage(irq.Index, message);
}
