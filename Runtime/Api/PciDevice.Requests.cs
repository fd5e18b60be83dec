using MsiEncap.Core;

namespace MsiEncap;

/// <content>Requesting interrupts (<c>include/linux/interrupt.h</c>).</content>
public sealed partial class PciDevice
{
    /// <summary>Installs the handler of an interrupt and lets the device raise it (<c>request_irq</c>).</summary>
    /// <typeparam name="TState">What the handler wants handed in.</typeparam>
    /// <param name="virq">An interrupt allocated from this device.</param>
    /// <param name="handler">What runs when the interrupt arrives; a static lambda that works on the state.</param>
    /// <param name="state">Handed to each run, usually the queue.</param>
    /// <param name="name">For the interrupt table and errors; for example "dsa-wq0".</param>
    /// <param name="flags">Whether the interrupt is shared, or stays disabled at first.</param>
    /// <returns>The registration; the handler runs until it is disposed of.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="handler"/> or <paramref name="name"/> is <see langword="null"/>.</exception>
    /// <exception cref="ArgumentException">The name is blank, or the interrupt is not of this device, or shall be shared but not enabled.</exception>
    /// <exception cref="MsiException">The interrupt is requested already and not shared, or a callback of the domain failed.</exception>
    public IrqRegistration RequestIrq<TState>(Virq virq, IrqHandler<TState> handler, TState state, string name, IrqFlags flags = IrqFlags.None)
    {
        ArgumentNullException.ThrowIfNull(handler);
        return Request(virq, new IrqAction<TState>(Named(name), flags, handler, virq, state));
    }

    /// <summary>Requests an interrupt to wait for it by <see cref="IrqRegistration.WaitAsync"/> instead of having a handler run.</summary>
    /// <param name="virq">An interrupt allocated from this device.</param>
    /// <param name="name">For the interrupt table and errors.</param>
    /// <param name="flags">Whether the interrupt is shared, or stays disabled at first.</param>
    /// <returns>The registration.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="name"/> is <see langword="null"/>.</exception>
    /// <exception cref="ArgumentException">The name is blank, or the interrupt is not of this device, or shall be shared but not enabled.</exception>
    /// <exception cref="MsiException">The interrupt is requested already and not shared, or a callback of the domain failed.</exception>
    public IrqRegistration RequestIrq(Virq virq, string name, IrqFlags flags = IrqFlags.None) =>
        Request(virq, new WaitingAction(Named(name), flags));

    /// <summary>
    /// Installs a handler in two parts (<c>request_threaded_irq</c>): the first runs like that of <see cref="RequestIrq{TState}"/> and may
    /// answer <see cref="IrqReturn.WakeThread"/>, the second then runs on a thread of its own and may wait.
    /// </summary>
    /// <typeparam name="TState">What the handlers want handed in.</typeparam>
    /// <param name="virq">An interrupt allocated from this device.</param>
    /// <param name="first">The first part, or <see langword="null"/> to wake the thread each time.</param>
    /// <param name="threaded">The second part. Interrupts that come while it runs make it run once more.</param>
    /// <param name="state">Handed to each run, usually the queue.</param>
    /// <param name="name">For the interrupt table, the thread and errors.</param>
    /// <param name="flags">
    /// Whether the interrupt is shared, stays disabled at first, or is masked until the second part has returned. An interrupt line without a
    /// first part has to be <see cref="IrqFlags.OneShot"/>; a message need not be.
    /// </param>
    /// <returns>The registration; the handlers run until it is disposed of.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="threaded"/> or <paramref name="name"/> is <see langword="null"/>.</exception>
    /// <exception cref="ArgumentException">The name is blank, or the interrupt is not of this device, or shall be shared but not enabled; or it is a line, has no first part, and is not one-shot.</exception>
    /// <exception cref="MsiException">The interrupt is requested already and not shared, or a callback of the domain failed.</exception>
    public IrqRegistration RequestThreadedIrq<TState>(
        Virq virq, IrqHandler<TState>? first, IrqHandler<TState> threaded, TState state, string name, IrqFlags flags = IrqFlags.None)
    {
        ArgumentNullException.ThrowIfNull(threaded);
        EnsureCanWait(virq, first is not null, flags);
        return Request(virq, ThreadedAction.OnThread(Named(name), flags, first, threaded, virq, state));
    }

    /// <summary>
    /// Installs a handler in two parts, the second asynchronous: like <see cref="RequestThreadedIrq{TState}"/>, but without a thread that waits.
    /// </summary>
    /// <typeparam name="TState">What the handlers want handed in.</typeparam>
    /// <param name="virq">An interrupt allocated from this device.</param>
    /// <param name="first">The first part, or <see langword="null"/> to start the second each time.</param>
    /// <param name="handler">The second part. Interrupts that come while it runs make it run once more.</param>
    /// <param name="state">Handed to each run, usually the queue.</param>
    /// <param name="name">For the interrupt table and errors.</param>
    /// <param name="flags">As for <see cref="RequestThreadedIrq{TState}"/>.</param>
    /// <returns>The registration; the handlers run until it is disposed of.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="handler"/> or <paramref name="name"/> is <see langword="null"/>.</exception>
    /// <exception cref="ArgumentException">The name is blank, or the interrupt is not of this device, or shall be shared but not enabled; or it is a line, has no first part, and is not one-shot.</exception>
    /// <exception cref="MsiException">The interrupt is requested already and not shared, or a callback of the domain failed.</exception>
    public IrqRegistration RequestAsyncIrq<TState>(
        Virq virq, IrqHandler<TState>? first, AsyncIrqHandler<TState> handler, TState state, string name, IrqFlags flags = IrqFlags.None)
    {
        ArgumentNullException.ThrowIfNull(handler);
        EnsureCanWait(virq, first is not null, flags);
        return Request(virq, ThreadedAction.Async(Named(name), flags, first, handler, virq, state));
    }

    private static string Named(string name)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(name);
        return name;
    }

    private IrqRegistration Request(Virq virq, IrqAction action)
    {
        if (action.Flags.HasFlag(IrqFlags.Shared | IrqFlags.NoAutoEnable))
        {
            throw new ArgumentException($"'{action.Name}' wants to share virq {virq} and not to enable it: {nameof(IrqFlags.NoAutoEnable)} is for a handler that is alone.");
        }

        IrqDescriptor irq = Find(virq);
        long earlier = irq.Flow.Count;
        IrqRequests.Request(irq, action);
        if (Removal.IsCancellationRequested)
        {
            // It went while the handler was installed, or before.
            action.DeviceRemoved(_msi.GoneReason());
        }

        return new IrqRegistration(irq, action, earlier);
    }

    private IrqDescriptor Find(Virq virq) =>
        _msi.Core.Virqs.Find(virq) is { } irq && irq.Owner.Device == _msi
            ? irq
            : throw new ArgumentException($"Virq {virq} is no interrupt of device {Address}; use the number that its allocation returned.", nameof(virq));

    /// <summary>A line that nothing deals with at once would come again before its thread had a chance.</summary>
    private void EnsureCanWait(Virq virq, bool hasFirst, IrqFlags flags)
    {
        if (!hasFirst && Find(virq).Domain.IsLevel && !flags.HasFlag(IrqFlags.OneShot))
        {
            throw new ArgumentException($"Virq {virq} is an interrupt line: without a first handler that quiets the device it needs {nameof(IrqFlags.OneShot)}.", nameof(flags));
        }
    }
}
