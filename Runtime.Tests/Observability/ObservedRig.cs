using Microsoft.Extensions.Logging;
using MsiEncap.Runtime.Tests.Rig;
using MsiEncap.Simulation;

namespace MsiEncap.Runtime.Tests.Observability;

/// <summary>Rigs for what is observed of them.</summary>
internal static class ObservedRig
{
    public static TestRig With(ILogger logger, TestRigOptions? options = null)
    {
        options ??= new TestRigOptions();
        return new TestRig(options with { Machine = options.Machine with { Logger = logger } });
    }

    /// <summary>A rig in which time stands still.</summary>
    public static TestRig Timeless(ILogger logger) =>
        new(new TestRigOptions { Machine = new SimulatedMachineOptions { Logger = logger, Time = new FakeTime() } });

    /// <summary>Allocates an interrupt for some CPUs.</summary>
    public static MsiMap Allocate(this TestRig rig, CpuMask cpus, bool managed = false) =>
        rig.Device.AllocateMsiIrqAt(rig.IdOf(rig.Device), null, new TestCookie(1), new IrqAffinity(cpus, managed));

    /// <summary>Requests an interrupt; each run is waited for by <see cref="RaiseAndWait"/>.</summary>
    public static IrqRegistration Request(this TestRig rig, MsiMap map, SemaphoreSlim arrived, IrqReturn answer = IrqReturn.Handled, string name = "test") =>
        rig.Device.RequestIrq(
            map.Virq,
            (_, _) =>
            {
                arrived.Release();
                return answer;
            },
            0,
            name);

    public static void RaiseAndWait(this TestRig rig, MsiMap map, SemaphoreSlim arrived, int times = 1)
    {
        for (int i = 0; i < times; i++)
        {
            rig.Hardware.Raise(map.Index);
            Xunit.Assert.True(arrived.Wait(Patience.Time));
        }
    }

    /// <summary>Requests an interrupt whose handler answers None and raises it again, until the core has had enough.</summary>
    public static IrqRegistration RequestStorm(this TestRig rig, MsiMap map, string name) => rig.Device.RequestIrq(
        map.Virq,
        (_, _) =>
        {
            rig.Hardware.Raise(map.Index);
            return IrqReturn.None;
        },
        0,
        name);
}
