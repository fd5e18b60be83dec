namespace MsiEncap.Samples.Idxd.Hardware;

/// <summary>The device's side of a work queue.</summary>
internal sealed class WorkQueue
{
    private readonly byte[] _config = new byte[IdxdRegisters.QueueConfigStride];
    private uint _doorbell;

    public uint Pasid => Config32(IdxdRegisters.Pasid);

    public int InterruptHandle => (int)Config32(IdxdRegisters.InterruptHandle);

    public ulong DescriptorRing => BitConverter.ToUInt64(_config, (int)IdxdRegisters.DescriptorRing);

    public ulong CompletionRing => BitConverter.ToUInt64(_config, (int)IdxdRegisters.CompletionRing);

    public uint RingEntries => Config32(IdxdRegisters.RingEntries);

    public bool Enabled => Config32(IdxdRegisters.Enable) == 1;

    /// <summary>How many descriptors the engine has taken. The engine's alone.</summary>
    public uint Taken { get; set; }

    /// <summary>How many completions the engine has written. The engine's alone.</summary>
    public uint Completed { get; set; }

    public bool HasWork => Enabled && Volatile.Read(ref _doorbell) != Taken;

    public void Ring(uint submitted) => Volatile.Write(ref _doorbell, submitted);

    public ulong ReadConfig(long offset, int width) =>
        width == sizeof(ulong) ? BitConverter.ToUInt64(_config, (int)offset) : Config32(offset);

    public void WriteConfig(long offset, int width, ulong value) =>
        BitConverter.TryWriteBytes(_config.AsSpan((int)offset), width == sizeof(ulong) ? value : (uint)value);

    private uint Config32(long offset) => BitConverter.ToUInt32(_config, (int)offset);
}
