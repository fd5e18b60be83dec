using MsiEncap.Domains;

namespace MsiEncap.Abuse;

/// <summary>A driver that saves the message of its interrupt and writes it back after a reset, as qib did.</summary>
internal sealed class Pattern15SavesMessages(PciDevice device, int capability)
{
    private MsiMessage _saved;

    public void BeforeReset(IrqSubsystem irqs, Virq virq) => _saved = irqs.GetCachedMessage(virq);

    public void AfterReset()
    {
        ushort control = device.ReadConfig16(capability + 2);
        device.WriteConfig32(capability + 4, _saved.AddressLow);
        device.WriteConfig32(capability + 8, _saved.AddressHigh);
        device.WriteConfig16(capability + 12, (ushort)_saved.Data);
        device.WriteConfig16(capability + 2, control);
    }
}
