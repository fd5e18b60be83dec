using MsiEncap.Domains;

namespace MsiEncap.Abuse;

/// <summary>A driver that saves the message of its interrupt and writes it back after a reset, as qib did.</summary>
internal sealed class Pattern15SavesMessages(PciDevice device, int capability)
{
    public void BeforeReset(IrqSubsystem irqs, Virq virq) { }

    public void AfterReset()
    {
        ushort control = device.ReadConfig16(capability + 2);
        device.RestoreMsiState();
        device.WriteConfig16(capability + 2, control);
    }
}
