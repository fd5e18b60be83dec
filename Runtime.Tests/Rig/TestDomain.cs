using MsiEncap.Contracts;
using MsiEncap.Domains;
using MsiEncap.Encapsulation;

namespace MsiEncap.Runtime.Tests.Rig;

/// <summary>Programs the storage of <see cref="TestFunction"/>, records every callback, and throws in those it is told to.</summary>
[ActsAs(typeof(IrqDomainImplementer), Justification = "an irq domain that records its callbacks and fails on request")]
internal sealed class TestDomain(MmioRegion storage, TestRigOptions options) : MsiDomain<TestCookie>(new MsiDomainTemplate
{
    ChipName = options.ChipName,
    HardwareSize = options.HardwareSize,
    BusToken = TokenOf(options.Storage),
    Flags = FlagsOf(options),
    DisablesAtOnce = options.DisablesAtOnce,
})
{
    private const int Data = 8;
    private const int Control = 12;

    private readonly CallbackLog _log = options.Log;
    private readonly bool[] _unmasked = new bool[options.Slots];

    /// <summary>Writes every slot again: masked and empty, or what is allocated there.</summary>
    public void Restore(PciDevice device)
    {
        for (int slot = 0; slot < options.Slots; slot++)
        {
            Write(slot * TestFunction.SlotSize, default, masked: true);
        }

        device.ForEachMsiDescriptor(MsiDomainId.Secondary, descriptor => Write((long)descriptor.DomainCookie, descriptor.Message, masked: true));
        device.ForEachMsiDescriptor(MsiDomainId.Secondary, descriptor => SetMask(descriptor.DomainCookie, !_unmasked[descriptor.Index]));
    }

    protected override void Prepare(int hardwareSize) => _log.Called(nameof(Prepare), $"{hardwareSize}");

    protected override void Teardown() => _log.Called(nameof(Teardown));

    protected override void PrepareDescriptor(scoped MsiDescriptor descriptor, in TestCookie cookie)
    {
        // Rewritten, as a real domain does: the usage site's copy must not change.
        descriptor.InstanceCookie = MsiInstanceCookie.FromValue(~(ulong)cookie.Tag);
        descriptor.DomainCookie = (ulong)(descriptor.Index * TestFunction.SlotSize);
        SetMask(descriptor.DomainCookie, true);
        _log.Called(nameof(PrepareDescriptor), $"index {descriptor.Index}, tag {cookie.Tag}, virq {descriptor.Virq}");
    }

    protected override void SetDescriptor(scoped MsiDescriptor descriptor) =>
        _log.Called(nameof(SetDescriptor), $"cookie {descriptor.InstanceCookie}");

    protected override ulong GetHwirq(scoped MsiDescriptor descriptor)
    {
        _log.Called(nameof(GetHwirq), $"virq {descriptor.Virq != Virq.None}");
        return options.SameHwirq ? 7 : options.FirstHwirq + (ulong)descriptor.Index;
    }

    protected override void InitializeIrq(scoped IrqData irq) => _log.Called(nameof(InitializeIrq), $"hwirq {irq.Hwirq}");

    protected override void FreeIrq(scoped IrqData irq) => _log.Called(nameof(FreeIrq), $"hwirq {irq.Hwirq}");

    protected override void Mask(scoped IrqData irq)
    {
        SetMask(irq.DomainCookie, true);
        _log.Called(nameof(Mask), $"index {irq.Index}");
    }

    protected override void Unmask(scoped IrqData irq)
    {
        // Recorded first: one that fails lets nothing loose.
        _log.Called(nameof(Unmask), $"index {irq.Index}, cookie {irq.InstanceCookie}, own {irq.DomainCookie}");
        SetMask(irq.DomainCookie, false);
    }

    protected override void Startup(scoped IrqData irq)
    {
        if (!options.OverridesStartup)
        {
            base.Startup(irq);
            return;
        }

        SetMask(irq.DomainCookie, false);
        _log.Called(nameof(Startup));
    }

    protected override void Shutdown(scoped IrqData irq)
    {
        if (!options.OverridesStartup)
        {
            base.Shutdown(irq);
            return;
        }

        SetMask(irq.DomainCookie, true);
        _log.Called(nameof(Shutdown));
    }

    protected override void BusLock(scoped IrqData irq)
    {
        if (options.HasBus)
        {
            _log.Called(nameof(BusLock), $"index {irq.Index}");
        }
    }

    protected override void BusSyncUnlock(scoped IrqData irq)
    {
        if (options.HasBus)
        {
            _log.Called(nameof(BusSyncUnlock), $"index {irq.Index}");
        }
    }

    protected override void WriteMessage(scoped IrqData irq, in MsiMessage message)
    {
        // Masked meanwhile: an interrupt that moves may be raised between the two writes.
        Write((long)irq.DomainCookie, message, !_unmasked[irq.Index]);
        _log.Called(nameof(WriteMessage), message == default ? "none" : "some");
    }

    private void SetMask(ulong slot, bool masked)
    {
        _unmasked[slot / TestFunction.SlotSize] = !masked;
        storage.Write32((long)slot + Control, masked ? 1u : 0u);
    }

    private void Write(long slot, in MsiMessage message, bool masked)
    {
        storage.Write32(slot + Control, 1);
        storage.Write64(slot, message.Address);
        storage.Write32(slot + Data, message.Data);
        storage.Write32(slot + Control, masked ? 1u : 0u);
    }

    private static MsiBusToken TokenOf(TestStorage storage) => storage switch
    {
        TestStorage.Ims => MsiBusToken.PciDeviceIms,
        TestStorage.Msi => MsiBusToken.PciDeviceMsi,
        TestStorage.Msix => MsiBusToken.PciDeviceMsix,
        _ => MsiBusToken.None,
    };

    private static MsiFlags FlagsOf(TestRigOptions options) =>
        (options.ActivateEarly ? MsiFlags.ActivateEarly : MsiFlags.None)
        | (options.MustReactivate ? MsiFlags.MustReactivate : MsiFlags.None)
        | (options.NoMask ? MsiFlags.NoMask : MsiFlags.None)
        | (options.AsksForMsixFlags ? MsiFlags.MsixAllocDyn : MsiFlags.None);
}
