using System.Collections.Concurrent;
using System.Collections.Immutable;
using MsiEncap.Simulation;

namespace MsiEncap.Runtime.Tests.Rig;

/// <summary>
/// A device that writes down, in their order, the accesses to its interrupt registers, lets the test do something between two of them, and can
/// be broken. The register names and places are those of the PCI specifications, not the library's.
/// </summary>
internal sealed class TracedModel : SimulatedPciFunction
{
    public const int TableBar = 1;
    public const int TableOffset = 0x100;
    public const int PendingOffset = 0xa000;
    public const int StorageBar = 2;
    public const int SlotSize = 16;

    private readonly ConcurrentQueue<string> _trace = new();
    private readonly ConcurrentDictionary<long, ulong> _storage = new();
    private readonly Dictionary<int, string> _names = new() { [4] = "command" };

    public TracedModel(SimulatedPciCapabilities capabilities)
        : base([0, 0x10000, 0x1000], capabilities)
    {
        for (int at = Peek8(0x34); at != 0; at = Peek8(at + 1))
        {
            Name(at);
        }
    }

    /// <summary>Runs after each access, on the thread that made it, with its text.</summary>
    public Action<string>? After { get; set; }

    /// <summary>What the driver reads instead of a byte of configuration space; the rest reads as it is.</summary>
    public ImmutableDictionary<int, byte> Broken { get; set; } = ImmutableDictionary<int, byte>.Empty;

    /// <summary>How many messages of all devices interrupt remapping has blocked.</summary>
    public long BlockedMessages => Bus.BlockedMessages;

    /// <summary>All accesses since the last time: "msix.control := 0x8003" for writes, "table[0].control ?" for reads.</summary>
    public IReadOnlyList<string> Accesses(Action operation)
    {
        _trace.Clear();
        operation();
        return [.. _trace];
    }

    /// <summary>As <see cref="Accesses"/>, the writes only.</summary>
    public IReadOnlyList<string> Writes(Action operation) => [.. Accesses(operation).Where(access => access.Contains(":=", StringComparison.Ordinal))];

    /// <summary>As <see cref="Writes"/>, those to the MSI-X table only.</summary>
    public IReadOnlyList<string> TableWrites(Action operation) => [.. Writes(operation).Where(write => write.StartsWith("table", StringComparison.Ordinal))];

    public void Raise(int vector) => RaiseInterrupt(vector);

    public void Assert() => AssertIntx();

    public void Deassert() => DeassertIntx();

    /// <summary>Raises what a slot of the device's own storage holds, unless it is masked or was never written.</summary>
    public void RaiseSlot(int slot)
    {
        if (_storage.TryGetValue(slot * SlotSize + 12, out ulong control) && (control & 1) == 0)
        {
            Bus.Write32(_storage[slot * SlotSize], (uint)_storage[slot * SlotSize + 8]);
        }
    }

    /// <summary>Something outside of the driver's sight makes the device forget its MSI-X table and control.</summary>
    public void ForgetMsix()
    {
        for (int offset = 0; offset < 16 * Capabilities.MsixVectors; offset += 4)
        {
            base.WriteBar(TableBar, TableOffset + offset, 4, offset % 16 == 12 ? 1u : 0u);
        }

        base.WriteConfig(Place("msix.control"), 2, 0);
    }

    /// <summary>Something outside of the driver's sight makes the device forget its MSI registers.</summary>
    public void ForgetMsi()
    {
        base.WriteConfig(Place("msi.control"), 2, 0);
        base.WriteConfig(Place("msi.address"), 4, 0);
        base.WriteConfig(Place("msi.data"), 2, 0);
        base.WriteConfig(Place("msi.mask"), 4, 0);
    }

    /// <summary>The content of a register of configuration space, unseen.</summary>
    public uint Peek(string name) => base.ReadConfig(Place(name), WidthOf(name));

    /// <summary>The whole configuration space, unseen.</summary>
    public IReadOnlyList<uint> PeekAll() => [.. Enumerable.Range(0, 64).Select(word => base.ReadConfig(word * 4, 4))];

    /// <summary>A word of an entry of the MSI-X table, unseen: 0 and 4 the address, 8 the data, 12 the control.</summary>
    public uint PeekEntry(int index, int word) => (uint)base.ReadBar(TableBar, TableOffset + 16 * index + word, 4);

    /// <summary>Writes a word of an entry behind the driver's back.</summary>
    public void PokeEntry(int index, int word, uint value) => base.WriteBar(TableBar, TableOffset + 16 * index + word, 4, value);

    public bool IsMasked(int index) => (PeekEntry(index, 12) & 1) != 0;

    /// <summary>Which vectors are pending, unseen.</summary>
    public ulong PeekPending() => base.ReadBar(TableBar, PendingOffset, 8);

    protected override uint ReadConfig(int offset, int width)
    {
        uint value = base.ReadConfig(offset, width);
        for (int i = 0; i < width; i++)
        {
            if (Broken.TryGetValue(offset + i, out byte broken))
            {
                value = value & ~(0xffu << (8 * i)) | (uint)broken << (8 * i);
            }
        }

        Note($"{NameOf(offset)} ?");
        return value;
    }

    protected override void WriteConfig(int offset, int width, uint value)
    {
        base.WriteConfig(offset, width, value);
        Note($"{NameOf(offset)} := 0x{value:x}");
    }

    protected override ulong ReadBar(int bar, long offset, int width)
    {
        ulong value = base.ReadBar(bar, offset, width);
        Note($"{NameOf(bar, offset)} ?");
        return value;
    }

    protected override void WriteBar(int bar, long offset, int width, ulong value)
    {
        base.WriteBar(bar, offset, width, value);
        Note($"{NameOf(bar, offset)} := 0x{value:x}");
    }

    protected override ulong ReadRegister(int bar, long offset, int width) => _storage.GetValueOrDefault(offset);

    protected override void WriteRegister(int bar, long offset, int width, ulong value) => _storage[offset] = value;

    protected override void OnReset() => _storage.Clear();

    private static int WidthOf(string name) => name is "msi.address" or "msi.mask" ? 4 : 2;

    private int Peek8(int offset) => (int)base.ReadConfig(offset, 1);

    private int Place(string name) => _names.First(pair => pair.Value == name).Key;

    private string NameOf(int offset) => _names.TryGetValue(offset, out string? name) ? name : $"config+0x{offset:x2}";

    private static string NameOf(int bar, long offset)
    {
        if (bar != TableBar || offset < TableOffset || offset >= PendingOffset)
        {
            return $"bar{bar}+0x{offset:x}";
        }

        (long entry, long word) = Math.DivRem(offset - TableOffset, 16);
        return $"table[{entry}].{word switch { 0 => "address", 4 => "upper", 8 => "data", _ => "control" }}";
    }

    private void Name(int capability)
    {
        switch (Peek8(capability))
        {
            case 1:
                _names[capability + 4] = "power.control";
                break;
            case 5:
                int wide = Capabilities.MsiAddress64 ? 4 : 0;
                _names[capability + 2] = "msi.control";
                _names[capability + 4] = "msi.address";
                _names[capability + 8 + wide] = "msi.data";
                if (Capabilities.MsiPerVectorMasking)
                {
                    _names[capability + 12 + wide] = "msi.mask";
                }

                if (Capabilities.MsiAddress64)
                {
                    _names[capability + 8] = "msi.upper";
                }

                break;
            case 0x11:
                _names[capability + 2] = "msix.control";
                break;
        }
    }

    private void Note(string access)
    {
        _trace.Enqueue(access);
        After?.Invoke(access);
    }
}
