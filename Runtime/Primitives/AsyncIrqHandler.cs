namespace MsiEncap;

/// <summary>
/// Deals with an interrupt asynchronously, as a threaded handler does on a thread. Never twice at a time for one registration; interrupts
/// that come while it runs make it run once more.
/// </summary>
/// <typeparam name="TState">What the driver wants handed in, usually its queue.</typeparam>
/// <param name="virq">The interrupt.</param>
/// <param name="state">What was given when the interrupt was requested.</param>
/// <param name="stopping">Cancelled when the handler is being freed.</param>
/// <returns>Whether the handler had something to do.</returns>
public delegate ValueTask<IrqReturn> AsyncIrqHandler<in TState>(Virq virq, TState state, CancellationToken stopping);
