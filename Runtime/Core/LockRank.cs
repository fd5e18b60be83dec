namespace MsiEncap.Core;

/// <summary>
/// The locks in the order in which a thread may take them: one whose rank is not above all that it holds may deadlock with another
/// thread. See docs/design-notes.md.
/// </summary>
internal enum LockRank
{
    /// <summary>CPUs go and come one at a time (<c>cpu_hotplug_lock</c>).</summary>
    Hotplug,

    /// <summary>A device's descriptor mutex.</summary>
    Descriptor,

    /// <summary>The root domain's mutex.</summary>
    Root,

    /// <summary>An interrupt's request mutex.</summary>
    Request,

    /// <summary>The bus behind which a domain's storage lies: the domain's own lock.</summary>
    Bus,

    /// <summary>An interrupt's own lock.</summary>
    Interrupt,

    /// <summary>The vectors of all CPUs.</summary>
    Vector,

    /// <summary>The virq table's blocks.</summary>
    Virq,
}
