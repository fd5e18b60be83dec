namespace MsiEncap;

/// <summary>
/// Deals with an interrupt. It runs on the delivery thread of the interrupt's CPU, never twice at a time for one interrupt, and
/// should be short: every other interrupt of that CPU waits for it.
/// </summary>
/// <typeparam name="TState">What the driver wants handed in, usually its queue.</typeparam>
/// <param name="virq">The interrupt.</param>
/// <param name="state">What was given when the interrupt was requested.</param>
/// <returns>Whether the handler had something to do.</returns>
public delegate IrqReturn IrqHandler<in TState>(Virq virq, TState state);
