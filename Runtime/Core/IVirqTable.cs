namespace MsiEncap.Core;

/// <summary>Every virq of a subsystem and its interrupt (<c>irq_to_desc</c>). Any thread may look one up.</summary>
internal interface IVirqTable
{
    /// <summary>The interrupt of a number, which may be <see cref="Virq.None"/>; <see langword="null"/> if there is none.</summary>
    IrqDescriptor? Find(Virq virq);

    /// <summary>Every interrupt, lowest number first, as far as they stand while this runs.</summary>
    IEnumerable<IrqDescriptor> All();

    /// <summary>The numbers of a new device.</summary>
    IVirqShare CreateShare();
}
