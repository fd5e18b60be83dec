using MsiEncap.Domains;
using MsiEncap.Encapsulation;

namespace MsiEncap.Runtime.Tests.Rig;

/// <summary>
/// What probe code does to a device that has storage of its own beside PCI's: it gives it a domain, and restores that after the device slept.
/// </summary>
[ActsAs(typeof(IrqDomainImplementer), Justification = "restores its storage when the device wakes, and removes domains it must not")]
internal sealed class PciProbe
{
    private readonly PciDevice _device;
    private readonly MmioRegion _storage;
    private readonly StorageDomain _domain;

    public PciProbe(PciDevice device)
    {
        _device = device;
        _storage = device.MapBar(TracedModel.StorageBar);
        _domain = new StorageDomain(_storage);
        device.CreateImsDomain(_domain);
    }

    /// <summary>The indices of a domain that are allocated, and how many interrupts each stands for.</summary>
    public static IReadOnlyList<(int Index, int Vectors)> Walk(PciDevice device, MsiDomainId id)
    {
        var found = new List<(int, int)>();
        device.ForEachMsiDescriptor(id, descriptor => found.Add((descriptor.Index, descriptor.VectorCount)));
        return found;
    }

    public static void RemoveDomain(PciDevice device, MsiDomainId id) => device.RemoveMsiDomain(id);

    public static void FreeRange(PciDevice device, MsiDomainId id, int first, int last) => device.FreeMsiRange(id, first, last);

    /// <summary>Gives a device a default domain that is not PCI's.</summary>
    public static MsiDomainId<TestCookie> TakeDefaultDomain(PciDevice device) =>
        device.CreateMsiDomain(MsiDomainId.Default, new StorageDomain(device.MapBar(TracedModel.StorageBar), MsiBusToken.PciDeviceMsi));

    /// <summary>The message that the core keeps of an interrupt.</summary>
    public static string CachedMessage(IrqSubsystem irqs, Virq virq) => irqs.GetCachedMessage(virq).ToString();

    /// <summary>Tells the device again what it forgot of its own storage, which the core does not do.</summary>
    public void Restore() => _device.ForEachMsiDescriptor(MsiDomainId.Secondary, descriptor =>
    {
        StorageDomain.Write(_storage, descriptor.Index, descriptor.Message);
        _domain.RestoreControl(descriptor.Index);
    });

    private sealed class StorageDomain(MmioRegion storage, MsiBusToken token = MsiBusToken.PciDeviceIms) : MsiDomain<TestCookie>(new MsiDomainTemplate
    {
        ChipName = "STORAGE",
        HardwareSize = Slots,
        BusToken = token,
    })
    {
        private const int Slots = 4;
        private const int Masked = 1;

        private readonly uint[] _controls = [Masked, Masked, Masked, Masked];

        public static void Write(MmioRegion storage, int slot, in MsiMessage message)
        {
            storage.Write64(slot * TracedModel.SlotSize, message.Address);
            storage.Write32(slot * TracedModel.SlotSize + 8, message.Data);
        }

        public void RestoreControl(int slot) => SetControl(slot, _controls[slot]);

        protected override void PrepareDescriptor(scoped MsiDescriptor descriptor, in TestCookie cookie) => SetControl(descriptor.Index, Masked);

        protected override void Mask(scoped IrqData irq) => SetControl(irq.Index, Masked);

        protected override void Unmask(scoped IrqData irq) => SetControl(irq.Index, 0);

        protected override void WriteMessage(scoped IrqData irq, in MsiMessage message) => Write(storage, irq.Index, message);

        private void SetControl(int slot, uint control)
        {
            _controls[slot] = control;
            storage.Write32(slot * TracedModel.SlotSize + 12, control);
        }
    }
}
