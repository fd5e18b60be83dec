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

    protected override void Prepare(int hardwareSize) => _log.Called(nameof(Prepare), $"{hardwareSize}");

    protected override void Teardown() => _log.Called(nameof(Teardown));

    protected override void PrepareDescriptor(scoped MsiDescriptor descriptor, in TestCookie cookie)
    {
        // Rewritten, as a real domain does: the usage site's copy must not change.
        descriptor.InstanceCookie = MsiInstanceCookie.FromValue(~(ulong)cookie.Tag);
        descriptor.DomainCookie = (ulong)(descriptor.Index * TestFunction.SlotSize);
        storage.Write32((long)descriptor.DomainCookie + Control, 1);
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
        storage.Write32((long)irq.DomainCookie + Control, 1);
        _log.Called(nameof(Mask), $"index {irq.Index}");
    }

    protected override void Unmask(scoped IrqData irq)
    {
        storage.Write32((long)irq.DomainCookie + Control, 0);
        _log.Called(nameof(Unmask), $"index {irq.Index}, cookie {irq.InstanceCookie}, own {irq.DomainCookie}");
    }

    protected override void Startup(scoped IrqData irq)
    {
        if (!options.OverridesStartup)
        {
            base.Startup(irq);
            return;
        }

        storage.Write32((long)irq.DomainCookie + Control, 0);
        _log.Called(nameof(Startup));
    }

    protected override void Shutdown(scoped IrqData irq)
    {
        if (!options.OverridesStartup)
        {
            base.Shutdown(irq);
            return;
        }

        storage.Write32((long)irq.DomainCookie + Control, 1);
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
        storage.Write64((long)irq.DomainCookie, message.Address);
        storage.Write32((long)irq.DomainCookie + Data, message.Data);
        _log.Called(nameof(WriteMessage), message == default ? "none" : "some");
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
