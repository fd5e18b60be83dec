using System.Collections.Immutable;
using System.Globalization;
using System.Numerics;
using MsiEncap.Pci;

namespace MsiEncap.Simulation;

/// <summary>
/// What the configuration space of a simulated function offers. It is checked when the function is made, since parts of it lie in the
/// function's base address registers. Immutable.
/// </summary>
public sealed record SimulatedPciCapabilities
{
    /// <summary>A function that raises no interrupts by itself.</summary>
    public static SimulatedPciCapabilities None { get; } = new();

    /// <summary>The vendor's id, any but 0xffff, which reads as no function at all.</summary>
    public ushort VendorId { get; init; } = 0x1234;

    /// <summary>The device's id.</summary>
    public ushort DeviceId { get; init; }

    /// <summary>How many MSI vectors the function asks for: 1, 2, 4, 8, 16 or 32, or 0 for no such capability (section 6.8.1 of PCI 3.0).</summary>
    public int MsiVectors { get; init; }

    /// <summary>Whether the MSI address has 64 bits rather than 32.</summary>
    public bool MsiAddress64 { get; init; } = true;

    /// <summary>Whether each MSI vector has a mask bit and a pending bit.</summary>
    public bool MsiPerVectorMasking { get; init; }

    /// <summary>How many entries the MSI-X table has, up to 2048, or 0 for no such capability (section 6.8.2 of PCI 3.0).</summary>
    public int MsixVectors { get; init; }

    /// <summary>The base address register with the MSI-X table, 0 to 5.</summary>
    public int MsixTableBar { get; init; }

    /// <summary>Where the table of 16 bytes an entry starts there, in bytes, a multiple of 8.</summary>
    public long MsixTableOffset { get; init; }

    /// <summary>The base address register with the MSI-X pending bits, 0 to 5.</summary>
    public int MsixPendingBar { get; init; }

    /// <summary>Where the pending bits, 8 bytes for each 64 entries, start there, in bytes, a multiple of 8.</summary>
    public long MsixPendingOffset { get; init; }

    /// <summary>The function's interrupt pin.</summary>
    public SimulatedInterruptPin InterruptPin { get; init; }

    /// <summary>Whether the function can be put to sleep, D3hot (PCI Power Management Interface Specification 1.2).</summary>
    public bool PowerManagement { get; init; }

    /// <summary>Whether it remembers its registers when it comes back from D3hot (No_Soft_Reset).</summary>
    public bool NoSoftReset { get; init; }

    internal void Check(ImmutableArray<long> barSizes, string parameterName)
    {
        string? wrong = Wrong(barSizes);
        if (wrong is not null)
        {
            throw new ArgumentException(wrong, parameterName);
        }
    }

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);

    private string? Wrong(ImmutableArray<long> barSizes) => this switch
    {
        { VendorId: (int)PciHeader.NoVendor } => "The vendor id 0xffff reads as no function at all; take another one.",
        _ when MsiVectors is < 0 or > PciMsiRegisters.MaxVectors || MsiVectors != 0 && !BitOperations.IsPow2(MsiVectors) =>
            Text($"A function has 1, 2, 4, 8, 16 or 32 MSI vectors, or 0 for none; not {MsiVectors}."),
        { MsiPerVectorMasking: true, MsiVectors: 0 } => "MSI vectors can be masked only where there are some; set MsiVectors.",
        _ when MsixVectors is < 0 or > PciMsixRegisters.MaxVectors =>
            Text($"An MSI-X table has up to {PciMsixRegisters.MaxVectors} entries, or 0 for none; not {MsixVectors}."),
        { InterruptPin: < SimulatedInterruptPin.None or > SimulatedInterruptPin.D } => Text($"There is no interrupt pin {InterruptPin}."),
        { NoSoftReset: true, PowerManagement: false } => "Only a function with power management can keep its registers through it; set PowerManagement.",
        { MsixVectors: > 0 } => WrongPlace("table", MsixTableBar, MsixTableOffset, PciMsixRegisters.TableLength(MsixVectors), barSizes)
            ?? WrongPlace("pending bits", MsixPendingBar, MsixPendingOffset, PciMsixRegisters.PendingLength(MsixVectors), barSizes)
            ?? Overlap(),
        _ => null,
    };

    private static string? WrongPlace(string what, int bar, long offset, long length, ImmutableArray<long> barSizes)
    {
        if (bar < 0 || bar >= barSizes.Length || barSizes[bar] == 0)
        {
            return Text($"The MSI-X {what} cannot be in BAR{bar}, which the function does not have.");
        }

        if (offset % PciMsixRegisters.Alignment != 0)
        {
            return Text($"The MSI-X {what} cannot be at 0x{offset:x}, which is no multiple of {PciMsixRegisters.Alignment}.");
        }

        // The register with the offset has 32 bits.
        return offset < 0 || offset > uint.MaxValue || length > barSizes[bar] - offset
            ? Text($"The MSI-X {what}, {length} bytes at offset {offset}, cannot lie outside the {barSizes[bar]} bytes of BAR{bar}, nor beyond 4 GiB.")
            : null;
    }

    private string? Overlap() =>
        MsixTableBar == MsixPendingBar
        && MsixTableOffset < MsixPendingOffset + PciMsixRegisters.PendingLength(MsixVectors)
        && MsixPendingOffset < MsixTableOffset + PciMsixRegisters.TableLength(MsixVectors)
            ? Text($"The MSI-X table at 0x{MsixTableOffset:x} and its pending bits at 0x{MsixPendingOffset:x} of BAR{MsixTableBar} cannot overlap.")
            : null;
}
