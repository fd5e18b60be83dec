using System.Collections.Immutable;

namespace MsiEncap.Simulation;

/// <summary>
/// A model of a PCI function: the hardware's side of a driver. Derive from it, answer register accesses, and use the bus to reach memory
/// and to raise interrupts. Register accesses come on the threads of the driver, several at a time.
/// </summary>
public abstract class SimulatedPciFunction
{
    private SimulatedBus? _bus;

    /// <summary>A function with some base address registers.</summary>
    /// <param name="barSizes">The size of each in bytes, at most 6; 0 for one that is not there.</param>
    /// <exception cref="ArgumentException">There are more than 6, or a size is negative.</exception>
    protected SimulatedPciFunction(ImmutableArray<long> barSizes)
    {
        if (barSizes.IsDefault || barSizes.Length > MaxBars || barSizes.Any(size => size < 0))
        {
            throw new ArgumentException($"A PCI function has up to {MaxBars} base address registers, of sizes that are not negative.", nameof(barSizes));
        }

        BarSizes = barSizes;
    }

    /// <summary>How many base address registers a function can have (PCI Local Bus Specification 3.0, section 6.2.5).</summary>
    public static int MaxBars => 6;

    /// <summary>The size of each base address register in bytes; 0 for one that is not there.</summary>
    public ImmutableArray<long> BarSizes { get; }

    /// <summary>The bus, once the function is plugged in.</summary>
    /// <exception cref="InvalidOperationException">The function is not plugged in.</exception>
    protected SimulatedBus Bus =>
        _bus ?? throw new InvalidOperationException($"{GetType().Name} is not plugged into a machine; give it to {nameof(SimulatedMachine)}.{nameof(SimulatedMachine.Plug)} first.");

    /// <summary>Answers a read of a register.</summary>
    /// <param name="bar">The base address register, 0 to 5.</param>
    /// <param name="offset">The offset in bytes, aligned, within the register's size.</param>
    /// <param name="width">The width in bytes: 1, 2, 4 or 8.</param>
    /// <returns>The value; bits beyond the width are ignored.</returns>
    protected internal abstract ulong ReadRegister(int bar, long offset, int width);

    /// <summary>Does a write of a register. When this returns, the device has seen it.</summary>
    /// <param name="bar">The base address register, 0 to 5.</param>
    /// <param name="offset">The offset in bytes, aligned, within the register's size.</param>
    /// <param name="width">The width in bytes: 1, 2, 4 or 8.</param>
    /// <param name="value">The value; bits beyond the width are 0.</param>
    protected internal abstract void WriteRegister(int bar, long offset, int width, ulong value);

    internal bool TryAttach(SimulatedBus bus) => Interlocked.CompareExchange(ref _bus, bus, null) is null;
}
