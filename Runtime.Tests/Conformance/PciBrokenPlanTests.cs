using MsiEncap.Runtime.Tests.Rig;
using Xunit;

namespace MsiEncap.Runtime.Tests.Conformance;

/// <summary>An affinity plan that fails leaves nothing half done.</summary>
public class PciBrokenPlanTests
{
    [Theory]
    [InlineData(IrqVectorTypes.Msix, true)]
    [InlineData(IrqVectorTypes.Msix, false)]
    [InlineData(IrqVectorTypes.Msi, true)]
    [InlineData(IrqVectorTypes.Msi, false)]
    [InlineData(IrqVectorTypes.Intx, true)]
    [Follows("§5 spreading", "irq_affinity.calc_sets")]
    public void Sets_that_throw_or_do_not_add_up_are_the_drivers_mistake(IrqVectorTypes types, bool throws)
    {
        using var rig = new VectorRig(VectorRig.Everything);
        IReadOnlyList<uint> before = rig.Model.PeekAll();
        var plan = new IrqAffinityPlan { CalculateSets = _ => throws ? throw new InvalidTimeZoneException("no sets today") : [1000] };

        if (throws)
        {
            Assert.Throws<InvalidTimeZoneException>(() => rig.Device.AllocateIrqVectors(1, 4, types, plan));
        }
        else
        {
            Assert.Throws<InvalidOperationException>(() => rig.Device.AllocateIrqVectors(1, 4, types, plan));
        }

        Assert.Equal(before, rig.Model.PeekAll());
        Assert.Equal(4, rig.Device.AllocateIrqVectors(4, 4));
        rig.AssertDelivered(3, rig.Request(3));
    }
}
