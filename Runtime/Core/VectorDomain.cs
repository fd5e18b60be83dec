namespace MsiEncap.Core;

/// <summary>
/// The root of the hierarchy: hands out the CPUs' vectors, from the CPU that has the most left (<c>irq_matrix_alloc</c>).
/// </summary>
internal sealed class VectorDomain(IrqCpu[] cpus)
{
    // Below are exceptions, above are the machine's own vectors, as on x86.
    private const int FirstVector = 0x20;
    private const int LastVector = 0xef;

    private static readonly TimeSpan s_retirementTime = TimeSpan.FromSeconds(1);

    private readonly int[] _allocated = new int[cpus.Length];
    private readonly int[] _nextFresh = [.. cpus.Select(_ => FirstVector)];

    /// <summary>The kernel's root domain mutex: vectors, and the domains' get_hwirq, msi_init and msi_free.</summary>
    public Lock RootLock { get; } = new();

    /// <summary>How many vectors each CPU has for devices.</summary>
    public static int VectorsPerCpu => LastVector - FirstVector + 1;

    /// <summary>Connects an interrupt to a vector. Under the root lock.</summary>
    /// <returns>Whether there was one.</returns>
    public bool TryAllocate(IrqDescriptor irq)
    {
        int id = Array.IndexOf(_allocated, _allocated.Min());
        if (_allocated[id] == VectorsPerCpu || !TryTakeVector(cpus[id], out int vector))
        {
            return false;
        }

        _allocated[id]++;
        irq.Cpu = cpus[id];
        irq.Vector = vector;
        cpus[id].Connect(vector, irq);
        return true;
    }

    /// <summary>Takes a vector from an interrupt. Under the root lock.</summary>
    public void Free(IrqDescriptor irq)
    {
        IrqCpu cpu = irq.Cpu!;
        _allocated[cpu.Id]--;
        cpu.Retire(irq.Vector);
        irq.Cpu = null;
    }

    private bool TryTakeVector(IrqCpu cpu, out int vector)
    {
        if (_nextFresh[cpu.Id] <= LastVector)
        {
            vector = _nextFresh[cpu.Id]++;
            return true;
        }

        if (cpu.Retired.TryTakeLowest(out vector))
        {
            return true;
        }

        // Vectors are free, but the CPU has yet to drop what was on its way to them: soon, unless a handler holds it up.
        int retired = 0;
        bool taken = IrqCpu.Current is null && SpinWait.SpinUntil(() => cpu.Retired.TryTakeLowest(out retired), s_retirementTime);
        vector = retired;
        return taken;
    }
}
