using System.Runtime.CompilerServices;

namespace MsiEncap.Abuse;

/// <summary>A driver for which the interrupts of a device are neighbours, as they were when <c>dev->irq + n</c> was written.</summary>
internal static class Pattern23AddsToVirqs
{
    public static Virq OfQueue(PciDevice device, int queue)
    {
        Virq first = device.GetIrqVector(0);
        return Unsafe.BitCast<int, Virq>(first.Number + queue);
    }

    public static Virq OfNext(PciDevice device, MsiMap map) => Unsafe.BitCast<int, Virq>(map.Virq.Number + 1);
}
