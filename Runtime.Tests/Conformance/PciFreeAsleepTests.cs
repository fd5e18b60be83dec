using MsiEncap.Runtime.Tests.Rig;
using MsiEncap.Simulation;
using Xunit;

namespace MsiEncap.Runtime.Tests.Conformance;

/// <summary>What is given back while the device sleeps is not the device's any more when it wakes, though it remembers.</summary>
public class PciFreeAsleepTests
{
    [Theory]
    [InlineData(IrqVectorTypes.Msix, true)]
    [InlineData(IrqVectorTypes.Msix, false)]
    [InlineData(IrqVectorTypes.Msi, true)]
    [InlineData(IrqVectorTypes.Msi, false)]
    [Follows("C37", "pci_msi_shutdown")]
    public void Vectors_freed_while_it_sleeps_are_off_when_it_wakes_and_the_pin_is_back(IrqVectorTypes types, bool remembers)
    {
        using var rig = new VectorRig(VectorRig.Everything with { NoSoftReset = remembers });
        rig.Device.AllocateIrqVectors(2, 2, types);
        rig.Request(0, new RunCounter()).Dispose();
        rig.Device.Suspend();
        rig.Device.FreeIrqVectors();

        rig.Device.Resume();

        Assert.Equal((false, false, true, 0u), (rig.MsixIsOn, rig.MsiIsOn, rig.PinIsOn, rig.Model.Peek("msi.mask")));
        var runs = new RunCounter { Also = rig.Model.Deassert };
        rig.Request(0, runs);
        rig.Model.Assert();
        runs.Await(1);
    }

    [Fact]
    [Follows("C37", "pci_msix_free_irq")]
    public void An_entry_freed_while_it_sleeps_is_masked_when_it_wakes()
    {
        using var rig = new VectorRig(VectorRig.Everything with { NoSoftReset = true }, VectorRig.WithoutRemapping);
        rig.UseMsix(1);
        RunCounter first = rig.Request(0);
        MsiMap map = rig.Device.AllocateMsixIrq(2);
        IrqRegistration irq = rig.Request(2, new RunCounter());
        rig.Device.Suspend();
        irq.Dispose();
        rig.Device.FreeMsixIrq(map);

        rig.Device.Resume();

        Assert.True(rig.Model.IsMasked(2));
        rig.AssertDelivered(0, first);
    }

    [Theory]
    [InlineData(IrqVectorTypes.Msix)]
    [InlineData(IrqVectorTypes.Msi)]
    [Follows("C37", "pci_restore_msi_state")]
    public void Raised_as_soon_as_it_is_awake_an_interrupt_that_was_given_back_reaches_nobody(IrqVectorTypes types)
    {
        using var rig = new VectorRig(VectorRig.Everything with { NoSoftReset = true }, VectorRig.OneCpu with { Remapping = SimulatedRemapping.None });
        (_, PciDevice other) = rig.Plug(VectorRig.Msix(256) with { InterruptPin = SimulatedInterruptPin.None });
        rig.Settle();
        rig.Device.AllocateIrqVectors(1, 1, types);
        IrqRegistration irq = rig.Request(0, new RunCounter());
        rig.Device.Suspend();
        irq.Dispose();
        rig.Device.FreeIrqVectors();
        int others = other.AllocateIrqVectors(1, 256, IrqVectorTypes.Msix);
        rig.Model.After = access =>
        {
            if (access.StartsWith("power.control :=", StringComparison.Ordinal))
            {
                rig.Model.Raise(0);
            }
        };

        rig.Device.Resume();
        rig.Model.After = null;
        rig.Settle();

        Assert.DoesNotContain(Enumerable.Range(0, others), vector => other.DescribeIrq(other.GetIrqVector(vector)).IsPending);
        Assert.Equal(0, rig.Strays);
    }
}
