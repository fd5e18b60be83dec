using MsiEncap.Domains;

namespace MsiEncap.Core;

/// <summary>
/// The time for which the bus of an interrupt's domain is locked (<c>chip_bus_lock</c> to <c>chip_bus_sync_unlock</c>). What the
/// domain throws at either end is kept.
/// </summary>
internal readonly ref struct BusScope
{
    private readonly IrqDescriptor _irq;
    private readonly CallbackFailures _failures;

    public BusScope(IrqDescriptor irq, CallbackFailures failures)
    {
        _irq = irq;
        _failures = failures;
        LockOrder.Entering(LockRank.Bus);
        try
        {
            irq.Domain.BusLock(new IrqData(irq.Data));
            IsLocked = true;
        }
        catch (Exception thrown)
        {
            failures.Add(nameof(MsiDomain.BusLock), thrown);
        }
    }

    /// <summary>Whether the domain let us in.</summary>
    public bool IsLocked { get; }

    public void Dispose()
    {
        try
        {
            if (IsLocked)
            {
                _irq.Domain.BusSyncUnlock(new IrqData(_irq.Data));
            }
        }
        catch (Exception thrown)
        {
            _failures.Add(nameof(MsiDomain.BusSyncUnlock), thrown);
        }
        finally
        {
            LockOrder.Left(LockRank.Bus);
        }
    }
}
