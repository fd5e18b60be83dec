namespace MsiEncap.Core;

/// <summary>A lock with its place in the order of locks.</summary>
internal sealed class RankedLock(LockRank rank)
{
    private readonly Lock _lock = new();

    /// <summary>What is told as soon as the lock is let go. The holder's alone.</summary>
    public IrqNotes? Notes { get; set; }

    public bool IsHeldByCurrentThread => _lock.IsHeldByCurrentThread;

    /// <summary>Takes the lock until the scope is disposed of.</summary>
    public Scope Enter()
    {
        LockOrder.Entering(rank);
        _lock.Enter();
        return new Scope(this);
    }

    private void Exit()
    {
        IrqNotes? notes = Notes;
        Notes = null;
        _lock.Exit();
        LockOrder.Left(rank);
        notes?.Dispose();
    }

    /// <summary>The time for which the lock is held.</summary>
    public readonly ref struct Scope(RankedLock held)
    {
        public void Dispose() => held.Exit();
    }
}
