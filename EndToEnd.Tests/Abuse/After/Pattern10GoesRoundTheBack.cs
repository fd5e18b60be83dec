using System.Runtime.CompilerServices;
using MsiEncap.Domains;

namespace MsiEncap.Abuse;

/// <summary>An adapter that gets at what is not for it by the back door, as spi-ch341-usb did when the front door closed.</summary>
internal static class Pattern10GoesRoundTheBack
{
    public static string Describe(IrqSubsystem irqs, Virq virq) => $"ch341: {virq}";
}
