using MsiEncap.Runtime.Tests.Rig;
using MsiEncap.Simulation;
using Xunit;

namespace MsiEncap.Runtime.Tests.Conformance;

/// <summary>CPUs go and come, and with them the vectors of a device.</summary>
public class PciHotplugTests
{
    private static readonly IrqAffinityPlan s_plan = new();

    [Theory]
    [InlineData(IrqVectorTypes.Msix, SimulatedRemapping.Hardware)]
    [InlineData(IrqVectorTypes.Msix, SimulatedRemapping.None)]
    [InlineData(IrqVectorTypes.Msi, SimulatedRemapping.Hardware)]
    [Follows("§5 managed", "irq_shutdown_and_deactivate")]
    [Follows("§5 managed", "irq_startup_managed")]
    public void A_managed_vector_stops_with_the_last_of_its_cpus_and_starts_with_the_first(IrqVectorTypes types, SimulatedRemapping remapping)
    {
        using var rig = new VectorRig(VectorRig.Everything, new SimulatedMachineOptions { Remapping = remapping });
        rig.Device.AllocateIrqVectors(2, 2, types, s_plan);
        RunCounter runs = rig.Request(1);
        RunCounter other = rig.Request(0);

        rig.Machine.Irqs.SetCpuOnline(1, false);
        Assert.Equal((true, 1, CpuMask.None), (rig.Status(1).IsManagedShutdown, rig.Status(1).DisableDepth, rig.EffectiveAffinity(1)));
        Assert.True(rig.Status(1).IsMasked);
        rig.AssertDelivered(0, other);

        rig.Machine.Irqs.SetCpuOnline(1, true);
        Assert.Equal((false, 0, CpuMask.Of(1)), (rig.Status(1).IsManagedShutdown, rig.Status(1).DisableDepth, rig.EffectiveAffinity(1)));
        rig.AssertDelivered(1, runs);
        Assert.Equal("irq-cpu1", runs.Thread);
    }

    [Fact]
    [Follows("§5 managed", "irq_shutdown_and_deactivate")]
    public void Stopped_its_entry_is_masked_and_empty_and_what_the_device_raises_waits_in_it()
    {
        using var rig = new VectorRig(VectorRig.Msix(2));
        rig.Device.AllocateIrqVectors(2, 2, IrqVectorTypes.Msix, s_plan);
        RunCounter runs = rig.Request(1);

        rig.Machine.Irqs.SetCpuOnline(1, false);
        Assert.Equal((true, 0u, 0u), (rig.Model.IsMasked(1), rig.Model.PeekEntry(1, 0), rig.Model.PeekEntry(1, 8)));
        rig.Model.Raise(1);
        Assert.Equal(0b10UL, rig.Model.PeekPending());

        rig.Machine.Irqs.SetCpuOnline(1, true);
        runs.Await(1);
    }

    [Fact]
    [Follows("C39", "irq_startup_managed")]
    public void Disabled_its_cpu_off_and_on_it_stays_stopped_until_it_is_enabled()
    {
        using var rig = new VectorRig(VectorRig.Msix(2));
        rig.Device.AllocateIrqVectors(2, 2, IrqVectorTypes.Msix, s_plan);
        RunCounter runs = rig.Request(1);
        Virq virq = rig.Device.GetIrqVector(1);

        rig.Device.DisableIrq(virq);
        rig.Machine.Irqs.SetCpuOnline(1, false);
        Assert.Equal(2, rig.Status(1).DisableDepth);
        rig.Machine.Irqs.SetCpuOnline(1, true);
        Assert.Equal((1, true, false), (rig.Status(1).DisableDepth, rig.Status(1).IsMasked, rig.Status(1).IsManagedShutdown));
        rig.AssertNotDelivered(1, runs);

        rig.Device.EnableIrq(virq);
        runs.Await(1);
    }

    [Fact]
    [Follows("C39", "irq_startup_managed")]
    public void Disabled_and_enabled_while_its_cpu_is_away_it_starts_with_the_cpu()
    {
        using var rig = new VectorRig(VectorRig.Msix(2));
        rig.Device.AllocateIrqVectors(2, 2, IrqVectorTypes.Msix, s_plan);
        RunCounter runs = rig.Request(1);
        Virq virq = rig.Device.GetIrqVector(1);

        rig.Machine.Irqs.SetCpuOnline(1, false);
        rig.Device.DisableIrq(virq);
        rig.Device.EnableIrq(virq);
        Assert.Throws<InvalidOperationException>(() => rig.Device.EnableIrq(virq));
        Assert.Equal((1, true), (rig.Status(1).DisableDepth, rig.Status(1).IsMasked));

        rig.Machine.Irqs.SetCpuOnline(1, true);
        rig.AssertDelivered(1, runs);
    }

    [Fact]
    [Follows("§5 managed", "__irq_startup_managed")]
    public void Requested_while_its_cpu_is_away_it_starts_with_the_cpu()
    {
        using var rig = new VectorRig(VectorRig.Msix(2));
        rig.Machine.Irqs.SetCpuOnline(1, false);
        rig.Device.AllocateIrqVectors(2, 2, IrqVectorTypes.Msix, s_plan);

        RunCounter runs = rig.Request(1);
        Assert.Equal((true, CpuMask.None, true), (rig.Status(1).IsManagedShutdown, rig.EffectiveAffinity(1), rig.Model.IsMasked(1)));

        rig.Machine.Irqs.SetCpuOnline(1, true);
        rig.AssertDelivered(1, runs);
    }

    [Fact]
    [Follows("§5 managed", "IRQF_NO_AUTOEN")]
    public void Requested_to_stay_disabled_it_does_so_when_its_cpu_comes()
    {
        using var rig = new VectorRig(VectorRig.Msix(2));
        rig.Machine.Irqs.SetCpuOnline(1, false);
        rig.Device.AllocateIrqVectors(2, 2, IrqVectorTypes.Msix, s_plan);
        var runs = new RunCounter();
        rig.Request(1, runs, flags: IrqFlags.NoAutoEnable);

        rig.Machine.Irqs.SetCpuOnline(1, true);
        Assert.Equal(1, rig.Status(1).DisableDepth);
        rig.AssertNotDelivered(1, runs);

        rig.Device.EnableIrq(rig.Device.GetIrqVector(1));
        runs.Await(1);
    }

    [Fact]
    [Follows("§5 managed", "irq_migrate_all_off_this_cpu")]
    public void A_managed_vector_moves_among_its_cpus_before_it_stops()
    {
        using var rig = new VectorRig(VectorRig.Msix(2), new SimulatedMachineOptions { Cpus = 4 });
        rig.Device.AllocateIrqVectors(2, 2, IrqVectorTypes.Msix, s_plan);
        RunCounter runs = rig.Request(1);
        int first = rig.EffectiveAffinity(1).First;
        int second = first == 2 ? 3 : 2;

        rig.Machine.Irqs.SetCpuOnline(first, false);
        Assert.Equal(CpuMask.Of(second), rig.EffectiveAffinity(1));
        rig.Settle();
        rig.AssertDelivered(1, runs);
        Assert.Equal($"irq-cpu{second}", runs.Thread);

        rig.Machine.Irqs.SetCpuOnline(second, false);
        Assert.True(rig.Status(1).IsManagedShutdown);
    }

    [Fact]
    [Follows("§5 managed", "free_irq")]
    public void Freed_while_it_is_stopped_it_can_be_requested_and_given_back()
    {
        using var rig = new VectorRig(VectorRig.Msix(2));
        rig.Device.AllocateIrqVectors(2, 2, IrqVectorTypes.Msix, s_plan);
        IrqRegistration irq = rig.Request(1, new RunCounter());
        rig.Machine.Irqs.SetCpuOnline(1, false);

        irq.Dispose();
        RunCounter runs = rig.Request(1);
        rig.Machine.Irqs.SetCpuOnline(1, true);
        rig.AssertDelivered(1, runs);
    }

    [Fact]
    [Follows("§5 managed", "pci_free_irq_vectors")]
    public void Vectors_are_freed_while_some_are_stopped()
    {
        using var rig = new VectorRig(VectorRig.Msix(2));
        rig.Device.AllocateIrqVectors(2, 2, IrqVectorTypes.Msix, s_plan);
        rig.Machine.Irqs.SetCpuOnline(1, false);

        rig.Device.FreeIrqVectors();
        rig.Machine.Irqs.SetCpuOnline(1, true);

        rig.Device.AllocateIrqVectors(2, 2, IrqVectorTypes.Msix, s_plan);
        rig.AssertDelivered(1, rig.Request(1));
    }

    [Theory]
    [InlineData(IrqVectorTypes.Msix, SimulatedRemapping.Hardware)]
    [InlineData(IrqVectorTypes.Msix, SimulatedRemapping.None)]
    [InlineData(IrqVectorTypes.Msi, SimulatedRemapping.Hardware)]
    [InlineData(IrqVectorTypes.Msi, SimulatedRemapping.None)]
    [Follows("§5 hotplug", "migrate_one_irq")]
    public void One_that_is_not_managed_goes_elsewhere_though_its_affinity_says_otherwise(IrqVectorTypes types, SimulatedRemapping remapping)
    {
        using var rig = new VectorRig(VectorRig.Everything, new SimulatedMachineOptions { Remapping = remapping });
        rig.Device.AllocateIrqVectors(1, 1, types);
        RunCounter runs = rig.Request(0);
        rig.Device.SetIrqAffinity(rig.Device.GetIrqVector(0), CpuMask.Of(1));

        rig.Machine.Irqs.SetCpuOnline(1, false);

        Assert.Equal(CpuMask.Of(0), rig.EffectiveAffinity(0));
        rig.Settle();
        rig.AssertDelivered(0, runs);
        Assert.Equal("irq-cpu0", runs.Thread);
        Assert.Equal(MsiErrorCode.Invalid, VectorRig.Refusal(() => rig.Device.SetIrqAffinity(rig.Device.GetIrqVector(0), CpuMask.Of(1))));
    }

    [Fact]
    [Follows("§5 hotplug", "irq_migrate_all_off_this_cpu")]
    public void The_pin_goes_elsewhere_likewise()
    {
        using var rig = new VectorRig(VectorRig.Pin);
        var runs = new RunCounter { Also = rig.Model.Deassert };
        rig.Request(0, runs);
        rig.Device.SetIrqAffinity(rig.Device.GetIrqVector(0), CpuMask.Of(1));

        rig.Machine.Irqs.SetCpuOnline(1, false);
        rig.Model.Assert();

        runs.Await(1);
        Assert.Equal("irq-cpu0", runs.Thread);
    }
}
