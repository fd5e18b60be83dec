namespace MsiEncap.Samples.Mlx5;

/// <summary>
/// The channel to the firmware: one command at a time, by a mailbox in memory. A command takes as long as it takes, so whoever may not
/// wait cannot use it. Thread-safe.
/// </summary>
internal sealed class Mlx5Commands : IDisposable
{
    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(10);

    private readonly Lock _lock = new();
    private readonly MmioRegion _registers;
    private readonly DmaBuffer _mailbox;

    public Mlx5Commands(PciDevice pci, MmioRegion registers)
    {
        _registers = registers;
        _mailbox = pci.AllocateDma(Mlx5Mailbox.Size);
        registers.Write64(Mlx5Registers.MailboxAddress, _mailbox.BusAddress);
    }

    /// <summary>Has a command executed, and waits for it.</summary>
    /// <returns>The object.</returns>
    /// <exception cref="IOException">The firmware refused the command, or did not answer.</exception>
    public uint Execute(Mlx5Opcode opcode, uint objectId, uint objectType, uint subFunction, ulong contextAddress)
    {
        lock (_lock)
        {
            _mailbox.Write32(Mlx5Mailbox.Opcode, (uint)opcode);
            _mailbox.Write32(Mlx5Mailbox.ObjectId, objectId);
            _mailbox.Write32(Mlx5Mailbox.ObjectType, objectType);
            _mailbox.Write32(Mlx5Mailbox.SubFunction, subFunction);
            _mailbox.Write64(Mlx5Mailbox.ContextAddress, contextAddress);
            _mailbox.Write32(Mlx5Mailbox.Owner, 1);
            _registers.Write32(Mlx5Registers.CommandDoorbell, 1);
            if (!SpinWait.SpinUntil(() => _mailbox.Read32(Mlx5Mailbox.Owner) == 0, s_patience))
            {
                throw new IOException($"The firmware did not answer the command {opcode} for object {objectId}.");
            }

            uint status = _mailbox.Read32(Mlx5Mailbox.Status);
            return status == 0
                ? _mailbox.Read32(Mlx5Mailbox.ObjectId)
                : throw new IOException($"The firmware refused the command {opcode} for object {objectId} with status {status}.");
        }
    }

    public void Dispose() => _mailbox.Dispose();
}
