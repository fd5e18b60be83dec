// Probe and irq domain implementation: the only code that knows where the interrupt storage is and what a slot looks like. Lay
// it beside IdxdQueue.cs: the two share IdxdCookie and nothing else of interrupts.
using MsiEncap.Contracts;
using MsiEncap.Domains;
using MsiEncap.Encapsulation;

[assembly: ImplementsCookieContract(typeof(MsiEncap.Samples.Idxd.IdxdCookie))]

namespace MsiEncap.Samples.Idxd;

/// <summary>Initialises the device.</summary>
[ActsAs(typeof(IrqDomainImplementer), Justification = "finds the interrupt storage and creates its domain")]
internal static class IdxdProbe
{
    /// <summary>Finds the interrupt storage, gives the device its IMS domain, and hands the rest to queue code.</summary>
    public static IdxdDevice Probe(PciDevice pci)
    {
        MmioRegion registers = pci.MapBar(IdxdRegisters.RegisterBar);
        int queues = (int)registers.Read32(IdxdRegisters.QueueCount);
        int slots = (int)registers.Read32(IdxdRegisters.StorageSlots);
        MmioRegion storage = registers.Slice(registers.Read32(IdxdRegisters.StorageOffset), slots * IdxdImsDomain.SlotSize);

        MsiDomainId<IdxdCookie> interrupts = pci.CreateImsDomain(new IdxdImsDomain(storage, slots));

        return new IdxdDevice(
            pci,
            interrupts,
            registers.Slice(IdxdRegisters.QueueConfig, queues * IdxdRegisters.QueueConfigStride),
            pci.MapBar(IdxdRegisters.PortalBar),
            queues);
    }
}

/// <summary>
/// Programs the interrupt storage: an array of 16-byte slots, address low, address high, data, control.
/// </summary>
[ActsAs(typeof(IrqDomainImplementer), Justification = "programs the slots of the interrupt storage")]
internal sealed class IdxdImsDomain(MmioRegion storage, int slots)
    : MsiDomain<IdxdCookie>(new MsiDomainTemplate { ChipName = "IDXD-IMS", HardwareSize = slots })
{
    public const int SlotSize = 16;

    private const int AddressLow = 0;
    private const int AddressHigh = 4;
    private const int Data = 8;
    private const int Control = 12;

    private const uint ControlMask = 1 << 0;
    private const uint ControlPasidEnable = 1 << 3;
    private const int ControlPasidShift = 12;

    /// <summary>Nobody knows what firmware left in the slots.</summary>
    protected override void Prepare(int hardwareSize)
    {
        for (int slot = 0; slot < hardwareSize; slot++)
        {
            WriteControl(slot * SlotSize, ControlMask);
        }
    }

    /// <summary>From here on the cookies hold what the chip callbacks need: the slot's offset, and its control word when unmasked.</summary>
    protected override void PrepareDescriptor(scoped MsiDescriptor descriptor, in IdxdCookie cookie)
    {
        descriptor.DomainCookie = (ulong)(descriptor.Index * SlotSize);
        descriptor.InstanceCookie = MsiInstanceCookie.FromValue(cookie.HasPasid ? cookie.Pasid << ControlPasidShift | ControlPasidEnable : 0);
        WriteControl((long)descriptor.DomainCookie, ControlMask);
    }

    protected override void Mask(scoped IrqData irq) => WriteControl((long)irq.DomainCookie, (uint)irq.InstanceCookie.Value | ControlMask);

    protected override void Unmask(scoped IrqData irq) => WriteControl((long)irq.DomainCookie, (uint)irq.InstanceCookie.Value);

    protected override void Shutdown(scoped IrqData irq) => WriteControl((long)irq.DomainCookie, ControlMask);

    /// <summary>A slot is three registers, so it stays masked until all are written: half a message would reach another CPU.</summary>
    protected override void WriteMessage(scoped IrqData irq, in MsiMessage message)
    {
        long slot = (long)irq.DomainCookie;
        uint control = storage.Read32(slot + Control);
        WriteControl(slot, control | ControlMask);
        storage.Write32(slot + AddressLow, message.AddressLow);
        storage.Write32(slot + AddressHigh, message.AddressHigh);
        storage.Write32(slot + Data, message.Data);
        WriteControl(slot, control);
    }

    private void WriteControl(long slot, uint control)
    {
        storage.Write32(slot + Control, control);

        // Writes are posted; reading one back proves that the device has seen it.
        _ = storage.Read32(slot + Control);
    }
}
