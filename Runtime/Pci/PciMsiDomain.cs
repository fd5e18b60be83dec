using MsiEncap.Domains;

namespace MsiEncap.Pci;

/// <summary>
/// The MSI capability as a domain (<c>pci_msi_template</c>, <c>drivers/pci/msi/irqdomain.c</c>): one index, which stands for up to 32
/// interrupts of one message.
/// </summary>
internal sealed class PciMsiDomain(PciMsiCapability capability) : PciStandardDomain("pci,msi", new MsiDomainTemplate
{
    ChipName = "PCI-MSI",
    HardwareSize = 1,
    BusToken = MsiBusToken.PciDeviceMsi,
    Flags = MsiFlags.ActivateEarly | MsiFlags.MultiPciMsi,
})
{
    private int _vectors = 1;

    public PciMsiCapability Capability => capability;

    /// <summary>A message that goes out while another is written may be neither, and reach nobody.</summary>
    internal override bool LosesEdgesOfMoves => !capability.CanMask;

    /// <summary>Tells the function again what it forgot (<c>__pci_restore_msi_state</c>). Under the first interrupt's lock.</summary>
    public void Restore(in MsiMessage message)
    {
        capability.SetEnabled(false);
        capability.WriteMessage(message, _vectors);
        capability.RestoreMask();
        capability.SetEnabled(true);
    }

    protected internal override void SetDescriptor(scoped MsiDescriptor descriptor) =>
        _vectors = (int)System.Numerics.BitOperations.RoundUpToPowerOf2((uint)descriptor.VectorCount);

    protected internal override void Mask(scoped IrqData irq) => capability.Mask(irq.Offset);

    protected internal override void Unmask(scoped IrqData irq) => capability.Unmask(irq.Offset);

    protected internal override void WriteMessage(scoped IrqData irq, in MsiMessage message) => capability.WriteMessage(message, _vectors);
}
