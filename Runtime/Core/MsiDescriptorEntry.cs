using MsiEncap.Domains;

namespace MsiEncap.Core;

/// <summary>
/// An allocated index of a domain and the interrupts that it stands for (<c>struct msi_desc</c>): one, or several for PCI MSI. Guarded
/// by the device's descriptor lock.
/// </summary>
internal sealed class MsiDescriptorEntry
{
    public MsiDescriptorEntry(MsiDeviceDomain owner, MsiDescriptorState state, long serial)
    {
        Owner = owner;
        State = state;
        Serial = serial;
        Irqs = new IrqDescriptor[state.Vectors];
        for (int offset = 0; offset < Irqs.Length; offset++)
        {
            Irqs[offset] = new IrqDescriptor(owner.Device.Core, this, new IrqDataState(state, offset));
        }
    }

    /// <summary>The domain of a device that the index is of.</summary>
    public MsiDeviceDomain Owner { get; }

    /// <summary>What the domain's callbacks see.</summary>
    public MsiDescriptorState State { get; }

    /// <summary>Tells this allocation from the next one of the same index.</summary>
    public long Serial { get; }

    /// <summary>The interrupts, at least one; their numbers follow each other.</summary>
    public IrqDescriptor[] Irqs { get; }

    /// <summary>What the allocation has done.</summary>
    public MsiSteps Steps { get; set; }

    /// <summary>How many of the interrupts the domain has initialised.</summary>
    public int Initialized { get; set; }

    public int Index => State.Index;

    public Virq Virq => State.Virq;
}
