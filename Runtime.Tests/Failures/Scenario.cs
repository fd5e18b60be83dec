using MsiEncap.Runtime.Tests.Rig;

namespace MsiEncap.Runtime.Tests.Failures;

/// <summary>An operation whose callbacks fail one by one.</summary>
/// <param name="Name">What it is.</param>
/// <param name="Prepare">What has been before it.</param>
/// <param name="Run">The operation.</param>
/// <param name="IsDoneAllTheSame">Whether it is done although a callback fails, as whatever frees is.</param>
internal sealed record Scenario(string Name, Action<FailureRig> Prepare, Action<FailureRig> Run, bool IsDoneAllTheSame)
{
    /// <summary>Whether it lets an edge loose that was kept, which has run then if it is the bus that fails.</summary>
    public bool LetsLoose { get; init; }

    private static readonly Action<FailureRig> s_nothing = _ => { };

    public static IReadOnlyList<Scenario> All { get; } =
    [
        Refused("allocate", s_nothing, rig => rig.Allocate()),
        Refused("allocate a range", s_nothing, rig => TestRig.AllocateRange(rig.Device, 1, 3)),
        Refused("request", rig => rig.Allocate(), rig => rig.Request()),
        Refused("request, to be enabled later", rig => rig.Allocate(), rig => rig.Request(IrqFlags.NoAutoEnable)),
        Refused("request, as another", Shared, rig => rig.Request(IrqFlags.Shared)),
        Refused("request, as another, while disabled", SharedAndDisabled, rig => rig.Request(IrqFlags.Shared)),
        Refused("enable for the first time", Requested(IrqFlags.NoAutoEnable), Enable),
        Refused("enable", Disabled, Enable),
        Refused("enable what was masked", Masked, rig => rig.EnableWhatWasRaised()) with { LetsLoose = true },
        Refused("enable once of twice", DisabledTwice, Enable),
        Refused("move", Requested(IrqFlags.None), rig => rig.Device.SetIrqAffinity(rig.Virq, CpuMask.Of(rig.OtherCpu))),
        Refused("move what is idle", rig => rig.Allocate(), rig => rig.Device.SetIrqAffinity(rig.Virq, CpuMask.Of(rig.OtherCpu))),
        Done("disable", Requested(IrqFlags.None), rig => rig.Device.DisableIrq(rig.Virq)),
        Done("free a handler", Requested(IrqFlags.None), rig => rig.Registration.Dispose()),
        Done("free a handler asynchronously", Requested(IrqFlags.None), rig => rig.Registration.DisposeAsync().AsTask().GetAwaiter().GetResult()),
        Done("free a disabled handler", Disabled, rig => rig.Registration.Dispose()),
        Done("free a handler of two", TwoShare, rig => rig.Registration.Dispose()),
        Done("free an interrupt", rig => rig.Allocate(), rig => rig.Device.FreeImsIrq(rig.Map)),
        Done("free a range", rig => TestRig.AllocateRange(rig.Device, 1, 3), rig => TestRig.FreeRange(rig.Device, 0, 5)),
        Done("remove the device", TwoShare, rig => rig.Device.Dispose()),
    ];

    public override string ToString() => Name;

    private static Scenario Refused(string name, Action<FailureRig> prepare, Action<FailureRig> run) => new(name, prepare, run, IsDoneAllTheSame: false);

    private static Scenario Done(string name, Action<FailureRig> prepare, Action<FailureRig> run) => new(name, prepare, run, IsDoneAllTheSame: true);

    private static Action<FailureRig> Requested(IrqFlags flags) => rig =>
    {
        rig.Allocate();
        rig.Request(flags);
    };

    private static void Shared(FailureRig rig) => Requested(IrqFlags.Shared)(rig);

    private static void TwoShare(FailureRig rig)
    {
        Shared(rig);
        rig.Request(IrqFlags.Shared);
    }

    private static void SharedAndDisabled(FailureRig rig)
    {
        Shared(rig);
        rig.Device.DisableIrq(rig.Virq);
    }

    private static void Disabled(FailureRig rig)
    {
        Requested(IrqFlags.None)(rig);
        rig.Device.DisableIrq(rig.Virq);
    }

    private static void DisabledTwice(FailureRig rig)
    {
        Disabled(rig);
        rig.Device.DisableIrq(rig.Virq);
    }

    private static void Masked(FailureRig rig)
    {
        Disabled(rig);
        rig.RaiseWhileDisabled();
    }

    private static void Enable(FailureRig rig) => rig.Device.EnableIrq(rig.Virq);
}
