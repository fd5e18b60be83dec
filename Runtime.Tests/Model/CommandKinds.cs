using System.Collections.Immutable;

namespace MsiEncap.Runtime.Tests.Model;

/// <summary>Everything that a sequence consists of.</summary>
internal static class CommandKinds
{
    public const int Devices = 2;
    public const int Indices = 5;
    public const int Cpus = 3;

    private const int Ages = 3;
    private const int Masks = 1 << Cpus;

    private static readonly ImmutableArray<string> s_callbacks =
    [
        "PrepareDescriptor", "SetDescriptor", "GetHwirq", "InitializeIrq", "FreeIrq", "WriteMessage", "Mask", "Unmask", "BusLock", "BusSyncUnlock", "Teardown",
    ];

    private static readonly ImmutableArray<IrqFlags> s_flags =
    [
        IrqFlags.None, IrqFlags.Shared, IrqFlags.NoAutoEnable,
    ];

    public static ImmutableArray<CommandKind> All { get; } =
    [
        new(14, [Devices], a => $"allocate from {Device(a[0])}", (on, a) => on.Allocate(a[0])),
        new(5, [Devices, Indices + 1, 3], a => $"allocate {a[2] + 1} from {Place(a)} on", (on, a) => on.AllocateRange(a[0], a[1], a[2] + 1)),
        new(5, [Devices, Indices, Masks - 1], a => $"allocate {Place(a)} for CPUs {Mask(a[2] + 1)} alone", (on, a) => on.AllocateManaged(a[0], a[1], a[2] + 1)),
        new(10, [Devices, Indices, Ages], a => $"free the map of {Place(a)}{Age(a[2])}", (on, a) => on.Free(a[0], a[1], a[2])),
        new(2, [Devices, Indices, 3], a => $"free {a[2] + 1} from {Place(a)} on", (on, a) => on.FreeRange(a[0], a[1], a[2] + 1)),
        new(24, [Devices, Indices, s_flags.Length], a => $"request {Place(a)} {s_flags[a[2]]}", (on, a) => on.Request(a[0], a[1], s_flags[a[2]])),
        new(12, [Devices, Indices, Ages, 2], a => $"dispose of the handler of {Place(a)}{Age(a[2])}{(a[3] == 0 ? "" : ", asynchronously")}", (on, a) => on.Dispose(a[0], a[1], a[2], a[3] != 0)),
        new(30, [Devices, Indices, 4], a => $"raise {Place(a)} {a[2] + 1} times", (on, a) => on.Raise(a[0], a[1], a[2] + 1)),
        new(12, [Devices, Indices, 2], a => $"disable {Place(a)}{(a[2] == 0 ? "" : ", without waiting")}", (on, a) => on.Disable(a[0], a[1], a[2] == 0)),
        new(16, [Devices, Indices], a => $"enable {Place(a)}", (on, a) => on.Enable(a[0], a[1])),
        new(12, [Devices, Indices, Masks], a => $"move {Place(a)} to CPUs {Mask(a[2])}", (on, a) => on.SetAffinity(a[0], a[1], a[2])),
        new(5, [Cpus], a => $"CPU {a[0]} goes", (on, a) => on.SetOnline(a[0], online: false)),
        new(7, [Cpus], a => $"CPU {a[0]} comes", (on, a) => on.SetOnline(a[0], online: true)),
        new(3, [Devices], a => $"{Device(a[0])} goes to sleep", (on, a) => on.SetAwake(a[0], awake: false)),
        new(6, [Devices], a => $"{Device(a[0])} wakes", (on, a) => on.SetAwake(a[0], awake: true)),
        new(10, [Devices, s_callbacks.Length, 3], a => $"let call {a[2] + 1} of {s_callbacks[a[1]]} of {Device(a[0])} fail", (on, a) => on.Fail(a[0], s_callbacks[a[1]], a[2])),
        new(1, [Devices], a => $"remove {Device(a[0])}", (on, a) => on.Remove(a[0])),
        new(3, [Devices], a => $"plug a new {Device(a[0])}", (on, a) => on.Plug(a[0])),
    ];

    /// <summary>The CPUs of a mask that a command carries.</summary>
    public static CpuMask Mask(int bits)
    {
        CpuMask mask = CpuMask.None;
        for (int cpu = 0; cpu < Cpus; cpu++)
        {
            mask = (bits >> cpu & 1) != 0 ? mask.With(cpu) : mask;
        }

        return mask;
    }

    /// <summary>The name of a device's place: A, B.</summary>
    public static string Device(int device) => ((char)('A' + device)).ToString();

    private static string Place(ImmutableArray<int> arguments) => $"{Device(arguments[0])}{arguments[1]}";

    private static string Age(int age) => age == 0 ? "" : $", {age} before the last";
}
