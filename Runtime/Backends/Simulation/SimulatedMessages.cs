using MsiEncap.Domains;

namespace MsiEncap.Simulation;

/// <summary>
/// A capability that raises interrupts by messages. Raising sets a pending bit; a bit whose vector is not masked is taken and sent. Guarded
/// by the lock of its <see cref="SimulatedFrontEnd"/>.
/// </summary>
internal abstract class SimulatedMessages
{
    public abstract bool IsEnabled { get; }

    /// <summary>The function has something to say.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The capability does not have the vector.</exception>
    public abstract void Raise(int vector);

    /// <summary>Takes the message of the lowest vector that is pending and not masked.</summary>
    public abstract bool TryTake(out MsiMessage message);

    /// <summary>Forgets what is pending; a capability that is off has nothing to say later.</summary>
    public abstract void DropPending();

    /// <summary>Forgets all that was written to it, beside what its configuration registers forget.</summary>
    public virtual void Reset() => DropPending();
}
