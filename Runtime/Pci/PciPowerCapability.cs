namespace MsiEncap.Pci;

/// <summary>The power management capability of a function (PCI Power Management Interface Specification 1.2, section 3.2).</summary>
internal sealed class PciPowerCapability
{
    private readonly PciConfigSpace _config;
    private readonly int _control;

    private PciPowerCapability(PciConfigSpace config, int offset)
    {
        _config = config;
        _control = offset + PciPowerRegisters.ControlStatus;
        ResetsOnWake = (config.Read(_control, sizeof(ushort)) & PciPowerRegisters.NoSoftReset) == 0;
    }

    /// <summary>Whether the function forgets its registers on the way from D3hot to D0.</summary>
    public bool ResetsOnWake { get; }

    /// <summary>The capability, or <see langword="null"/> if the function stays in D0 for ever.</summary>
    public static PciPowerCapability? Find(PciConfigSpace config) =>
        config.FindCapability(PciCapabilityId.PowerManagement) is { } offset ? new PciPowerCapability(config, offset) : null;

    /// <summary>
    /// Puts the function into a state (<c>pci_set_power_state</c>). On the way down nothing touches its interrupt registers from before
    /// it sleeps; on the way up, not until it is awake.
    /// </summary>
    public void SetState(PciPowerState state)
    {
        if (state == PciPowerState.D0)
        {
            _config.Update16(_control, PciPowerRegisters.State, PciPowerRegisters.D0);
            _config.PowerState = state;
        }
        else
        {
            _config.PowerState = state;
            _config.Update16(_control, PciPowerRegisters.State, PciPowerRegisters.D3Hot);
        }
    }
}
