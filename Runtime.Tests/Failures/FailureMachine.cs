namespace MsiEncap.Runtime.Tests.Failures;

/// <summary>The machine on which callbacks fail.</summary>
/// <param name="Remaps">Whether it remaps interrupts.</param>
/// <param name="ActivatesEarly">Whether the domain activates when it allocates.</param>
/// <param name="HasBus">Whether the domain locks a bus.</param>
/// <param name="IsTight">Whether numbers and remapping entries are what there is least of; otherwise vectors are.</param>
internal sealed record FailureMachine(bool Remaps, bool ActivatesEarly, bool HasBus, bool IsTight)
{
    private static readonly bool[] s_either = [true, false];

    public static IEnumerable<FailureMachine> All =>
        from remaps in s_either
        from early in s_either
        from bus in s_either
        from tight in s_either
        select new FailureMachine(remaps, early, bus, tight);
}
