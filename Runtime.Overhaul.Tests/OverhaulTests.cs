using MsiEncap.Runtime.Tests.Rig;
using Xunit;

namespace MsiEncap.Runtime.Overhaul.Tests;

/// <summary>The tests of this assembly do run on the other core, and its numbers are nothing that a usage site could have counted on.</summary>
public class OverhaulTests
{
    [Fact]
    public void What_the_tests_run_on_is_the_overhauled_core()
    {
        (int stores, int tables) = (OverhauledParts.Stores, OverhauledParts.Tables);

        using var rig = new TestRig();

        Assert.True(OverhauledParts.AreInForce);
        Assert.InRange(OverhauledParts.Tables, tables + 1, int.MaxValue);
        Assert.InRange(OverhauledParts.Stores, stores + 1, int.MaxValue);
        Assert.InRange(rig.Device.AllocateImsIrq(new TestCookie(1)).Virq.Number, ScatteredVirqTable.LowestNumber, int.MaxValue);
    }

    [Fact]
    public void Numbers_are_high_and_no_two_allocations_are_neighbours()
    {
        using var rig = new TestRig(new TestRigOptions { Slots = 256, HardwareSize = 256 });
        PciDevice other = rig.Plug(new TestRigOptions());

        int[] numbers =
        [
            .. Enumerable.Range(0, 100).Select(_ => rig.Device.AllocateImsIrq(new TestCookie(1)).Virq.Number),
            .. Enumerable.Range(0, 16).Select(_ => other.AllocateImsIrq(new TestCookie(1)).Virq.Number),
        ];

        Assert.All(numbers, number => Assert.InRange(number, ScatteredVirqTable.LowestNumber, int.MaxValue));
        Assert.Empty(numbers.Intersect(numbers.Select(number => number + 1)));
        Assert.NotEqual(numbers.Order(), numbers);
    }

    [Fact]
    public void A_number_that_was_given_back_is_not_the_next_to_be_given()
    {
        using var rig = new TestRig();
        var seen = new HashSet<Virq>();

        for (int i = 0; i < 1000; i++)
        {
            MsiMap map = rig.Device.AllocateImsIrq(new TestCookie(1));
            Assert.True(seen.Add(map.Virq));
            rig.Device.FreeImsIrq(map);
        }
    }
}
