using MsiEncap.Domains;
using MsiEncap.Encapsulation;

namespace MsiEncap.Benchmarks.Device;

/// <summary>Programs the storage of <see cref="SlotFunction"/>.</summary>
[ActsAs(typeof(IrqDomainImplementer), Justification = "programs the slots of the measured device")]
internal sealed class SlotDomain(MmioRegion storage, int slots)
    : MsiDomain<SlotCookie>(new MsiDomainTemplate { ChipName = "SLOT-IMS", HardwareSize = slots })
{
    private const int Data = 8;
    private const int Control = 12;

    protected override void PrepareDescriptor(scoped MsiDescriptor descriptor, in SlotCookie cookie)
    {
        descriptor.DomainCookie = (ulong)(descriptor.Index * SlotFunction.SlotSize);
        storage.Write32((long)descriptor.DomainCookie + Control, 1);
    }

    protected internal override void Mask(scoped IrqData irq) => storage.Write32((long)irq.DomainCookie + Control, 1);

    protected internal override void Unmask(scoped IrqData irq) => storage.Write32((long)irq.DomainCookie + Control, 0);

    protected internal override void WriteMessage(scoped IrqData irq, in MsiMessage message)
    {
        storage.Write64((long)irq.DomainCookie, message.Address);
        storage.Write32((long)irq.DomainCookie + Data, message.Data);
    }
}
