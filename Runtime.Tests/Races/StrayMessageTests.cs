using MsiEncap.Runtime.Tests.Rig;
using Xunit;

namespace MsiEncap.Runtime.Tests.Races;

/// <summary>A device that writes messages it was never given, just when their vectors get an owner.</summary>
public class StrayMessageTests
{
    private const int Machines = 20 / Effort.Divisor;
    private const int Interrupts = 200;

    [Fact]
    public void Strays_to_a_vector_that_gets_an_interrupt_do_not_cost_it_its_replays()
    {
        for (int machine = 0; machine < Machines; machine++)
        {
            using var rig = new TestRig(TestRigOptions.WithoutRemapping() with { Cpus = 1, Slots = Interrupts, HardwareSize = Interrupts, ActivateEarly = true });
            AllocateAmongStrays(rig);

            TestHandler[] handlers = [.. Enumerable.Range(0, Interrupts).Select(_ => new TestHandler())];
            for (int index = 0; index < Interrupts; index++)
            {
                rig.Device.RequestIrq(rig.Device.GetVirq(MsiDomainId.Secondary, index), static (_, handler) => handler.Run(), handlers[index], "strays");
            }

            rig.Settle();
            for (int index = 0; index < Interrupts; index++)
            {
                Virq virq = rig.Device.GetVirq(MsiDomainId.Secondary, index);
                int runs = handlers[index].Runs;
                rig.Device.DisableIrq(virq);
                rig.Hardware.Raise(index);
                Assert.True(SpinWait.SpinUntil(() => rig.Device.DescribeIrq(virq).IsPending, Patience.Time));
                rig.Device.EnableIrq(virq);
                handlers[index].AwaitRuns(runs + 1);
                handlers[index].Dispose();
            }
        }
    }

    private static void AllocateAmongStrays(TestRig rig)
    {
        rig.Device.AllocateImsIrq(new TestCookie(1));
        (ulong address, uint first) = rig.Hardware.Message(0);
        uint next = first + 1;
        bool stop = false;
        var strays = new Thread(() =>
        {
            while (!Volatile.Read(ref stop))
            {
                rig.Hardware.Bus.Write32(address, Volatile.Read(ref next));
            }
        });
        strays.Start();
        for (int index = 1; index < Interrupts; index++)
        {
            // Vectors are given one after the other as long as there are fresh ones.
            rig.Device.AllocateImsIrq(new TestCookie(1));
            Volatile.Write(ref next, rig.Hardware.Message(index).Data + 1);
        }

        Volatile.Write(ref stop, true);
        strays.Join();
    }
}
