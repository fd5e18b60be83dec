namespace MsiEncap.Core;

/// <summary>A lock with its place in the order of locks.</summary>
internal sealed class RankedLock(LockRank rank)
{
    private readonly Lock _lock = new();

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
        _lock.Exit();
        LockOrder.Left(rank);
    }

    /// <summary>The time for which the lock is held.</summary>
    public readonly ref struct Scope(RankedLock held)
    {
        public void Dispose() => held.Exit();
    }
}
