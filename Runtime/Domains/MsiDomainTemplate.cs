using MsiEncap.Encapsulation;

namespace MsiEncap.Domains;

/// <summary>What a domain says of itself before it serves a device. Immutable, so a domain keeps what it was created with.</summary>
/// <remarks>The kernel's <c>struct msi_domain_template</c> and <c>struct msi_domain_info</c>, the parts of them that are not callbacks.</remarks>
[RestrictedTo(typeof(IrqDomainImplementer), Instead = "leave the domain to the probe code")]
public sealed record MsiDomainTemplate
{
    /// <summary>The largest number of indices a domain can have (<c>MSI_MAX_INDEX</c> + 1).</summary>
    public const int MaxHardwareSize = 65536;

    /// <summary>The name of the chip, shown in the interrupt table before the device's address; for example "IDXD-IMS".</summary>
    public required string ChipName { get; init; }

    /// <summary>How many indices the hardware has, 1 to <see cref="MaxHardwareSize"/>; 0 stands for the largest number (<c>hwsize</c>).</summary>
    public int HardwareSize { get; init; }

    /// <summary>What kind of storage the domain programs (<c>bus_token</c>); the device's own unless said otherwise.</summary>
    public MsiBusToken BusToken { get; init; } = MsiBusToken.PciDeviceIms;

    /// <summary>All that the domain could use (<c>flags</c>).</summary>
    public MsiFlags Flags { get; init; }

    /// <summary>
    /// Whether disabling an interrupt masks it at once, instead of when it arrives next (<c>IRQ_DISABLE_UNLAZY</c>).
    /// </summary>
    public bool DisablesAtOnce { get; init; }
}
