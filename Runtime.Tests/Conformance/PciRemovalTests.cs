using MsiEncap.Runtime.Tests.Rig;
using Xunit;

namespace MsiEncap.Runtime.Tests.Conformance;

/// <summary>The device is pulled out under its driver, or its driver goes.</summary>
public class PciRemovalTests
{
    [Theory]
    [InlineData(IrqVectorTypes.Msix)]
    [InlineData(IrqVectorTypes.Msi)]
    [InlineData(IrqVectorTypes.Intx)]
    [Follows("§4 D0", "pci_dev_is_disconnected")]
    public void Whatever_the_driver_does_to_a_device_that_was_pulled_out_its_registers_are_left_alone(IrqVectorTypes types)
    {
        using var rig = new VectorRig(VectorRig.Everything);
        rig.Device.AllocateIrqVectors(1, 1, types);
        var runs = new RunCounter();
        IrqRegistration irq = rig.Request(0, runs);
        Virq virq = rig.Device.GetIrqVector(0);
        rig.Machine.Unplug(rig.Model);

        IReadOnlyList<string> accesses = rig.Model.Accesses(() =>
        {
            rig.Device.DisableIrq(virq);
            rig.Device.SynchronizeIrq(virq);
            rig.Device.EnableIrq(virq);
            rig.Device.SetIrqAffinity(virq, CpuMask.Of(0));
            rig.Device.SetIrqAffinity(virq, CpuMask.Of(1));
            rig.Device.RestoreMsiState();
            irq.Dispose();
            rig.Device.FreeIrqVectors();
            rig.Device.Dispose();
        });

        Assert.Empty(accesses);
    }

    [Theory]
    [InlineData(IrqVectorTypes.Msix)]
    [InlineData(IrqVectorTypes.Msi)]
    [InlineData(IrqVectorTypes.Intx)]
    [Follows("§2 pci_alloc_irq_vectors", "pci_dev_is_disconnected")]
    public void A_device_that_was_pulled_out_gets_no_vectors(IrqVectorTypes types)
    {
        using var rig = new VectorRig(VectorRig.Everything);
        rig.Machine.Unplug(rig.Model);

        MsiException thrown = Assert.Throws<MsiException>(() => rig.Device.AllocateIrqVectors(1, 1, types));

        Assert.Equal(MsiErrorCode.Invalid, thrown.Error.Code);
        Assert.Contains("pulled out", thrown.Message, StringComparison.Ordinal);
    }

    [Fact]
    [Follows("§2 pci_msix_alloc_irq_at", "pci_dev_is_disconnected")]
    public void Entries_of_a_table_that_is_gone_can_be_had_but_do_nothing()
    {
        using var rig = new VectorRig(VectorRig.Msix(4));
        rig.UseMsix(1);
        rig.Machine.Unplug(rig.Model);

        Assert.Empty(rig.Model.Accesses(() => rig.Device.FreeMsixIrq(rig.Device.AllocateMsixIrq())));
    }

    [Fact]
    [Follows("§4 D0", "pci_dev_is_disconnected")]
    public void Pulled_out_asleep_it_cannot_be_woken_and_says_why()
    {
        using var rig = new VectorRig(VectorRig.Everything);
        rig.UseMsix(1);
        rig.Device.Suspend();
        rig.Machine.Unplug(rig.Model);

        MsiException thrown = Assert.Throws<MsiException>(rig.Device.Resume);

        Assert.Equal(MsiErrorCode.Invalid, thrown.Error.Code);
        Assert.Contains("pulled out", thrown.Message, StringComparison.Ordinal);
        Assert.Equal(PciPowerState.D3Hot, rig.Device.PowerState);
        rig.Device.FreeIrqVectors();
        rig.Device.Dispose();
    }

    [Theory]
    [InlineData(IrqVectorTypes.Msix)]
    [InlineData(IrqVectorTypes.Msi)]
    [InlineData(IrqVectorTypes.Intx)]
    [Follows("§4 device data", "pci_dev_set_disconnected")]
    public async Task Who_works_with_it_or_waits_for_it_is_told(IrqVectorTypes types)
    {
        using var rig = new VectorRig(VectorRig.Everything);
        rig.Device.AllocateIrqVectors(1, 1, types);
        IrqRegistration waiting = rig.Device.RequestIrq(rig.Device.GetIrqVector(0), "waiting", IrqFlags.Shared);
        ValueTask wait = waiting.WaitAsync();
        Assert.False(rig.Device.Removal.IsCancellationRequested);

        rig.Machine.Unplug(rig.Model);

        Assert.True(rig.Device.Removal.IsCancellationRequested);
        await Assert.ThrowsAsync<ObjectDisposedException>(() => wait.AsTask().WaitAsync(Patience.Time));
        await Assert.ThrowsAsync<ObjectDisposedException>(() => waiting.WaitAsync().AsTask().WaitAsync(Patience.Time));
        IrqRegistration late = rig.Device.RequestIrq(rig.Device.GetIrqVector(0), "late", IrqFlags.Shared);
        await Assert.ThrowsAsync<ObjectDisposedException>(() => late.WaitAsync().AsTask().WaitAsync(Patience.Time));
        await waiting.DisposeAsync();
        await late.DisposeAsync();
    }

    [Theory]
    [InlineData(IrqVectorTypes.Msix)]
    [InlineData(IrqVectorTypes.Msi)]
    [InlineData(IrqVectorTypes.Intx)]
    [Follows("§4 device data", "pci_dev_set_disconnected")]
    public async Task Pulled_out_while_it_raises_and_its_driver_works_it_falls_silent_and_can_be_removed(IrqVectorTypes types)
    {
        const int Rounds = 20;
        for (int round = 0; round < Rounds; round++)
        {
            using var rig = new VectorRig(VectorRig.Everything);
            rig.Device.AllocateIrqVectors(1, 1, types);
            var runs = new RunCounter { Also = rig.Model.Deassert };
            IrqRegistration irq = rig.Request(0, runs);
            Virq virq = rig.Device.GetIrqVector(0);
            using var stop = new CancellationTokenSource();
            Task raiser = Task.Run(() =>
            {
                while (!stop.IsCancellationRequested)
                {
                    if (types == IrqVectorTypes.Intx)
                    {
                        rig.Model.Assert();
                    }
                    else
                    {
                        rig.Model.Raise(0);
                    }
                }
            });
            runs.Await(1);
            Task driver = Task.Run(() =>
            {
                for (int cpu = 0; !rig.Device.Removal.IsCancellationRequested; cpu = 1 - cpu)
                {
                    rig.Device.DisableIrq(virq);
                    rig.Device.SetIrqAffinity(virq, CpuMask.Of(cpu));
                    rig.Device.EnableIrq(virq);
                }
            });

            rig.Machine.Unplug(rig.Model);
            await driver.WaitAsync(Patience.Time);
            rig.Settle();
            int seen = runs.Runs;
            await stop.CancelAsync();
            await raiser.WaitAsync(Patience.Time);
            rig.Settle();

            Assert.Equal(seen, runs.Runs);
            await irq.DisposeAsync();
            rig.Device.FreeIrqVectors();
            rig.Device.Dispose();
            Assert.Throws<ObjectDisposedException>(() => rig.Device.AllocateIrqVectors(1, 1));
        }
    }

    [Theory]
    [InlineData(IrqVectorTypes.Msix)]
    [InlineData(IrqVectorTypes.Msi)]
    [InlineData(IrqVectorTypes.Intx)]
    [Follows("§4 device data", "msi_device_data_release")]
    public void A_driver_that_goes_leaves_the_device_off_and_nothing_requested(IrqVectorTypes types)
    {
        using var rig = new VectorRig(VectorRig.Everything);
        rig.Device.AllocateIrqVectors(1, 1, types);
        var runs = new RunCounter();
        IrqRegistration irq = rig.Request(0, runs);

        rig.Device.Dispose();

        Assert.Equal((false, false, true), (rig.MsixIsOn, rig.MsiIsOn, rig.PinIsOn));
        rig.Model.Raise(0);
        rig.Model.Assert();
        rig.Settle();
        Assert.Equal((0, 0L), (runs.Runs, rig.Strays));
        irq.Dispose();
        rig.Device.FreeIrqVectors();
        Assert.Throws<ObjectDisposedException>(() => rig.Device.AllocateMsixIrq());
        Assert.Throws<ObjectDisposedException>(rig.Device.Suspend);
    }
}
