namespace MsiEncap.Core;

/// <summary>The one place where an interrupt gets its number, whichever virq table chose it.</summary>
internal static class VirqAssignment
{
    public static void Assign(IrqDescriptor irq, Virq virq) => irq.State.Virq = virq;
}
