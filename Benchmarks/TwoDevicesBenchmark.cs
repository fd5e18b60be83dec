using MsiEncap.Benchmarks.Device;
using MsiEncap.Benchmarks.Harness;
using MsiEncap.Core;

namespace MsiEncap.Benchmarks;

/// <summary>
/// Two threads that allocate and free on a device each, compared with one of them alone. Figures are what a thread gets done beside the
/// other, relative to what it gets done alone; 1 is linear.
/// </summary>
internal sealed class TwoDevicesBenchmark : IBenchmark
{
    // Of a device, at any time; so that the lowest free one is not always the same.
    private const int Population = 40;
    private const int VirqLimit = 1 << 21;
    private const int WarmUpSlices = 3_000;
    private const int ApiOperations = 400;
    private const int CoreOperations = 10_000;

    private static readonly Budget s_budget = Budget.AtLeast(0.9);

    public string Name => "devices";

    public IEnumerable<Row> Run(Paired paired)
    {
        yield return Interrupts(paired);
        yield return Structures(paired);
    }

    private static Row Interrupts(Paired paired)
    {
        using var rig = new Rig(2);
        Action[] work = [.. Enumerable.Range(0, 2).Select(_ => AllocateAndFree(rig.Plug(Population).Device))];
        return Compare(paired, "one thread to two on two devices: allocate + free", work, ApiOperations, null);
    }

    private static Row Structures(Paired paired)
    {
        IVirqTable virqs = CoreParts.Default.CreateVirqTable(VirqLimit);
        using var rig = new Rig(1);
        Action[] work = [.. Enumerable.Range(0, 2).Select(_ => Exchange(virqs, rig.Detached(Population)))];
        return Compare(paired, "the same, descriptor store and virqs", work, CoreOperations, s_budget);
    }

    private static Row Compare(Paired paired, string what, Action[] work, int operations, Budget? budget)
    {
        using var together = new SideBySide(work);
        for (int slice = 0; slice < WarmUpSlices; slice++)
        {
            together.Run(work.Length);
        }

        return Row.OfNanoseconds(
            what,
            paired.Measure(
                () => Slices.LowerQuartile(() => Watch.NanosecondsEach(together.Run(1), operations)),
                () => Slices.LowerQuartile(() => Watch.NanosecondsEach(together.Run(work.Length), operations))),
            budget);
    }

    private static Action AllocateAndFree(PciDevice device)
    {
        MsiMap[] maps = [.. Enumerable.Range(0, Population).Select(_ => device.AllocateImsIrq(new SlotCookie(0)))];
        var picks = new Random(1);
        return () =>
        {
            for (int i = 0; i < ApiOperations; i++)
            {
                int pick = picks.Next(Population);
                device.FreeImsIrq(maps[pick]);
                maps[pick] = device.AllocateImsIrq(new SlotCookie(0));
            }
        };
    }

    private static Action Exchange(IVirqTable virqs, MsiDescriptorEntry[] entries)
    {
        IDescriptorStore store = CoreParts.Default.CreateStore(Population);
        IVirqShare share = virqs.CreateShare();
        foreach (MsiDescriptorEntry entry in entries)
        {
            Add(store, share, entry);
        }

        var picks = new Random(1);
        return () =>
        {
            for (int i = 0; i < CoreOperations; i++)
            {
                int pick = picks.Next(Population);
                MsiDescriptorEntry entry = store.Find(pick)!;
                share.Remove(entry.Irqs);
                store.Remove(pick);
                Add(store, share, entry);
            }
        };
    }

    private static void Add(IDescriptorStore store, IVirqShare share, MsiDescriptorEntry entry)
    {
        if (!store.TryReserveAny(out int index) || !share.TryAdd(entry.Irqs))
        {
            throw new InvalidOperationException("An index or a virq that was freed cannot be allocated again.");
        }

        store.Insert(index, entry);
    }
}
