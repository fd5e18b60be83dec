using MsiEncap.Simulation;
using Xunit;

namespace MsiEncap.Runtime.Tests.Rig;

/// <summary>A machine with one <see cref="TracedModel"/>, and what a driver does to have its interrupts by PCI's own means.</summary>
internal sealed class VectorRig : IDisposable
{
    public const int BusMaster = 1 << 2;
    public const int InterruptDisable = 1 << 10;
    public const int MsiEnable = 1;
    public const int MsixEnable = 1 << 15;
    public const int FunctionMask = 1 << 14;

    private readonly Dictionary<int, Probe> _probes = [];

    public VectorRig(SimulatedPciCapabilities capabilities, SimulatedMachineOptions? machine = null)
    {
        Machine = new SimulatedMachine(machine ?? new SimulatedMachineOptions());
        Model = new TracedModel(capabilities);
        Device = Machine.Plug(Model);
    }

    /// <summary>A device with everything: MSI-X, MSI with masks, a pin, and sleep that forgets.</summary>
    public static SimulatedPciCapabilities Everything { get; } = Msix(4) with
    {
        MsiVectors = 4,
        MsiPerVectorMasking = true,
        InterruptPin = SimulatedInterruptPin.A,
        PowerManagement = true,
    };

    /// <summary>A device with nothing but a pin, and sleep that forgets.</summary>
    public static SimulatedPciCapabilities Pin { get; } = new() { InterruptPin = SimulatedInterruptPin.A, PowerManagement = true };

    /// <summary>A machine of one CPU.</summary>
    public static SimulatedMachineOptions OneCpu { get; } = new() { Cpus = 1 };

    /// <summary>A machine where a message names a CPU and a vector.</summary>
    public static SimulatedMachineOptions WithoutRemapping { get; } = new() { Remapping = SimulatedRemapping.None };

    public SimulatedMachine Machine { get; }

    public TracedModel Model { get; }

    public PciDevice Device { get; }

    public bool MsiIsOn => (Model.Peek("msi.control") & MsiEnable) != 0;

    public bool MsixIsOn => (Model.Peek("msix.control") & MsixEnable) != 0;

    public bool PinIsOn => (Model.Peek("command") & InterruptDisable) == 0;

    /// <summary>How many messages came for vectors that belong to no interrupt.</summary>
    public long Strays => long.Parse(
        Machine.Irqs.FormatInterrupts().Split('\n').Single(line => line.Contains("ERR:", StringComparison.Ordinal)).Split(':')[1],
        System.Globalization.CultureInfo.InvariantCulture);

    public static SimulatedPciCapabilities Msix(int vectors) => new()
    {
        MsixVectors = vectors,
        MsixTableBar = TracedModel.TableBar,
        MsixTableOffset = TracedModel.TableOffset,
        MsixPendingBar = TracedModel.TableBar,
        MsixPendingOffset = TracedModel.PendingOffset,
        InterruptPin = SimulatedInterruptPin.A,
        PowerManagement = true,
    };

    public static SimulatedPciCapabilities Msi(int vectors, bool masking = true) => new()
    {
        MsiVectors = vectors,
        MsiPerVectorMasking = masking,
        InterruptPin = SimulatedInterruptPin.A,
        PowerManagement = true,
    };

    /// <summary>Turns MSI-X on with so many vectors.</summary>
    public void UseMsix(int vectors) => Device.AllocateIrqVectors(vectors, vectors, IrqVectorTypes.Msix);

    /// <summary>Turns MSI on with so many vectors.</summary>
    public void UseMsi(int vectors) => Device.AllocateIrqVectors(vectors, vectors, IrqVectorTypes.Msi);

    /// <summary>Requests a vector.</summary>
    public IrqRegistration Request(int vector, RunCounter runs, string name = "test", IrqFlags flags = IrqFlags.None) =>
        Device.RequestIrq(Device.GetIrqVector(vector), static (_, counter) => counter.Run(), runs, name, flags);

    /// <summary>Requests a vector and a counter with it.</summary>
    public RunCounter Request(int vector)
    {
        var runs = new RunCounter();
        Request(vector, runs);
        return runs;
    }

    public IrqStatus Status(int vector) => Device.DescribeIrq(Device.GetIrqVector(vector));

    public CpuMask EffectiveAffinity(int vector) => Device.GetEffectiveIrqAffinity(Device.GetIrqVector(vector));

    /// <summary>Another device in the same machine.</summary>
    public (TracedModel Model, PciDevice Device) Plug(SimulatedPciCapabilities capabilities)
    {
        var model = new TracedModel(capabilities);
        return (model, Machine.Plug(model));
    }

    /// <summary>Leaves so many vectors of all CPUs together, by another device that takes the others.</summary>
    public PciDevice LeaveVectors(int left)
    {
        (_, PciDevice filler) = Plug(Msix(2048) with { InterruptPin = SimulatedInterruptPin.None });
        int all = filler.AllocateIrqVectors(1, 2048, IrqVectorTypes.Msix);
        filler.FreeIrqVectors();
        filler.AllocateIrqVectors(all - left, all - left, IrqVectorTypes.Msix);
        return filler;
    }

    /// <summary>Whatever was raised before this has been delivered when it returns; of an offline CPU, nothing is known.</summary>
    public void Settle()
    {
        foreach (int cpu in Machine.Irqs.OnlineCpus)
        {
            if (!_probes.TryGetValue(cpu, out Probe? probe))
            {
                _probes[cpu] = probe = PlugProbe();
            }

            // The CPU may have been away meanwhile, and the probe with it.
            probe.Device.SetIrqAffinity(probe.Virq, CpuMask.Of(cpu));
        }

        // Twice, since a message for an interrupt that moved is passed on to another CPU.
        for (int round = 0; round < 2; round++)
        {
            foreach (int cpu in Machine.Irqs.OnlineCpus)
            {
                Probe probe = _probes[cpu];
                int before = probe.Runs.Runs;
                probe.Model.Raise(0);
                probe.Runs.Await(before + 1);
            }
        }
    }

    /// <summary>Raises a vector and waits for its handler.</summary>
    public void AssertDelivered(int vector, RunCounter runs)
    {
        int before = runs.Runs;
        Model.Raise(vector);
        runs.Await(before + 1);
    }

    /// <summary>Raises a vector and sees that its handler does not run.</summary>
    public void AssertNotDelivered(int vector, RunCounter runs)
    {
        int before = runs.Runs;
        Model.Raise(vector);
        Settle();
        Assert.Equal(before, runs.Runs);
    }

    public static MsiErrorCode Refusal(Action operation) => Assert.Throws<MsiException>(operation).Error.Code;

    public void Dispose() => Machine.Dispose();

    private Probe PlugProbe()
    {
        (TracedModel model, PciDevice device) = Plug(Msix(1) with { InterruptPin = SimulatedInterruptPin.None });
        device.AllocateIrqVectors(1, 1, IrqVectorTypes.Msix);
        var probe = new Probe(model, device, device.GetIrqVector(0), new RunCounter());
        device.RequestIrq(probe.Virq, static (_, counter) => counter.Run(), probe.Runs, "probe");
        return probe;
    }

    private sealed record Probe(TracedModel Model, PciDevice Device, Virq Virq, RunCounter Runs);
}
