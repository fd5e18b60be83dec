namespace MsiEncap;

/// <summary>Conditions that a correct driver can meet, each with the errno of the kernel's answer.</summary>
public enum MsiErrorCode
{
    /// <summary>The device has no domain with that id (ENODEV).</summary>
    NoDomain,

    /// <summary>No vector, virq or hardware slot is left (ENOSPC).</summary>
    NoSpace,

    /// <summary>The index or id is taken, every index is, or the interrupt is still requested (EBUSY).</summary>
    Busy,

    /// <summary>The index lies outside the domain (ERANGE).</summary>
    OutOfRange,

    /// <summary>The device or its parent cannot do that (ENOTSUPP).</summary>
    NotSupported,

    /// <summary>What was asked for makes no sense in the state that the device or the machine is in (EINVAL).</summary>
    Invalid,

    /// <summary>The map is of an interrupt that was freed before, perhaps since allocated anew. The kernel would free the new owner.</summary>
    Stale,

    /// <summary>The cookie is of another contract, or of another layout of it, than the domain's.</summary>
    ContractMismatch,

    /// <summary>A callback of the domain threw; <see cref="MsiError.Cause"/> is what it threw. Everything done before was taken back.</summary>
    CallbackFailed,
}
