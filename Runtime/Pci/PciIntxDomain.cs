using MsiEncap.Domains;

namespace MsiEncap.Pci;

/// <summary>The pin of a function at the machine's interrupt controller, as a domain of one interrupt that is a level.</summary>
internal sealed class PciIntxDomain(PciFunctionAccess access) : PciStandardDomain("pci,intx", new MsiDomainTemplate
{
    ChipName = "IO-APIC",
    HardwareSize = 1,
})
{
    internal override bool IsLevel => true;

    protected internal override void Mask(scoped IrqData irq) => access.MaskIntx(true);

    protected internal override void Unmask(scoped IrqData irq) => access.MaskIntx(false);

    protected internal override void WriteMessage(scoped IrqData irq, in MsiMessage message) => access.WriteIntxMessage(message);
}
