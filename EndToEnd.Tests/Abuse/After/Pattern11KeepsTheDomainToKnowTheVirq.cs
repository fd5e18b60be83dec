using MsiEncap.Domains;

namespace MsiEncap.Abuse;

/// <summary>
/// A channel that keeps what its interrupt came from, only to find the number again, as mv_xor_v2, fsl-mc and dpaa2 did. That they kept the
/// descriptor itself the language forbids.
/// </summary>
internal sealed class Pattern11KeepsTheDomainToKnowTheVirq
{
    private readonly PciDevice _device;
    private readonly int _index;

    public Pattern11KeepsTheDomainToKnowTheVirq(PciDevice device, int index)
    {
        _device = device;
        _index = index;
    }

    public Virq FindVirq()
    {
        Virq found = _device.GetVirq(MsiDomainId.Secondary, _index);

        return found;
    }
}
