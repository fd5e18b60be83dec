using MsiEncap.Core;

namespace MsiEncap;

/// <summary>
/// A requested interrupt: the handler runs until this is disposed of (<c>request_irq</c> until <c>free_irq</c>). Thread-safe.
/// </summary>
public sealed class IrqRegistration : IDisposable, IAsyncDisposable
{
    private readonly IrqDescriptor _irq;
    private readonly IrqAction _action;
    private readonly long _earlier;

    internal IrqRegistration(IrqDescriptor irq, IrqAction action, long earlier)
    {
        _earlier = earlier;
        _irq = irq;
        _action = action;
        Virq = irq.Virq;
    }

    /// <summary>The interrupt.</summary>
    public Virq Virq { get; }

    /// <summary>The name it was requested under.</summary>
    public string Name => _action.Name;

    /// <summary>How often the handler was called. May lag behind while it runs; final once the handler was freed.</summary>
    public long Count => (_action.CountAtEnd ?? _irq.Flow.Count) - _earlier;

    /// <summary>
    /// Removes the handler and waits until it no longer runs; once this returns, it never runs again. Called from the handler itself, it
    /// does not wait: the run under way is the last. Calling it again waits for the first call and does nothing more.
    /// </summary>
    /// <exception cref="InvalidOperationException">Called from another interrupt's handler, which may not wait.</exception>
    /// <exception cref="MsiException">A callback of the domain threw; the handler is removed all the same.</exception>
    public void Dispose() => IrqRequests.Free(_irq, _action);

    /// <summary>
    /// Removes the handler as <see cref="Dispose"/> does, without making the caller wait. May be called from any handler.
    /// </summary>
    /// <returns>Completes when the handler no longer runs.</returns>
    /// <exception cref="MsiException">A callback of the domain threw; the handler is removed all the same.</exception>
    public ValueTask DisposeAsync() => new(IrqRequests.FreeAsync(_irq, _action));

    /// <summary>
    /// Waits for the next interrupt, of a registration that was requested without a handler. Interrupts between two waits count as one, and
    /// none is lost; what follows the wait does not run on the delivery thread. One wait at a time.
    /// </summary>
    /// <param name="cancellationToken">Ends the wait; an interrupt that comes at the same time is kept for the next.</param>
    /// <returns>Completes with the next interrupt, at once if one came since the last wait.</returns>
    /// <exception cref="InvalidOperationException">The registration has a handler, or a wait is under way.</exception>
    /// <exception cref="OperationCanceledException"><paramref name="cancellationToken"/> was cancelled.</exception>
    /// <exception cref="ObjectDisposedException">The registration was disposed of, or the device was removed.</exception>
    public ValueTask WaitAsync(CancellationToken cancellationToken = default) => _action is WaitingAction waiting
        ? waiting.WaitAsync(cancellationToken)
        : throw new InvalidOperationException($"'{Name}' has a handler, which gets its interrupts; request it without one to wait for them.");

    /// <summary>Names the interrupt.</summary>
    /// <returns>For example "dsa-wq0 (virq 64)".</returns>
    public override string ToString() => $"{Name} (virq {Virq})";
}
