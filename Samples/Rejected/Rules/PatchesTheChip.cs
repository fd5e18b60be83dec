using MsiEncap.Domains;

namespace MsiEncap.Samples.Rejected.Rules;

/// <summary>A GPIO layer that puts its own callbacks into somebody else's chip, as gpiolib did.</summary>
internal sealed class PatchesTheChip(MmioRegion storage) : AcmeImsDomain(storage, 4)
{
    private int _masked;

    public int Masked => _masked;

    protected override void Mask(scoped IrqData irq)
    {
        _masked++;
        base.Mask(irq);
    }
}
