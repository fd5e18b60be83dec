using MsiEncap.Domains;

namespace MsiEncap.Core;

/// <summary>What the machine below the vector domain decides: how a message reaches a CPU's vector.</summary>
internal abstract class IrqPlatform
{
    /// <summary>The message that raises a vector of a CPU (<c>irq_compose_msi_msg</c>).</summary>
    public abstract MsiMessage Compose(int cpu, int vector);

    /// <summary>The table through which messages are remapped, or <see langword="null"/> if they reach the CPUs as they are.</summary>
    public abstract RemappingTable? Remapping { get; }

    /// <summary>Waits until every message whose way was being looked up has been posted to its CPU.</summary>
    public abstract void AwaitMessagesUnderWay();
}
