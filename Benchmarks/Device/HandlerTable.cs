using System.Runtime.CompilerServices;
using MsiEncap.Core;

namespace MsiEncap.Benchmarks.Device;

/// <summary>
/// The peer of delivery: what remains when interrupts are left out, an array of delegates by virq. It may be fed from another thread, with one
/// atomic for each, through the runtime's own mailbox: that is the crossing, and no part of the comparison.
/// </summary>
internal sealed class HandlerTable
{
    // As the CPU does: the posters are told what was taken once in so many.
    private const int ReleaseEvery = 64;

    private readonly VectorMailbox _mailbox = new();
    private readonly List<Entry> _inOrder = [];
    private Entry[] _entries = [];

    public void Add(Virq virq, IrqHandler<BenchQueue> handler, BenchQueue queue)
    {
        if (virq.Number >= _entries.Length)
        {
            Array.Resize(ref _entries, virq.Number + 1);
        }

        var entry = new Entry(handler, queue, virq);
        _entries[virq.Number] = entry;
        _inOrder.Add(entry);
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

    /// <summary>Posts, for another thread to take, which handlers to call, counted as they were added; 256 at most.</summary>
    public void Post(ReadOnlySpan<ushort> numbers)
    {
        foreach (ushort number in numbers)
        {
            while (!_mailbox.TryPost(number))
            {
                Thread.SpinWait(1);
            }
        }
    }

    /// <summary>Takes so many numbers and calls their handlers.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void Take(int count)
    {
        Entry[] entries = [.. _inOrder];
        long head = _mailbox.Head;
        long end = head + count;
        while (head < end)
        {
            if (!_mailbox.TryPeek(head, out int number))
            {
                _mailbox.Release();
                continue;
            }

            _mailbox.Take(++head);
            if (head % ReleaseEvery == 0)
            {
                _mailbox.Release();
            }

            ref readonly Entry entry = ref entries[number];
            entry.Handler(entry.Virq, entry.Queue);
        }

        _mailbox.Release();
    }

    private readonly record struct Entry(IrqHandler<BenchQueue> Handler, BenchQueue Queue, Virq Virq);
}
