namespace MsiEncap.Runtime.Tests.Model;

/// <summary>The machine of a sequence.</summary>
internal sealed record MachineSettings(bool Remaps, bool ActivatesEarly, bool HasBus)
{
    /// <summary>The same without one of its features.</summary>
    public IEnumerable<MachineSettings> Simpler() =>
        new[] { this with { HasBus = false }, this with { ActivatesEarly = false }, this with { Remaps = true } }.Where(simpler => simpler != this);

    public override string ToString() =>
        $"machine with {(Remaps ? "" : "no ")}remapping{(ActivatesEarly ? ", early activation" : "")}{(HasBus ? ", a bus to lock" : "")}";
}
