using System.Runtime.CompilerServices;

namespace MsiEncap.Abuse;

/// <summary>A driver for which the interrupts of a device are neighbours, as they were when <c>dev->irq + n</c> was written.</summary>
internal static class Pattern23AddsToVirqs
{
    public static Virq OfQueue(PciDevice device, int queue)
    {
        Virq first = device.GetIrqVector(0);
        return device.GetIrqVector(queue);
    }

    public static Virq OfNext(PciDevice device, MsiMap map) => device.GetVirq(map.DomainId, map.Index + 1);
}
