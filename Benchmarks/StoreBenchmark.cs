using System.Diagnostics;
using MsiEncap.Benchmarks.Device;
using MsiEncap.Benchmarks.Harness;
using MsiEncap.Core;

namespace MsiEncap.Benchmarks;

/// <summary>Frees any index of a full descriptor store and allocates the lowest one again: in a large store compared with a small one.</summary>
internal sealed class StoreBenchmark : IBenchmark
{
    private const int Small = 2_048;
    private const int Large = 1_000_000;
    private const int WarmUpSlices = 100;
    private const int Operations = 50_000;

    public string Name => "store";

    public IEnumerable<Row> Run(Paired paired)
    {
        using var rig = new Rig(1);
        MsiDescriptorEntry entry = rig.Detached(1)[0];
        IDescriptorStore small = Filled(Small, entry);
        IDescriptorStore large = Filled(Large, entry);

        // What is stored is old by then, as it is in a driver.
        GC.Collect();
        uint random = 1;
        for (int slice = 0; slice < WarmUpSlices; slice++)
        {
            Exchange(small, Small, entry, ref random);
            Exchange(large, Large, entry, ref random);
        }

        yield return Row.OfNanoseconds(
            $"store: free + allocate at {Large:N0} to {Small:N0}",
            paired.Measure(
                () => Slices.LowerQuartile(() => Exchange(large, Large, entry, ref random)),
                () => Slices.LowerQuartile(() => Exchange(small, Small, entry, ref random))),
            Budget.AtMost(2.0));
    }

    private static IDescriptorStore Filled(int size, MsiDescriptorEntry entry)
    {
        IDescriptorStore store = CoreParts.Default.CreateStore(size);
        while (store.TryReserveAny(out int index))
        {
            store.Insert(index, entry);
        }

        return store;
    }

    private static double Exchange(IDescriptorStore store, int size, MsiDescriptorEntry entry, ref uint random)
    {
        long start = Stopwatch.GetTimestamp();
        for (int i = 0; i < Operations; i++)
        {
            random ^= random << 13;
            random ^= random >> 17;
            random ^= random << 5;
            int freed = (int)((ulong)random * (uint)size >> 32);
            store.Remove(freed);
            if (!store.TryReserveAny(out int index) || index != freed)
            {
                throw new InvalidOperationException($"Index {freed} was free, and {index} was allocated.");
            }

            store.Insert(index, entry);
        }

        return Watch.NanosecondsEach(Stopwatch.GetTimestamp() - start, Operations);
    }
}
