using MsiEncap.Encapsulation;

namespace MsiEncap.Domains;

/// <summary>What a domain says of itself before it serves a device. Immutable, so a domain keeps what it was created with.</summary>
/// <remarks>The kernel's <c>struct msi_domain_template</c>, the parts of it that are not callbacks.</remarks>
[RestrictedTo(typeof(IrqDomainImplementer), Instead = "leave the domain to the probe code")]
public sealed record MsiDomainTemplate
{
    /// <summary>The largest number of indices a domain can have (<c>MSI_MAX_INDEX</c> + 1).</summary>
    public const int MaxHardwareSize = 65536;

    /// <summary>The name of the chip, shown in the interrupt table before the device's address; for example "IDXD-IMS".</summary>
    public required string ChipName { get; init; }

    /// <summary>How many indices the hardware has, 1 to <see cref="MaxHardwareSize"/>; 0 stands for the largest number (<c>hwsize</c>).</summary>
    public int HardwareSize { get; init; }

    /// <summary>
    /// Whether the message is written when an interrupt is allocated instead of when it is requested
    /// (<c>MSI_FLAG_ACTIVATE_EARLY</c>).
    /// </summary>
    public bool ActivateEarly { get; init; }
}
