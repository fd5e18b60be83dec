namespace MsiEncap.Core;

/// <summary>Where an interrupt stands between its allocation and its end. Guarded by the interrupt's lock.</summary>
internal enum IrqPhase
{
    /// <summary>Numbered, but the allocation is not complete; nobody may touch it.</summary>
    Allocating,

    /// <summary>Allocated; nobody has requested it.</summary>
    Idle,

    /// <summary>At least one handler is installed.</summary>
    Requested,

    /// <summary>The last handler is going: no run starts any more, one may still be under way.</summary>
    Freeing,

    /// <summary>Given back; nothing may be done with it.</summary>
    Gone,
}
