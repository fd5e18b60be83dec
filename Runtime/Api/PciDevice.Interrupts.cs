using MsiEncap.Core;

namespace MsiEncap;

/// <content>What can be done with a requested interrupt by its number (<c>include/linux/interrupt.h</c>, <c>include/linux/irq.h</c>).</content>
public sealed partial class PciDevice
{
    /// <summary>
    /// Keeps the handlers of an interrupt from running and waits for those that do (<c>disable_irq</c>). Nests. What the device raises meanwhile
    /// is kept, as one, for when the interrupt is enabled.
    /// </summary>
    /// <remarks>Do not hold a lock that the handler takes.</remarks>
    /// <param name="virq">An interrupt of this device.</param>
    /// <exception cref="ArgumentException">The interrupt is not of this device.</exception>
    /// <exception cref="InvalidOperationException">Called from a handler, which would wait for itself; use <see cref="DisableIrqNoSync"/>.</exception>
    /// <exception cref="MsiException">A callback of the domain failed; the interrupt is disabled all the same.</exception>
    public void DisableIrq(Virq virq)
    {
        IrqDescriptor irq = Find(virq);
        EnsureCanWaitFor(irq, nameof(DisableIrq));
        IrqControl.Disable(irq);
        IrqControl.Synchronize(irq);
    }

    /// <summary>As <see cref="DisableIrq"/>, without waiting; a handler that runs goes on (<c>disable_irq_nosync</c>). May be called from handlers.</summary>
    /// <param name="virq">An interrupt of this device.</param>
    /// <exception cref="ArgumentException">The interrupt is not of this device.</exception>
    /// <exception cref="MsiException">A callback of the domain failed; the interrupt is disabled all the same.</exception>
    public void DisableIrqNoSync(Virq virq) => IrqControl.Disable(Find(virq));

    /// <summary>Undoes one <see cref="DisableIrq"/>; the last one lets the handlers run, for what was kept as well (<c>enable_irq</c>). May be called from handlers.</summary>
    /// <param name="virq">An interrupt of this device.</param>
    /// <exception cref="ArgumentException">The interrupt is not of this device.</exception>
    /// <exception cref="InvalidOperationException">The interrupt is not disabled, or has no handler.</exception>
    /// <exception cref="ObjectDisposedException">The device is being removed.</exception>
    /// <exception cref="MsiException">A callback of the domain failed; the interrupt stays disabled.</exception>
    public void EnableIrq(Virq virq) => IrqControl.Enable(Find(virq));

    /// <summary>Waits until no handler of an interrupt runs that ran when this was called, threads included (<c>synchronize_irq</c>).</summary>
    /// <param name="virq">An interrupt of this device.</param>
    /// <exception cref="ArgumentException">The interrupt is not of this device.</exception>
    /// <exception cref="InvalidOperationException">Called from a handler, which would wait for itself.</exception>
    public void SynchronizeIrq(Virq virq)
    {
        IrqDescriptor irq = Find(virq);
        EnsureCanWaitFor(irq, nameof(SynchronizeIrq));
        IrqControl.Synchronize(irq);
    }

    /// <summary>Says which CPUs may run the handlers of an interrupt, and moves it to one of them (<c>irq_set_affinity</c>).</summary>
    /// <param name="virq">An interrupt of this device.</param>
    /// <param name="cpus">The CPUs; at least one of them online.</param>
    /// <exception cref="ArgumentException">The interrupt is not of this device.</exception>
    /// <exception cref="MsiException">
    /// No CPU of the mask is online (<see cref="MsiErrorCode.Invalid"/>) or has a vector left (<see cref="MsiErrorCode.NoSpace"/>), the affinity is
    /// managed (<see cref="MsiErrorCode.NotSupported"/>), or a callback failed; the interrupt stays where it is.
    /// </exception>
    public void SetIrqAffinity(Virq virq, CpuMask cpus) => IrqMoves.SetAffinity(Find(virq), cpus);

    /// <summary>Which CPUs may run the handlers of an interrupt (<c>irq_get_affinity_mask</c>).</summary>
    /// <param name="virq">An interrupt of this device.</param>
    /// <returns>The CPUs.</returns>
    /// <exception cref="ArgumentException">The interrupt is not of this device.</exception>
    public CpuMask GetIrqAffinity(Virq virq) => DescribeIrq(virq).Affinity.Cpus;

    /// <summary>The CPU that an interrupt is delivered to (<c>irq_get_effective_affinity_mask</c>).</summary>
    /// <param name="virq">An interrupt of this device.</param>
    /// <returns>One CPU; none for a managed interrupt whose CPUs are all offline.</returns>
    /// <exception cref="ArgumentException">The interrupt is not of this device.</exception>
    public CpuMask GetEffectiveIrqAffinity(Virq virq) => Find(virq).Cpu is { } cpu ? CpuMask.Of(cpu.Id) : CpuMask.None;

    /// <summary>Whether an interrupt is requested (<c>irq_has_action</c>).</summary>
    /// <param name="virq">An interrupt of this device.</param>
    /// <returns>Whether it has a handler.</returns>
    /// <exception cref="ArgumentException">The interrupt is not of this device.</exception>
    public bool HasIrqHandler(Virq virq) => DescribeIrq(virq).Handlers.Length > 0;

    /// <summary>What can be known of an interrupt, for tools and logs (<c>/sys/kernel/debug/irq</c>); of one moment.</summary>
    /// <param name="virq">An interrupt of this device.</param>
    /// <returns>Its state.</returns>
    /// <exception cref="ArgumentException">The interrupt is not of this device.</exception>
    public IrqStatus DescribeIrq(Virq virq) => Find(virq).Describe();

    private static void EnsureCanWaitFor(IrqDescriptor irq, string operation)
    {
        IrqCpu.ForbidOnDeliveryThread(operation);
        if (irq.Line is { IsOwnThread: true })
        {
            throw new InvalidOperationException($"{operation} waits for the handlers of virq {irq.Virq}, so its threaded handler cannot do it; use {nameof(DisableIrqNoSync)}.");
        }
    }
}
