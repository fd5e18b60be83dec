using MsiEncap.Runtime.Tests.Rig;
using Xunit;
using Xunit.Abstractions;

namespace MsiEncap.Runtime.Tests.Races;

/// <summary>Once freeing a handler has returned, it never runs again: tried a million times against a device that does not stop raising.</summary>
public class FreeStormTests(ITestOutputHelper output)
{
    private const int Frees = 1_000_000 / Effort.Divisor;
    private const int Interrupts = 8;
    private const int Watched = 4096;

    private static readonly TimeSpan s_patience = TimeSpan.FromMinutes(8);

    [Fact]
    public void No_handler_runs_once_freeing_it_has_returned()
    {
        using var rig = new TestRig(new TestRigOptions { Cpus = 1, Log = new CallbackLog { Records = false } });
        MsiMap[] maps = [.. Enumerable.Range(0, Interrupts).Select(_ => rig.Device.AllocateImsIrq(new TestCookie(1)))];
        var watched = new RacingHandler?[Watched];
        long runs = 0;
        int caught = 0;
        long start = TimeProvider.System.GetTimestamp();

        Crew.RunAgainst(
            s_patience,
            [() => RaiseAll(rig, maps)],
            () =>
            {
                for (int i = 0; i < Frees; i++)
                {
                    var handler = new RacingHandler();
                    IrqRegistration irq = rig.Device.RequestIrq(maps[i % Interrupts].Virq, static (_, handler) => handler.Run(), handler, "storm");
                    AwaitRun(handler, i);
                    caught += handler.IsRunning ? 1 : 0;
                    irq.Dispose();
                    handler.SetFreed();
                    runs += handler.Runs;

                    // A late run may come at any time, so each is watched for a while.
                    watched[i % Watched]?.AssertNothingWrong();
                    watched[i % Watched] = handler;
                }
            });
        Assert.All(watched, handler => handler!.AssertNothingWrong());

        output.WriteLine($"{Frees:n0} frees, {caught:n0} of them in the middle of a run, and {runs:n0} runs in {TimeProvider.System.GetElapsedTime(start).TotalSeconds:n1} s");
        Assert.True(caught > 0, "No handler was ever freed in the middle of a run.");
    }

    [Fact]
    public void No_handler_runs_between_disabling_and_enabling()
    {
        const int Rounds = 200_000 / Effort.Divisor;
        using var rig = new TestRig(new TestRigOptions { Cpus = 1, Log = new CallbackLog { Records = false } });
        MsiMap map = rig.Device.AllocateImsIrq(new TestCookie(1));
        var handler = new RacingHandler();
        using IrqRegistration irq = rig.Device.RequestIrq(map.Virq, static (_, handler) => handler.Run(), handler, "storm");

        Crew.RunAgainst(
            s_patience,
            [() => rig.Hardware.Raise(map.Index)],
            () =>
            {
                for (int i = 0; i < Rounds; i++)
                {
                    rig.Device.DisableIrq(map.Virq);
                    handler.SetFreed();
                    Thread.SpinWait(i % 4);
                    handler.SetFreed(false);
                    rig.Device.EnableIrq(map.Virq);
                }
            });

        handler.AssertNothingWrong();
        Assert.True(handler.Runs > 0, "The device never hit the handler.");
    }

    /// <summary>Gives every other handler the time to be in the middle of a run when it is freed.</summary>
    private static void AwaitRun(RacingHandler handler, int round)
    {
        const int Looks = 50;
        for (int look = 0; round % 2 == 0 && !handler.IsRunning && look < Looks; look++)
        {
            Thread.SpinWait(1);
        }
    }

    private static void RaiseAll(TestRig rig, MsiMap[] maps)
    {
        foreach (MsiMap map in maps)
        {
            rig.Hardware.Raise(map.Index);
        }
    }
}
