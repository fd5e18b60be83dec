using System.Collections.Immutable;
using System.Globalization;
using MsiEncap.Pci;

namespace MsiEncap.Simulation;

/// <summary>
/// A model of a PCI function: the hardware's side of a driver. Derive from it, answer register accesses, and use the bus to reach memory.
/// Register accesses come on the threads of the driver, several at a time.
/// </summary>
/// <remarks>
/// The function has a configuration space with what its <see cref="Capabilities"/> say. Its MSI-X table and pending bits are answered
/// here and hide what the model may have in their place; the model raises interrupts by number. A function with an interrupt storage of
/// its own (IMS) raises those by writing the message to the bus. The base address registers of the configuration space read 0: the
/// machine opens them by number and places them nowhere.
/// </remarks>
public abstract class SimulatedPciFunction
{
    private readonly SimulatedFrontEnd _frontEnd;

    /// <summary>A function with some base address registers and without capabilities.</summary>
    /// <param name="barSizes">The size of each in bytes, at most 6; 0 for one that is not there.</param>
    /// <exception cref="ArgumentException">There are more than 6, or a size is negative.</exception>
    protected SimulatedPciFunction(ImmutableArray<long> barSizes)
        : this(barSizes, SimulatedPciCapabilities.None)
    {
    }

    /// <summary>A function with some base address registers and capabilities.</summary>
    /// <param name="barSizes">The size of each in bytes, at most 6; 0 for one that is not there.</param>
    /// <param name="capabilities">What the function offers in its configuration space.</param>
    /// <exception cref="ArgumentException">
    /// There are more than 6 registers, a size is negative, or the capabilities contradict the specification, each other or the sizes.
    /// </exception>
    protected SimulatedPciFunction(ImmutableArray<long> barSizes, SimulatedPciCapabilities capabilities)
    {
        if (barSizes.IsDefault || barSizes.Length > MaxBars || barSizes.Any(size => size < 0))
        {
            throw new ArgumentException($"A PCI function has up to {MaxBars} base address registers, of sizes that are not negative.", nameof(barSizes));
        }

        ArgumentNullException.ThrowIfNull(capabilities);
        capabilities.Check(barSizes, nameof(capabilities));
        BarSizes = barSizes;
        Capabilities = capabilities;
        _frontEnd = new SimulatedFrontEnd(capabilities);
    }

    /// <summary>How many base address registers a function can have (PCI Local Bus Specification 3.0, section 6.2.5).</summary>
    public static int MaxBars => 6;

    /// <summary>The size of each base address register in bytes; 0 for one that is not there.</summary>
    public ImmutableArray<long> BarSizes { get; }

    /// <summary>What the function offers in its configuration space.</summary>
    public SimulatedPciCapabilities Capabilities { get; }

    /// <summary>The bus, once the function is plugged in.</summary>
    /// <exception cref="InvalidOperationException">The function is not plugged in.</exception>
    protected SimulatedBus Bus =>
        _frontEnd.Bus ?? throw new InvalidOperationException($"{GetType().Name} is not plugged into a machine; give it to {nameof(SimulatedMachine)}.{nameof(SimulatedMachine.Plug)} first.");

    internal bool HasPin => _frontEnd.HasPin;

    internal SimulatedIoApicPin Pin => _frontEnd.Pin;

    internal OneTimeSignal Gone => _frontEnd.Gone;

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

    internal bool TryAttach(SimulatedBus bus) => _frontEnd.TryAttach(bus);

    internal bool IsOn(SimulatedBus bus) => _frontEnd.Bus == bus;

    internal void Remove() => _frontEnd.Remove();

    /// <summary>
    /// The driver, or the library on its behalf, reads what is behind a base address register: the MSI-X table and pending bits, or else
    /// <see cref="ReadRegister"/>; all ones, if the device sleeps or was pulled out. Override it to look on, or to be a device that does it otherwise.
    /// </summary>
    /// <param name="bar">The base address register, 0 to 5.</param>
    /// <param name="offset">The offset in bytes, aligned, within the register's size.</param>
    /// <param name="width">The width in bytes: 1, 2, 4 or 8.</param>
    /// <returns>The value; bits beyond the width are ignored.</returns>
    protected internal virtual ulong ReadBar(int bar, long offset, int width) =>
        _frontEnd.TryRead(bar, offset, width, out ulong value) ? value : ReadRegister(bar, offset, width);

    /// <summary>
    /// The driver, or the library on its behalf, writes what is behind a base address register: the MSI-X table, or else <see cref="WriteRegister"/>;
    /// see <see cref="ReadBar"/>. When this returns, the device has seen it.
    /// </summary>
    /// <param name="bar">The base address register, 0 to 5.</param>
    /// <param name="offset">The offset in bytes, aligned, within the register's size.</param>
    /// <param name="width">The width in bytes: 1, 2, 4 or 8.</param>
    /// <param name="value">The value; bits beyond the width are 0.</param>
    protected internal virtual void WriteBar(int bar, long offset, int width, ulong value)
    {
        if (!_frontEnd.TryWrite(bar, offset, width, value))
        {
            WriteRegister(bar, offset, width, value);
        }
    }

    /// <summary>
    /// The driver, or the library on its behalf, reads configuration space, which holds what the <see cref="Capabilities"/> say. Override it to look
    /// on, or to be a device that says something else: one with a capability of its vendor's, or one whose list of capabilities is broken.
    /// </summary>
    /// <param name="offset">The offset in bytes, aligned, within the 256 bytes.</param>
    /// <param name="width">The width in bytes: 1, 2 or 4.</param>
    /// <returns>The value; bits beyond the width are 0.</returns>
    protected internal virtual uint ReadConfig(int offset, int width) => _frontEnd.ReadConfig(offset, width);

    /// <summary>The driver, or the library on its behalf, writes configuration space; see <see cref="ReadConfig"/>. When this returns, the device has seen it.</summary>
    /// <param name="offset">The offset in bytes, aligned, within the 256 bytes.</param>
    /// <param name="width">The width in bytes: 1, 2 or 4.</param>
    /// <param name="value">The value; bits beyond the width are 0.</param>
    protected internal virtual void WriteConfig(int offset, int width, uint value)
    {
        if (_frontEnd.WriteConfig(offset, width, value))
        {
            OnReset();
        }
    }

    /// <summary>
    /// Raises an interrupt by the message that the driver wrote for it: of MSI-X if that is enabled, else of MSI; nothing happens if neither is,
    /// in D3hot, and when the function was pulled out. A vector that is masked, or a function that must not write to the bus (command
    /// register, bit 2), keeps it pending; it is sent, once, when nothing holds it any more. Thread-safe.
    /// </summary>
    /// <param name="vector">
    /// Which, from 0. If the driver granted fewer MSI vectors than the function asked for, the low bits of the number count.
    /// </param>
    /// <exception cref="ArgumentOutOfRangeException">The function does not have that vector.</exception>
    /// <exception cref="InvalidOperationException">The function is not plugged in.</exception>
    /// <exception cref="SimulatedBusException">
    /// Nothing on the bus answers the message, which is lost; bit 13 of the status register says so. If it was pending, the write of the
    /// driver that let it go throws this.
    /// </exception>
    protected void RaiseInterrupt(int vector)
    {
        _ = Bus;
        if (vector < 0 || vector >= _frontEnd.Vectors)
        {
            throw new ArgumentOutOfRangeException(
                nameof(vector), vector, string.Create(CultureInfo.InvariantCulture, $"{GetType().Name} has {_frontEnd.Vectors} vectors; its {nameof(SimulatedPciCapabilities)} say how many."));
        }

        _frontEnd.Raise(vector);
    }

    /// <summary>
    /// Wants an interrupt by the function's pin, until <see cref="DeassertIntx"/>. Bit 3 of the status register says so; the line is
    /// asserted unless bit 10 of the command register, MSI, MSI-X or sleep forbids it. Thread-safe.
    /// </summary>
    /// <exception cref="InvalidOperationException">The function has no pin, or is not plugged in.</exception>
    /// <exception cref="SimulatedBusException">Nothing answers the message of the interrupt controller.</exception>
    protected void AssertIntx() => SetAsserted(true);

    /// <summary>Wants no interrupt by the function's pin any more. Thread-safe.</summary>
    /// <exception cref="InvalidOperationException">The function has no pin, or is not plugged in.</exception>
    protected void DeassertIntx() => SetAsserted(false);

    /// <summary>
    /// The function has reset itself, on its way from D3hot to D0, and its own registers forget what they hold. Configuration space and MSI-X
    /// table have done so by now. Runs on the thread of the driver that woke it.
    /// </summary>
    protected virtual void OnReset()
    {
    }

    private void SetAsserted(bool asserted)
    {
        _ = Bus;
        if (!_frontEnd.HasPin)
        {
            throw new InvalidOperationException($"{GetType().Name} has no interrupt pin; give it one in its {nameof(SimulatedPciCapabilities)}.");
        }

        _frontEnd.SetAsserted(asserted);
    }
}
