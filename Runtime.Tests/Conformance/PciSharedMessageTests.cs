using MsiEncap.Runtime.Tests.Rig;
using Xunit;

namespace MsiEncap.Runtime.Tests.Conformance;

/// <summary>The message of PCI MSI stays as long as one of the vectors that share it may need it, whatever becomes of the first.</summary>
public class PciSharedMessageTests
{
    [Fact]
    [Follows("§4 multi-MSI", "msi_domain_deactivate")]
    public void The_handler_of_the_first_goes_and_the_others_still_get_their_interrupts()
    {
        using var rig = new VectorRig(VectorRig.Msi(4));
        rig.UseMsi(2);
        RunCounter second = rig.Request(1);
        var first = new RunCounter();
        IrqRegistration registration = rig.Request(0, first);

        registration.Dispose();

        rig.AssertDelivered(1, second);
        rig.AssertDelivered(0, rig.Request(0));
    }

    [Fact]
    [Follows("§4 multi-MSI", "msi_domain_activate")]
    public void Requested_again_when_all_handlers_were_gone_any_of_them_works()
    {
        using var rig = new VectorRig(VectorRig.Msi(4));
        rig.UseMsi(2);
        rig.Request(0, new RunCounter()).Dispose();
        rig.Request(1, new RunCounter()).Dispose();

        rig.AssertDelivered(1, rig.Request(1));
    }

    [Fact]
    [Follows("§4 multi-MSI", "msi_domain_activate")]
    public void A_managed_first_whose_cpus_are_away_keeps_nothing_from_the_others()
    {
        using var rig = new VectorRig(VectorRig.Msi(4));
        rig.Machine.Irqs.SetCpuOnline(0, false);
        rig.Device.AllocateIrqVectors(2, 2, IrqVectorTypes.Msi, new IrqAffinityPlan());
        Assert.Equal((CpuMask.None, CpuMask.Of(1)), (rig.EffectiveAffinity(0), rig.EffectiveAffinity(1)));

        rig.AssertDelivered(1, rig.Request(1));

        RunCounter first = rig.Request(0);
        rig.Machine.Irqs.SetCpuOnline(0, true);
        rig.AssertDelivered(0, first);
    }

    [Fact]
    [Follows("§4 multi-MSI", "irq_migrate_all_off_this_cpu")]
    public void A_managed_first_that_stops_with_its_cpu_keeps_nothing_from_the_others()
    {
        using var rig = new VectorRig(VectorRig.Msi(4));
        rig.Device.AllocateIrqVectors(2, 2, IrqVectorTypes.Msi, new IrqAffinityPlan());
        RunCounter first = rig.Request(0);
        RunCounter second = rig.Request(1);

        rig.Machine.Irqs.SetCpuOnline(0, false);
        rig.AssertDelivered(1, second);

        rig.Machine.Irqs.SetCpuOnline(0, true);
        rig.AssertDelivered(0, first);
    }
}
