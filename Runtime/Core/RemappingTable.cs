using MsiEncap.Domains;

namespace MsiEncap.Core;

/// <summary>The interrupt remapping table of a machine: which vector of which CPU stands for an entry (Intel VT-d specification, section 5.1).</summary>
internal abstract class RemappingTable
{
    /// <summary>How many entries there are.</summary>
    public abstract int Size { get; }

    /// <summary>Points an entry at a vector of a CPU.</summary>
    public abstract void Set(int handle, int cpu, int vector);

    /// <summary>Empties an entry: a message for it is blocked.</summary>
    public abstract void Clear(int handle);

    /// <summary>The message for the first of some entries; the device adds to its data to reach the others.</summary>
    public abstract MsiMessage Compose(int handle);
}
