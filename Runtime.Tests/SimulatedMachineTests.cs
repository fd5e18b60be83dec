using MsiEncap.Runtime.Tests.Rig;
using MsiEncap.Simulation;
using Xunit;

namespace MsiEncap.Runtime.Tests;

/// <summary>Machines: as many as one likes, none knowing of another.</summary>
public class SimulatedMachineTests
{
    [Fact]
    public void Two_machines_share_nothing()
    {
        using var one = new TestRig();
        using var two = new TestRig();

        Assert.Equal(one.Device.AllocateImsIrq(new TestCookie(1)).Virq, two.Device.AllocateImsIrq(new TestCookie(1)).Virq);
        Assert.Equal(one.Device.Address, two.Device.Address);
    }

    [Fact]
    public void A_device_is_plugged_in_once()
    {
        using var machine = new SimulatedMachine();
        var function = new TestFunction(1);
        machine.Plug(function);

        Assert.Throws<ArgumentException>(() => machine.Plug(function));
    }

    [Fact]
    public void A_device_that_is_not_plugged_in_has_no_bus()
    {
        InvalidOperationException thrown = Assert.Throws<InvalidOperationException>(() => new TestFunction(1).Bus);

        Assert.Contains("SimulatedMachine.Plug", thrown.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void The_bus_has_31_slots()
    {
        using var machine = new SimulatedMachine(1);
        string last = "";
        for (int i = 0; i < 31; i++)
        {
            last = machine.Plug(new TestFunction(1)).Address;
        }

        Assert.Equal("0000:00:1f.0", last);
        Assert.Throws<InvalidOperationException>(() => machine.Plug(new TestFunction(1)));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(-1)]
    [InlineData(257)]
    public void A_machine_has_1_to_256_cpus(int cpus) =>
        Assert.Throws<ArgumentOutOfRangeException>(() => new SimulatedMachine(cpus));

    [Fact]
    public async Task A_machine_ends_whatever_its_cpus_are_at()
    {
        const int Machines = 1000 / Effort.Divisor;

        // Starting, awake with something to do, or about to sleep: none of them may miss that it is over.
        for (int i = 0; i < Machines; i++)
        {
            int pause = i * 7 % 500;
            Task machine = Task.Run(() =>
            {
                using var rig = new TestRig(new TestRigOptions { Cpus = 4 });
                for (int cpu = 0; cpu < 4; cpu++)
                {
                    rig.Device.FreeImsIrq(rig.Device.AllocateImsIrq(new TestCookie(1)));
                }

                Thread.SpinWait(pause);
            });
            await machine.WaitAsync(Patience.Time);
        }
    }

    [Fact]
    public void After_disposal_nothing_can_be_plugged_in()
    {
        var machine = new SimulatedMachine();
        machine.Dispose();
        machine.Dispose();

        Assert.Throws<ObjectDisposedException>(() => machine.Plug(new TestFunction(1)));
    }
}
