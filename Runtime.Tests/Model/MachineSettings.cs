namespace MsiEncap.Runtime.Tests.Model;

/// <summary>The machine of a sequence.</summary>
internal sealed record MachineSettings(bool Remaps, bool ActivatesEarly, bool HasBus, bool Forgets)
{
    /// <summary>The same without one of its features.</summary>
    public IEnumerable<MachineSettings> Simpler() =>
        new[] { this with { HasBus = false }, this with { ActivatesEarly = false }, this with { Remaps = true }, this with { Forgets = false } }.Where(simpler => simpler != this);

    public override string ToString() =>
        $"machine with {(Remaps ? "" : "no ")}remapping{(ActivatesEarly ? ", early activation" : "")}{(HasBus ? ", a bus to lock" : "")}{(Forgets ? ", devices that forget asleep" : "")}";
}
