using MsiEncap.Domains;

namespace MsiEncap.Core;

/// <summary>
/// A level of the hierarchy beneath the domains of devices (<c>struct msi_parent_ops</c>): says what it supports, and stands between a
/// message and a CPU's vector.
/// </summary>
internal abstract class IrqParentDomain(string prefix, MsiFlags supported, MsiFlags required)
{
    /// <summary>What the names of the domains above begin with; for example "IR-".</summary>
    public string Prefix => prefix;

    /// <summary>What this level and those beneath it can do for a domain above.</summary>
    public MsiFlags Supported => supported;

    /// <summary>What every domain above has to do.</summary>
    public MsiFlags Required => required;

    /// <summary>Settles what a domain may use (<c>init_dev_msi_info</c>).</summary>
    /// <param name="token">What kind of domain it is.</param>
    /// <param name="wanted">What it could use.</param>
    /// <param name="granted">What it may use.</param>
    /// <returns>Why it cannot be served, or <see langword="null"/>.</returns>
    public string? Negotiate(MsiBusToken token, MsiFlags wanted, out MsiFlags granted)
    {
        granted = (wanted & (supported | MsiNegotiation.OwnFlags)) | required;
        return MsiNegotiation.Missing(token, supported);
    }

    /// <summary>Gives interrupts of one index their way to a CPU each. Under the root lock; all or nothing.</summary>
    /// <returns>Why not, or <see langword="null"/>.</returns>
    public abstract string? TryAllocate(ReadOnlySpan<IrqDescriptor> irqs);

    /// <summary>Takes the ways back. Under the root lock.</summary>
    public abstract void Free(ReadOnlySpan<IrqDescriptor> irqs);

    /// <summary>The message that a device has to write for an interrupt.</summary>
    public abstract MsiMessage Compose(IrqDescriptor irq);

    /// <summary>An interrupt has another vector.</summary>
    /// <returns>Whether its device needs another message.</returns>
    public abstract bool Retarget(IrqDescriptor irq);
}
