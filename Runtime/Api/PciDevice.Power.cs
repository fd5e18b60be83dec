using MsiEncap.Core;
using MsiEncap.Pci;

namespace MsiEncap;

/// <content>Sleeping and waking (<c>drivers/pci/pci.c</c>).</content>
public sealed partial class PciDevice
{
    /// <summary>What the driver last put the device in (<c>current_state</c>).</summary>
    public PciPowerState PowerState => ConfigSpace.PowerState;

    /// <summary>
    /// Puts the device to sleep (<c>pci_save_state</c>, <c>pci_set_power_state</c>). Its interrupts stay allocated and requested; what is changed about
    /// them meanwhile is remembered for <see cref="Resume"/>. Does nothing if it sleeps.
    /// </summary>
    /// <exception cref="MsiException">The device cannot sleep: it has no power management capability, or was pulled out.</exception>
    /// <exception cref="ObjectDisposedException">The device was removed.</exception>
    public void Suspend()
    {
        using RankedLock.Scope scope = _msi.EnterDescriptorLock(nameof(Suspend));
        _msi.EnsurePresent();
        if (PowerState == PciPowerState.D0)
        {
            _pci.Suspend(Power("sleep"));
        }
    }

    /// <summary>
    /// Wakes the device and tells it again what it has forgotten: the command register, and every message and control of MSI and MSI-X
    /// (<c>pci_restore_state</c>). The device's own interrupt storage is for its domain's driver to restore. Does nothing if it is awake.
    /// </summary>
    /// <exception cref="MsiException">The device was pulled out.</exception>
    /// <exception cref="ObjectDisposedException">The device was removed.</exception>
    public void Resume()
    {
        using RankedLock.Scope scope = _msi.EnterDescriptorLock(nameof(Resume));
        _msi.EnsurePresent();
        if (PowerState != PciPowerState.D0)
        {
            _pci.Resume(Power("wake"));
        }
    }

    /// <summary>
    /// Tells the device again every message and control of MSI and MSI-X, after something reset it (<c>pci_restore_msi_state</c>). Does nothing where
    /// neither is on.
    /// </summary>
    public void RestoreMsiState()
    {
        using RankedLock.Scope scope = _msi.EnterDescriptorLock(nameof(RestoreMsiState));
        _pci.Restore();
    }

    private PciPowerCapability Power(string operation) => ConfigSpace.Access.IsDisconnected
        ? throw new MsiException(_pci.Error(MsiErrorCode.Invalid, $"the device cannot {operation}: it was pulled out"))
        : _pci.Power ?? throw new MsiException(_pci.NotFound("power management"));
}
