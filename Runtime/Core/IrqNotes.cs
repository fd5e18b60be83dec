namespace MsiEncap.Core;

/// <summary>
/// What has happened while locks were held, to be told when they are let go: listeners and loggers are somebody else's code, which may
/// do anything, and so never runs under a lock of the core.
/// </summary>
/// <remarks>Dispose of it, which tells, after the locks; a lock of its own does so when it has notes (<see cref="RankedLock.Notes"/>).</remarks>
internal sealed class IrqNotes(IrqLog log) : IDisposable
{
    private readonly List<Action<IrqLog>> _notes = [];

    /// <summary>Keeps a note. What it says must be read now: once it is told, the interrupt may have changed.</summary>
    public void Add(Action<IrqLog> note) => _notes.Add(note);

    public void DomainCreated(MsiDeviceDomain owner) =>
        Add(log => log.DomainCreated(owner.Device.Name, owner.Id.Value, owner.Name, owner.Domain.HardwareSize));

    public void DomainRemoved(MsiDeviceDomain owner) => Add(log => log.DomainRemoved(owner.Device.Name, owner.Id.Value, owner.Name));

    public void Allocated(MsiDescriptorEntry entry)
    {
        foreach (IrqDescriptor irq in entry.Irqs)
        {
            (int virq, ulong hwirq, int cpu, int vector) = (irq.Virq.Number, irq.Data.Hwirq, CpuOf(irq), irq.Vector);
            Add(log => log.InterruptAllocated(virq, entry.Owner.Name, entry.Index, hwirq, cpu, vector));
        }
    }

    public void Freed(MsiDescriptorEntry entry)
    {
        foreach (IrqDescriptor irq in entry.Irqs)
        {
            int virq = irq.Virq.Number;
            Add(log => log.InterruptFreed(virq, entry.Owner.Name, entry.Index));
        }
    }

    public void Moved(IrqDescriptor irq, IrqCpu? from)
    {
        (int cpu, int vector) = (CpuOf(irq), irq.Vector);
        Add(log => log.InterruptMoved(irq, from?.Id ?? IrqLog.NoCpu, cpu, vector));
    }

    public void ManagedStartup(IrqDescriptor irq)
    {
        (int cpu, int vector) = (CpuOf(irq), irq.Vector);
        Add(log => log.ManagedStartup(irq, cpu, vector));
    }

    /// <summary>Tells everything, in the order in which it happened. Under no lock.</summary>
    public void Dispose()
    {
        foreach (Action<IrqLog> note in _notes)
        {
            note(log);
        }
    }

    private static int CpuOf(IrqDescriptor irq) => irq.Cpu?.Id ?? IrqLog.NoCpu;
}
