using MsiEncap.Domains;

namespace MsiEncap.Core;

/// <summary>
/// Interrupt remapping between devices and vectors (<c>drivers/iommu/intel/irq_remapping.c</c>): a device's message names an entry of a
/// table, so an interrupt moves without its device being touched, and several interrupts of one message can go to several CPUs.
/// </summary>
internal sealed class RemappingDomain(string prefix, MsiFlags supported, VectorDomain vectors, RemappingTable table)
    : IrqParentDomain(prefix, supported, vectors.Required)
{
    private readonly IndexBitmap _taken = new(table.Size);

    public override string? TryAllocate(ReadOnlySpan<IrqDescriptor> irqs)
    {
        if (!_taken.TryTakeLowestBlock(irqs.Length, out int handle))
        {
            return "the interrupt remapping table is full; free interrupts, or use fewer queues";
        }

        if (vectors.TryAllocate(irqs) is { } refusal)
        {
            _taken.ReleaseBlock(handle, irqs.Length);
            return refusal;
        }

        for (int i = 0; i < irqs.Length; i++)
        {
            irqs[i].RemappingHandle = handle + i;
            Point(irqs[i]);
        }

        return null;
    }

    public override void Free(ReadOnlySpan<IrqDescriptor> irqs)
    {
        int handle = irqs[0].RemappingHandle;
        foreach (IrqDescriptor irq in irqs)
        {
            table.Clear(irq.RemappingHandle);
            irq.RemappingHandle = -1;
        }

        vectors.Free(irqs);
        _taken.ReleaseBlock(handle, irqs.Length);
    }

    public override MsiMessage Compose(IrqDescriptor irq) => table.Compose(irq.RemappingHandle);

    public override bool Retarget(IrqDescriptor irq)
    {
        Point(irq);
        return false;
    }

    private void Point(IrqDescriptor irq)
    {
        if (irq.Cpu is { } cpu)
        {
            table.Set(irq.RemappingHandle, cpu.Id, irq.Vector);
        }
        else
        {
            table.Clear(irq.RemappingHandle);
        }
    }
}
