namespace MsiEncap.Pci;

/// <summary>The power management capability, by offsets from its start (PCI Power Management Interface Specification 1.2, section 3.2).</summary>
internal static class PciPowerRegisters
{
    public const int Capabilities = 2;
    public const int ControlStatus = 4;

    /// <summary>The version that specification 1.2 has in the low bits of <see cref="Capabilities"/>.</summary>
    public const uint Version = 3;

    /// <summary>The state in <see cref="ControlStatus"/>: 0 for D0, 3 for D3hot.</summary>
    public const uint State = 3;

    public const uint D0 = 0;
    public const uint D3Hot = 3;

    /// <summary>Coming back from D3hot resets nothing.</summary>
    public const uint NoSoftReset = 1 << 3;
}
