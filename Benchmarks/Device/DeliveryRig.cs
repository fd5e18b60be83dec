using System.Diagnostics;
using MsiEncap.Benchmarks.Harness;

namespace MsiEncap.Benchmarks.Device;

/// <summary>
/// A machine of one CPU and a device with 200 requested interrupts, and three more that hold the CPU, count progress and end a measurement.
/// Beside it the peer, with the same handlers.
/// </summary>
internal sealed class DeliveryRig : IDisposable
{
    /// <summary>As many messages as may wait while the CPU is held, without two of a vector becoming one.</summary>
    public const int BurstLength = 4000;

    private const int Interrupts = 200;
    private const int MarkEvery = 512;
    private const int MarksAhead = 4;

    private readonly Rig _rig = new(1);
    private readonly SlotFunction _hardware;
    private readonly IrqRegistration[] _irqs = new IrqRegistration[Interrupts];
    private readonly ushort[] _virqs = new ushort[Interrupts];
    private readonly HandlerTable _table = new();
    private readonly int _gateSlot;
    private readonly int _markSlot;
    private readonly int _endSlot;
    private Action? _work;
    private int _held;
    private int _released;
    private int _marked;
    private int _ended;
    private long _raised;
    private long _startTime;
    private long _endTime;
    private long _startBytes;
    private long _endBytes;

    public DeliveryRig(int methods)
    {
        (PciDevice device, _hardware) = _rig.Plug(Interrupts + 3);
        for (int i = 0; i < Interrupts; i++)
        {
            IrqHandler<BenchQueue> handler = Handlers.Of(i, methods);
            var queue = new BenchQueue();
            MsiMap map = device.AllocateImsIrq(new SlotCookie((uint)i));
            _irqs[i] = device.RequestIrq(map.Virq, handler, queue, $"bench{i}");
            _virqs[i] = (ushort)map.Virq.Number;
            _table.Add(map.Virq, handler, new BenchQueue());
        }

        _gateSlot = Request(device, static (_, rig) => rig.Hold(), "gate");
        _markSlot = Request(device, static (_, rig) => rig.Mark(), "mark");
        _endSlot = Request(device, static (_, rig) => rig.End(), "end");

        Processor.Bind(0);
        OnCpu(static () => Processor.Bind(1));
    }

    /// <summary>Bytes that the delivery thread allocated between the first and the last handler of the last burst or stream.</summary>
    public long DeliveryBytes => _endBytes - _startBytes;

    /// <summary>Draws the interrupts of a sequence.</summary>
    public static void Draw(Random random, Span<ushort> interrupts)
    {
        foreach (ref ushort interrupt in interrupts)
        {
            interrupt = (ushort)random.Next(Interrupts);
        }
    }

    /// <summary>Has the messages of a burst delivered at one go.</summary>
    /// <returns>Ticks from the first handler to the last.</returns>
    public long DeliverBurst(ReadOnlySpan<ushort> interrupts)
    {
        HoldCpu();
        RaiseAll(interrupts);
        OnReleasedCpu();
        return _endTime - _startTime;
    }

    /// <summary>Has the peer call the handlers of a burst, on the same thread.</summary>
    /// <returns>Ticks from the first handler to the last.</returns>
    public long CallBurst(ReadOnlySpan<ushort> interrupts)
    {
        ushort[] virqs = Translate(interrupts);
        OnCpu(() => _table.Call(virqs));
        return _endTime - _startTime;
    }

    /// <summary>Raises on this thread while the CPU delivers, never so far ahead that two messages become one.</summary>
    /// <returns>Ticks from the first message to the last handler.</returns>
    public long Stream(ReadOnlySpan<ushort> interrupts)
    {
        // The CPU is awake when the first message comes: waking it is not what is measured.
        int marks = _marked + 1;
        int end = _ended + 1;
        _hardware.Raise(_markSlot);
        Watch.Until(ref _marked, marks);
        long start = Stopwatch.GetTimestamp();
        while (!interrupts.IsEmpty)
        {
            int some = Math.Min(MarkEvery, interrupts.Length);
            RaiseAll(interrupts[..some]);
            interrupts = interrupts[some..];
            _hardware.Raise(_markSlot);
            Watch.Until(ref _marked, ++marks - MarksAhead);
        }

        _hardware.Raise(_endSlot);
        Watch.Until(ref _ended, end);
        return _endTime - start;
    }

    /// <summary>Has the peer call the handlers of a sequence, on this thread.</summary>
    /// <returns>Ticks.</returns>
    public long Call(ReadOnlySpan<ushort> interrupts)
    {
        ushort[] virqs = Translate(interrupts);
        long start = Stopwatch.GetTimestamp();
        _table.Call(virqs);
        return Stopwatch.GetTimestamp() - start;
    }

    /// <summary>Posts on this thread and has the peer take and call on the CPU's thread: the same crossing, with nothing of interrupts in it.</summary>
    /// <returns>Ticks from the first post to the last handler.</returns>
    public long CallAcross(ReadOnlySpan<ushort> interrupts)
    {
        HoldCpu();
        int marks = _marked + 1;
        int count = interrupts.Length;
        _work = () =>
        {
            Mark();
            _table.Take(count);
        };
        int end = ReleaseCpu();

        // Taking before posting starts, as the CPU is awake before the first message.
        Watch.Until(ref _marked, marks);
        long start = Stopwatch.GetTimestamp();
        _table.Post(interrupts);
        Watch.Until(ref _ended, end);
        _work = null;
        return _endTime - start;
    }

    /// <summary>Raises on this thread while the CPU is held.</summary>
    /// <returns>Ticks from the first message to the last.</returns>
    public long RaiseBurst(ReadOnlySpan<ushort> interrupts)
    {
        HoldCpu();
        long start = Stopwatch.GetTimestamp();
        RaiseAll(interrupts);
        long time = Stopwatch.GetTimestamp() - start;
        OnReleasedCpu();
        return time;
    }

    /// <summary>A measurement in which a message was lost measured something else.</summary>
    /// <exception cref="InvalidOperationException">Not every message had a run of its own.</exception>
    public void EnsureNothingWasLost()
    {
        long handled = _irqs.Sum(irq => irq.Count);
        if (handled != _raised)
        {
            throw new InvalidOperationException($"{_raised} messages were raised and {handled} handled; the figures are worth nothing.");
        }
    }

    public void Dispose()
    {
        Processor.Unbind();
        _rig.Dispose();
    }

    private ushort[] Translate(ReadOnlySpan<ushort> interrupts)
    {
        var virqs = new ushort[interrupts.Length];
        for (int i = 0; i < virqs.Length; i++)
        {
            virqs[i] = _virqs[interrupts[i]];
        }

        return virqs;
    }

    private int Request(PciDevice device, IrqHandler<DeliveryRig> handler, string name)
    {
        MsiMap map = device.AllocateImsIrq(new SlotCookie(0));
        device.RequestIrq(map.Virq, handler, this, name);
        return map.Index;
    }

    /// <summary>Has a handler do something on the CPU's thread.</summary>
    private void OnCpu(Action work)
    {
        HoldCpu();
        _work = work;
        OnReleasedCpu();
        _work = null;
    }

    /// <summary>Lets the CPU go, and waits until it has done what it was held from.</summary>
    private void OnReleasedCpu() => Watch.Until(ref _ended, ReleaseCpu());

    /// <summary>Lets the CPU go.</summary>
    /// <returns>What <see cref="_ended"/> will be when it has done what it was held from.</returns>
    private int ReleaseCpu()
    {
        _hardware.Raise(_endSlot);
        int end = _ended + 1;
        Volatile.Write(ref _released, _held);
        return end;
    }

    private void HoldCpu()
    {
        int held = _held + 1;
        _hardware.Raise(_gateSlot);
        Watch.Until(ref _held, held);
    }

    private void RaiseAll(ReadOnlySpan<ushort> interrupts)
    {
        SlotFunction hardware = _hardware;
        foreach (ushort interrupt in interrupts)
        {
            hardware.Raise(interrupt);
        }

        _raised += interrupts.Length;
    }

    private IrqReturn Hold()
    {
        int held = _held + 1;
        Volatile.Write(ref _held, held);
        Watch.Until(ref _released, held);
        _startBytes = GC.GetAllocatedBytesForCurrentThread();
        _startTime = Stopwatch.GetTimestamp();
        _work?.Invoke();
        return IrqReturn.Handled;
    }

    private IrqReturn Mark()
    {
        Volatile.Write(ref _marked, _marked + 1);
        return IrqReturn.Handled;
    }

    private IrqReturn End()
    {
        _endTime = Stopwatch.GetTimestamp();
        _endBytes = GC.GetAllocatedBytesForCurrentThread();
        Volatile.Write(ref _ended, _ended + 1);
        return IrqReturn.Handled;
    }
}
