using System.Buffers.Binary;
using MsiEncap.Simulation;

namespace MsiEncap.Samples.Mlx5.Hardware;

/// <summary>
/// An adapter whose objects hold their own interrupt messages: firmware that executes commands from a mailbox, and an engine that completes
/// requests, each on a thread. It knows of drivers no more than hardware does.
/// </summary>
internal sealed class Mlx5Model : SimulatedPciFunction, IDisposable
{
    public const int Objects = 256;

    // Long after the start, so that there is something to disturb.
    private const long FaultAt = 10;

    private readonly Mlx5Object?[] _objects = new Mlx5Object?[Objects];
    private readonly SemaphoreSlim _commands = new(0);
    private readonly SemaphoreSlim _doorbells = new(0);
    private readonly CancellationTokenSource _off = new();
    private readonly Thread[] _threads;
    private readonly Mlx5Fault _fault;
    private ulong _mailbox;
    private long _completed;
    private long _messages;

    public Mlx5Model(Mlx5Fault fault = Mlx5Fault.None)
        : base([Mlx5Registers.Doorbells + Objects * Mlx5Registers.DoorbellStride])
    {
        _fault = fault;
        _threads =
        [
            new Thread(() => Serve(_commands, ExecuteCommand)) { IsBackground = true, Name = "mlx5-firmware" },
            new Thread(() => Serve(_doorbells, CompleteRequests)) { IsBackground = true, Name = "mlx5-engine" },
        ];
        foreach (Thread thread in _threads)
        {
            thread.Start();
        }
    }

    /// <summary>How many messages went out.</summary>
    public long Messages => Volatile.Read(ref _messages) + _objects.Sum(known => known?.Messages ?? 0);

    public void Dispose()
    {
        _off.Cancel();
        foreach (Thread thread in _threads)
        {
            thread.Join();
        }

        _off.Dispose();
        _commands.Dispose();
        _doorbells.Dispose();
    }

    /// <summary>The objects and their messages, as a table.</summary>
    public string Format() =>
        "object  type   SF  address             data        masked\n" + string.Concat(_objects.Select(known => known?.Format()));

    protected override ulong ReadRegister(int bar, long offset, int width) => offset == Mlx5Registers.ObjectCount ? Objects : 0u;

    protected override void WriteRegister(int bar, long offset, int width, ulong value)
    {
        switch (offset)
        {
            case Mlx5Registers.MailboxAddress:
                Volatile.Write(ref _mailbox, value);
                break;
            case Mlx5Registers.CommandDoorbell:
                _commands.Release();
                break;
            case >= Mlx5Registers.Doorbells:
                Volatile.Read(ref _objects[(offset - Mlx5Registers.Doorbells) / Mlx5Registers.DoorbellStride])?.Submit((uint)value);
                _doorbells.Release();
                break;
        }
    }

    private void Serve(SemaphoreSlim bell, Action work)
    {
        try
        {
            while (true)
            {
                bell.Wait(_off.Token);
                work();
            }
        }
        catch (OperationCanceledException)
        {
            // Switched off.
        }
    }

    private void ExecuteCommand()
    {
        ulong mailbox = Volatile.Read(ref _mailbox);
        Span<byte> command = stackalloc byte[Mlx5Mailbox.Size];
        Bus.Read(mailbox, command);
        uint id = BinaryPrimitives.ReadUInt32LittleEndian(command[Mlx5Mailbox.ObjectId..]);
        bool done = Execute((Mlx5Opcode)BinaryPrimitives.ReadUInt32LittleEndian(command[Mlx5Mailbox.Opcode..]), command, ref id);
        Bus.Write32(mailbox + Mlx5Mailbox.ObjectId, id);
        Bus.Write32(mailbox + Mlx5Mailbox.Status, done ? 0u : 1u);
        Thread.MemoryBarrier();
        Bus.Write32(mailbox + Mlx5Mailbox.Owner, 0);
    }

    private bool Execute(Mlx5Opcode opcode, ReadOnlySpan<byte> command, ref uint id)
    {
        uint type = BinaryPrimitives.ReadUInt32LittleEndian(command[Mlx5Mailbox.ObjectType..]);
        uint subFunction = BinaryPrimitives.ReadUInt32LittleEndian(command[Mlx5Mailbox.SubFunction..]);
        if (opcode == Mlx5Opcode.Create)
        {
            int free = Array.IndexOf(_objects, null);
            if (free < 0)
            {
                return false;
            }

            id = (uint)free;
            var created = new Mlx5Object(id, type, subFunction);
            created.Create(ReadContext(command, stackalloc byte[Mlx5Context.Size]));
            Volatile.Write(ref _objects[free], created);
            return true;
        }

        // A queue is known by all three: who has one of them wrong has another queue in mind.
        if (id >= Objects || _objects[id] is not { } known || known.Type != type || known.SubFunction != subFunction)
        {
            return false;
        }

        switch (opcode)
        {
            case Mlx5Opcode.ModifyInterrupt:
                known.ModifyInterrupt(Bus, ReadContext(command, stackalloc byte[Mlx5Context.Size]));
                return true;
            case Mlx5Opcode.Destroy:
                Volatile.Write(ref _objects[id], null);
                Interlocked.Add(ref _messages, known.Messages);
                return true;
            default:
                return false;
        }
    }

    private Span<byte> ReadContext(ReadOnlySpan<byte> command, Span<byte> context)
    {
        Bus.Read(BinaryPrimitives.ReadUInt64LittleEndian(command[Mlx5Mailbox.ContextAddress..]), context);
        return context;
    }

    private void CompleteRequests()
    {
        for (uint id = 0; id < Objects; id++)
        {
            if (Volatile.Read(ref _objects[id]) is { HasWork: true } known)
            {
                Complete(known, known.Take(), id);
            }
        }
    }

    private void Complete(Mlx5Object known, uint request, uint id)
    {
        Mlx5Fault fault = ++_completed == FaultAt ? _fault : Mlx5Fault.None;
        if (fault == Mlx5Fault.Lose)
        {
            return;
        }

        if (fault == Mlx5Fault.Repeat)
        {
            known.Complete(Bus, request, id);
        }

        known.Complete(Bus, request, fault == Mlx5Fault.Misroute ? id + 1 : id);
    }
}
