namespace MsiEncap.Runtime.Tests.Rig;

/// <summary>What a test wants of its machine.</summary>
internal sealed record TestRigOptions
{
    public int Cpus { get; init; } = 2;

    public int Slots { get; init; } = 16;

    public int HardwareSize { get; init; } = 16;

    public bool ActivateEarly { get; init; }

    public bool SameHwirq { get; init; }

    public CallbackLog Log { get; } = new();
}
