namespace MsiEncap.Core;

/// <summary>Every virq and its interrupt. Thread-safe.</summary>
internal interface IVirqTable
{
    /// <summary>The interrupt that has a number, if one has.</summary>
    IrqDescriptor? Find(Virq virq);

    /// <summary>Every interrupt, lowest number first, as far as they stand while this runs.</summary>
    IEnumerable<IrqDescriptor> All();

    /// <summary>Numbers for one device.</summary>
    IVirqShare CreateShare();
}
