namespace MsiEncap.Benchmarks.Device;

/// <summary>The peer of delivery: what remains when interrupts are left out, an array of delegates by virq.</summary>
internal sealed class HandlerTable
{
    private Entry[] _entries = [];

    public void Add(Virq virq, IrqHandler<BenchQueue> handler, BenchQueue queue)
    {
        if (virq.Number >= _entries.Length)
        {
            Array.Resize(ref _entries, virq.Number + 1);
        }

        _entries[virq.Number] = new Entry(handler, queue, virq);
    }

    /// <summary>Calls the handlers of some virqs.</summary>
    public void Call(ReadOnlySpan<ushort> virqs)
    {
        Entry[] entries = _entries;
        foreach (ushort virq in virqs)
        {
            ref readonly Entry entry = ref entries[virq];
            entry.Handler(entry.Virq, entry.Queue);
        }
    }

    private readonly record struct Entry(IrqHandler<BenchQueue> Handler, BenchQueue Queue, Virq Virq);
}
