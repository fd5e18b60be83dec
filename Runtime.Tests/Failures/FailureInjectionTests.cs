using Xunit;

namespace MsiEncap.Runtime.Tests.Failures;

/// <summary>
/// Every callback that an operation makes fails in turn, alone and with all after it. What is refused leaves everything as it was and works
/// once the callback does; what frees is done all the same.
/// </summary>
public class FailureInjectionTests
{
    public static TheoryData<string> Scenarios => [.. Scenario.All.Select(scenario => scenario.Name)];

    [Theory]
    [MemberData(nameof(Scenarios))]
    public void Whichever_callback_fails_nothing_is_left_half_done(string name)
    {
        Scenario scenario = Scenario.All.Single(scenario => scenario.Name == name);
        int failures = 0;
        foreach (FailureMachine machine in FailureMachine.All)
        {
            Expected expected = Undisturbed(scenario, machine);
            for (int call = 0; call < expected.Calls.Count; call++)
            {
                if (scenario.LetsLoose && expected.Calls[call] == "BusSyncUnlock")
                {
                    continue;
                }

                Fail(scenario, machine, expected, call, andAllAfter: false);
                Fail(scenario, machine, expected, call, andAllAfter: true);
                failures += 2;
            }
        }

        Assert.True(failures > 0, "The operation calls nothing that could fail.");
    }

    [Fact]
    public void A_cpu_whose_interrupts_cannot_move_goes_on_delivering_them()
    {
        foreach (FailureMachine machine in FailureMachine.All.Where(machine => machine.HasBus))
        {
            for (int call = 0; call < 2; call++)
            {
                using var rig = new FailureRig(machine);
                rig.Allocate();
                rig.Request();
                int cpu = 1 - rig.OtherCpu;
                string before = rig.Snapshot();
                rig.Log.FailFrom(call, 1);

                MsiException stranded = Assert.Throws<MsiException>(() => rig.SetCpuOnline(cpu, online: false));

                Assert.Equal(MsiErrorCode.NoSpace, stranded.Error.Code);
                Assert.False(rig.IsOnline(cpu));
                rig.Log.Mend();
                rig.AssertDelivers();
                Assert.Equal(CpuMask.Of(cpu), rig.Device.GetEffectiveIrqAffinity(rig.Virq));
                rig.SetCpuOnline(cpu, online: true);
                Assert.Equal(WithoutCounts(before), WithoutCounts(rig.Snapshot()));
                rig.SetCpuOnline(cpu, online: false);
                Assert.NotEqual(CpuMask.Of(cpu), rig.Device.GetEffectiveIrqAffinity(rig.Virq));
                rig.AssertDelivers();
            }
        }
    }

    [Fact]
    public void A_chip_that_fails_to_mask_a_disabled_interrupt_keeps_the_edge()
    {
        using var rig = new FailureRig(new FailureMachine(Remaps: true, ActivatesEarly: false, HasBus: false, IsTight: false));
        rig.Allocate();
        rig.Request();
        rig.Device.DisableIrq(rig.Virq);
        rig.Log.Fail("Mask");

        rig.RaiseWhileDisabled();

        rig.Log.Mend();
        rig.Device.EnableIrq(rig.Virq);
        Assert.True(SpinWait.SpinUntil(() => rig.Registration.Count == 1, Patience.Time), "The edge was lost.");
        rig.AssertDelivers();
    }

    [Fact]
    public void Freeing_a_handler_twice_calls_its_domain_once()
    {
        using var rig = new FailureRig(new FailureMachine(Remaps: true, ActivatesEarly: false, HasBus: true, IsTight: false));
        rig.Allocate();
        rig.Request();
        rig.Registration.Dispose();
        rig.Log.Clear();

        rig.Registration.Dispose();

        Assert.Empty(rig.Log.Names);
    }

    private static void Fail(Scenario scenario, FailureMachine machine, Expected expected, int call, bool andAllAfter)
    {
        string what = $"{machine}, call {call} ({expected.Calls[call]}){(andAllAfter ? " and all after it" : "")}";
        using var rig = new FailureRig(machine);
        scenario.Prepare(rig);
        Assert.Equal(expected.Before[Shown.All], rig.Snapshot());
        rig.Log.FailFrom(call, andAllAfter ? int.MaxValue : 1);

        Exception? thrown = Record.Exception(() => scenario.Run(rig));

        MsiException failed = Assert.IsType<MsiException>(thrown);
        Assert.Equal(MsiErrorCode.CallbackFailed, failed.Error.Code);
        Assert.Contains("injected", failed.Message, StringComparison.Ordinal);
        rig.Log.Mend();

        // A device that cannot be reached any more holds what it holds.
        Shown shown = andAllAfter ? Shown.Core : Shown.All;
        AssertSame((scenario.IsDoneAllTheSame ? expected.After : expected.Before)[shown], rig.Snapshot(shown), what);
        if (!scenario.IsDoneAllTheSame)
        {
            scenario.Run(rig);
            AssertSame(expected.After[Shown.AllButMessages], rig.Snapshot(Shown.AllButMessages), what + ", done again");
        }

        AssertSame(expected.Capacity, rig.Capacity(), what + ", what is left");
    }

    private static Expected Undisturbed(Scenario scenario, FailureMachine machine)
    {
        using var rig = new FailureRig(machine);
        scenario.Prepare(rig);
        Dictionary<Shown, string> before = States(rig);
        rig.Log.Clear();
        scenario.Run(rig);
        string[] calls = [.. rig.Log.Names];
        return new Expected(calls, before, States(rig), rig.Capacity());
    }

    private static Dictionary<Shown, string> States(FailureRig rig) => Enum.GetValues<Shown>().ToDictionary(shown => shown, rig.Snapshot);

    private static void AssertSame(string expected, string actual, string what) =>
        Assert.True(expected == actual, $"{what}:\n{actual}\nbut should be:\n{expected}");

    private static string WithoutCounts(string snapshot) => string.Join(
        '\n',
        snapshot.Split('\n').Where(line => !line.Contains(" TEST-IMS-", StringComparison.Ordinal) && !line.Contains("IR-TEST-IMS-", StringComparison.Ordinal)));

    private sealed record Expected(
        IReadOnlyList<string> Calls, IReadOnlyDictionary<Shown, string> Before, IReadOnlyDictionary<Shown, string> After, string Capacity);
}
