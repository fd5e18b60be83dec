using MsiEncap.Runtime.Tests.Rig;
using Xunit;

namespace MsiEncap.Runtime.Tests.Races;

/// <summary>
/// A device writes a number and raises its interrupt, over and over, while others move, disable and enable the interrupt and take CPUs away.
/// Whatever happens, the last number is seen, and no two runs overlap.
/// </summary>
public class LostEdgeTests
{
    private const int Cpus = 3;
    private const int Rounds = 400 / Effort.Divisor;
    private const int Raises = 40;
    private const int Changes = 8;

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void No_edge_is_lost_while_an_interrupt_moves(bool remaps) =>
        Race(remaps, (rig, virq, random) => rig.Device.SetIrqAffinity(virq, CpuMask.Of(random.Next(Cpus))));

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void No_edge_is_lost_while_an_interrupt_is_disabled_and_enabled(bool remaps) =>
        Race(remaps, (rig, virq, random) =>
        {
            if (random.Next(2) == 0)
            {
                rig.Device.DisableIrq(virq);
            }
            else
            {
                rig.Device.DisableIrqNoSync(virq);
            }

            rig.Device.EnableIrq(virq);
        });

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void No_edge_is_lost_while_cpus_go_and_come(bool remaps) =>
        Race(remaps, (rig, _, random) =>
        {
            int cpu = random.Next(Cpus);
            rig.Machine.Irqs.SetCpuOnline(cpu, online: false);
            rig.Machine.Irqs.SetCpuOnline(cpu, online: true);
        });

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void No_edge_is_lost_while_all_of_that_happens_at_once(bool remaps) => Race(
        remaps,
        (rig, virq, random) => Move(rig, virq, random),
        (rig, virq, _) =>
        {
            rig.Device.DisableIrq(virq);
            rig.Device.EnableIrq(virq);
        },
        (rig, _, random) =>
        {
            int cpu = random.Next(1, Cpus);
            rig.Machine.Irqs.SetCpuOnline(cpu, online: false);
            rig.Machine.Irqs.SetCpuOnline(cpu, online: true);
        });

    /// <summary>From its own handler a message does not go by the mailbox, and what it leaves there has to follow the interrupt to its next vector.</summary>
    [Fact]
    public void No_edge_that_a_handler_raises_itself_is_lost_while_the_interrupt_moves()
    {
        const int Chain = 1_000_000 / Effort.Divisor;
        using var rig = NewRig(remaps: true);
        using var done = new ManualResetEventSlim();
        int runs = 0;
        (MsiMap map, IrqRegistration irq) = rig.Request(() =>
        {
            if (++runs == Chain)
            {
                done.Set();
            }
            else
            {
                rig.Hardware.Raise(0);
            }

            return IrqReturn.Handled;
        });
        rig.Hardware.Raise(map.Index);

        Crew.RunAgainst(
            Patience.Time,
            [() => rig.Device.SetIrqAffinity(map.Virq, CpuMask.Of(Random.Shared.Next(Cpus)))],
            () => Assert.True(done.Wait(Patience.Time), $"The chain broke after {Volatile.Read(ref runs)} of {Chain} runs."));
        irq.Dispose();
    }

    private static void Race(bool remaps, params IReadOnlyList<Action<TestRig, Virq, Random>> changes)
    {
        using var rig = NewRig(remaps);
        (MsiMap Map, RacingHandler Handler)[] interrupts = [.. Enumerable.Range(0, 2).Select(_ => Request(rig))];
        using var round = new Barrier(1 + changes.Count, _ => AssertAllSeen(rig, interrupts));

        Crew.Run([Raiser, .. changes.Select((change, number) => Changer(change, number))]);

        foreach ((_, RacingHandler handler) in interrupts)
        {
            handler.AssertNothingWrong();
        }

        Assert.EndsWith("ERR:          0\n", rig.Machine.Irqs.FormatInterrupts(), StringComparison.Ordinal);

        void Raiser()
        {
            for (int i = 0; i < Rounds; i++)
            {
                for (int raise = 0; raise < Raises; raise++)
                {
                    foreach ((MsiMap map, RacingHandler handler) in interrupts)
                    {
                        handler.Write();
                        rig.Hardware.Raise(map.Index);
                    }
                }

                Await(round);
            }
        }

        Action Changer(Action<TestRig, Virq, Random> change, int number) => () =>
        {
            var random = new Random(number);
            for (int i = 0; i < Rounds; i++)
            {
                for (int again = 0; again < Changes; again++)
                {
                    foreach ((MsiMap map, _) in interrupts)
                    {
                        change(rig, map.Virq, random);
                    }
                }

                Await(round);
            }
        };
    }

    private static void AssertAllSeen(TestRig rig, (MsiMap Map, RacingHandler Handler)[] interrupts)
    {
        foreach ((MsiMap map, RacingHandler handler) in interrupts)
        {
            handler.AwaitLast($"{rig.Device.DescribeIrq(map.Virq)}; {rig.Hardware.Describe(map.Index)}");
        }
    }

    private static void Await(Barrier round) => Assert.True(round.SignalAndWait(Patience.Time * 2), "The others do not come to the end of the round.");

    private static void Move(TestRig rig, Virq virq, Random random)
    {
        try
        {
            rig.Device.SetIrqAffinity(virq, CpuMask.Of(random.Next(Cpus)));
        }
        catch (MsiException refused) when (refused.Error.Code == MsiErrorCode.Invalid)
        {
            // The CPU is away.
        }
    }

    private static TestRig NewRig(bool remaps) =>
        new((remaps ? new TestRigOptions() : TestRigOptions.WithoutRemapping()) with { Cpus = Cpus, Log = new CallbackLog { Records = false } });

    private static (MsiMap Map, RacingHandler Handler) Request(TestRig rig)
    {
        var handler = new RacingHandler();
        MsiMap map = rig.Device.AllocateImsIrq(new TestCookie(1));
        rig.Device.RequestIrq(map.Virq, static (_, handler) => handler.Run(), handler, "racing");
        return (map, handler);
    }
}
