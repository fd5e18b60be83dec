using MsiEncap.Domains;

namespace MsiEncap.Core;

/// <summary>What kinds of domains need of their parents (<c>x86_init_dev_msi_info</c>, <c>msi_lib_init_dev_msi_info</c>).</summary>
internal static class MsiNegotiation
{
    /// <summary>The flags that are the domain's own business.</summary>
    public const MsiFlags OwnFlags = (MsiFlags)0xffff;

    // What only the standard capabilities have; a domain of a device's own storage that asks for it is mistaken.
    private const MsiFlags OfCapabilities = MsiFlags.MultiPciMsi | MsiFlags.PciMsix | MsiFlags.MsixContiguous | MsiFlags.MsixAllocDyn;

    /// <summary>Why a parent with such support cannot serve a kind of domain, or <see langword="null"/>.</summary>
    public static string? Missing(MsiBusToken token, MsiFlags supported) => token switch
    {
        MsiBusToken.PciDeviceMsi => null,
        MsiBusToken.PciDeviceMsix when supported.HasFlag(MsiFlags.PciMsix) => null,
        MsiBusToken.PciDeviceMsix => "its parent does not support MSI-X",
        MsiBusToken.PciDeviceIms when supported.HasFlag(MsiFlags.PciIms) => null,
        MsiBusToken.PciDeviceIms => "its parent does not support interrupt storage of a device's own; that takes interrupt remapping in hardware",
        _ => $"its parent does not know the bus token {token}",
    };

    /// <summary>Why a template cannot be that of a device's own storage, or <see langword="null"/> (<c>pci_create_ims_domain</c>).</summary>
    public static string? NotIms(MsiDomainTemplate template) =>
        template.BusToken != MsiBusToken.PciDeviceIms ? $"its template says {template.BusToken} instead of {MsiBusToken.PciDeviceIms}"
        : (template.Flags & OfCapabilities) is var alien && alien != 0 ? $"its template asks for {alien}, which is for PCI's own MSI and MSI-X"
        : null;
}
