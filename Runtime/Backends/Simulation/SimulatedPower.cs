using MsiEncap.Pci;

namespace MsiEncap.Simulation;

/// <summary>
/// The power management capability of a model, which knows D0 and D3hot (PCI Power Management Interface Specification 1.2, section 3.2).
/// Guarded by the lock of its <see cref="SimulatedFrontEnd"/>.
/// </summary>
internal sealed class SimulatedPower
{
    private readonly SimulatedConfigSpace _config;
    private readonly int _controlStatus;
    private readonly bool _resetsOnWake;

    public SimulatedPower(SimulatedConfigSpace config, int offset, SimulatedPciCapabilities offered)
    {
        _config = config;
        _controlStatus = offset + PciPowerRegisters.ControlStatus;
        _resetsOnWake = !offered.NoSoftReset;
        config.AddCapability(PciCapabilityId.PowerManagement, offset);
        config.Define(offset + PciPowerRegisters.Capabilities, sizeof(ushort), PciPowerRegisters.Version);
        config.Define(_controlStatus, sizeof(ushort), offered.NoSoftReset ? PciPowerRegisters.NoSoftReset : 0, PciPowerRegisters.State);
    }

    public bool IsAsleep { get; private set; }

    /// <summary>Looks at what the driver may have written.</summary>
    /// <returns>Whether the function has to reset itself.</returns>
    public bool Settle()
    {
        uint control = _config.Read(_controlStatus, sizeof(ushort));
        bool wasAsleep = IsAsleep;
        switch (control & PciPowerRegisters.State)
        {
            case PciPowerRegisters.D0:
                IsAsleep = false;
                break;
            case PciPowerRegisters.D3Hot:
                IsAsleep = true;
                break;
            default:
                // A state that the function does not have: the write is as if it had not been.
                _config.Set(_controlStatus, sizeof(ushort), control & ~PciPowerRegisters.State | (wasAsleep ? PciPowerRegisters.D3Hot : PciPowerRegisters.D0));
                break;
        }

        return wasAsleep && !IsAsleep && _resetsOnWake;
    }
}
