using System.Diagnostics.CodeAnalysis;
using MsiEncap.Core;
using MsiEncap.Pci;

namespace MsiEncap;

/// <content>Interrupts by PCI's own means: MSI-X, MSI and the pin (<c>drivers/pci/msi/api.c</c>).</content>
public sealed partial class PciDevice
{
    /// <summary>Whether MSI-X entries can be allocated one by one (<c>pci_msix_can_alloc_dyn</c>).</summary>
    public bool CanAllocateMsixDynamically
    {
        get
        {
            using RankedLock.Scope scope = _msi.EnterDescriptorLock(nameof(CanAllocateMsixDynamically));
            return _pci.CanAllocateDynamically;
        }
    }

    /// <summary>
    /// Allocates vectors by the best of what the device and the machine have (<c>pci_alloc_irq_vectors_affinity</c>): MSI-X, then MSI, then the
    /// pin, which is one vector. Lets the device write to memory, since that is what a message is.
    /// </summary>
    /// <param name="min">How many at least, 1 or more.</param>
    /// <param name="max">How many at most, no less than <paramref name="min"/>.</param>
    /// <param name="types">What may be used.</param>
    /// <param name="plan">How to spread the vectors over the CPUs, which makes them managed; without one, they go anywhere.</param>
    /// <returns>How many vectors there are; <see cref="GetIrqVector"/> gives their numbers.</returns>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="min"/> is less than 1, or <paramref name="max"/> less than that.</exception>
    /// <exception cref="MsiException">There are none; nothing is left behind.</exception>
    /// <exception cref="ObjectDisposedException">The device was removed.</exception>
    public int AllocateIrqVectors(int min, int max, IrqVectorTypes types = IrqVectorTypes.All, IrqAffinityPlan? plan = null) =>
        TryAllocateIrqVectors(min, max, types, plan, out int count, out MsiError? error) ? count : throw new MsiException(error);

    /// <summary>Allocates vectors as <see cref="AllocateIrqVectors"/> does, or says why not.</summary>
    /// <param name="min">How many at least, 1 or more.</param>
    /// <param name="max">How many at most, no less than <paramref name="min"/>.</param>
    /// <param name="types">What may be used.</param>
    /// <param name="plan">How to spread the vectors over the CPUs, which makes them managed; without one, they go anywhere.</param>
    /// <param name="count">How many vectors there are; 0 if there is an error.</param>
    /// <param name="error">Why there are none, by the last way that was tried; nothing is left behind.</param>
    /// <returns>Whether there are any.</returns>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="min"/> is less than 1, or <paramref name="max"/> less than that.</exception>
    /// <exception cref="ObjectDisposedException">The device was removed.</exception>
    public bool TryAllocateIrqVectors(
        int min, int max, IrqVectorTypes types, IrqAffinityPlan? plan, out int count, [NotNullWhen(false)] out MsiError? error)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(min, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(max, min);
        using RankedLock.Scope scope = _msi.EnterDescriptorLock(nameof(AllocateIrqVectors));
        _msi.EnsurePresent();
        return PciVectorAllocation.TryAllocate(_pci, min, max, types, plan, out count, out error);
    }

    /// <summary>Turns MSI-X on with certain entries of its table (<c>pci_enable_msix_range</c>).</summary>
    /// <param name="entries">The entries in the order of their importance, each once.</param>
    /// <param name="min">With how few of them, from the first on, the driver is content.</param>
    /// <returns>With how many there was space for.</returns>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="min"/> is less than 1 or more than there are entries.</exception>
    /// <exception cref="MsiException">
    /// An entry does not exist, comes twice, or leaves a gap where the machine allows none (<see cref="MsiErrorCode.Invalid"/>); or there is no space.
    /// </exception>
    /// <exception cref="ObjectDisposedException">The device was removed.</exception>
    public int AllocateMsixEntries(ReadOnlySpan<int> entries, int min)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(min, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(min, entries.Length);
        using RankedLock.Scope scope = _msi.EnterDescriptorLock(nameof(AllocateMsixEntries));
        _msi.EnsurePresent();
        return PciVectorAllocation.TryMsixEntries(_pci, entries, min, out int count) is { } error ? throw new MsiException(error) : count;
    }

    /// <summary>
    /// Frees all vectors and gives the interrupts back to the pin (<c>pci_free_irq_vectors</c>). The device's own storage is left alone. Dispose of
    /// the registrations first. Does nothing where there are no vectors.
    /// </summary>
    /// <exception cref="MsiException">
    /// A vector is still requested, and none was freed; or a callback failed, and all were freed all the same.
    /// </exception>
    public void FreeIrqVectors()
    {
        using RankedLock.Scope scope = _msi.EnterDescriptorLock(nameof(FreeIrqVectors));
        if (_pci.FreeVectors() is { } error)
        {
            throw new MsiException(error);
        }
    }

    /// <summary>The number of a vector (<c>pci_irq_vector</c>).</summary>
    /// <param name="vector">The vector, from 0: of MSI-X the entry, of the pin 0.</param>
    /// <returns>The number to request.</returns>
    /// <exception cref="ArgumentOutOfRangeException">There is no such vector.</exception>
    public Virq GetIrqVector(int vector)
    {
        using RankedLock.Scope scope = _msi.EnterDescriptorLock(nameof(GetIrqVector));
        return _pci.Find(vector)?.Virq
            ?? throw new ArgumentOutOfRangeException(nameof(vector), vector, $"Device {Address} has no vector {vector}: it signals by {_pci.Mode}; allocate vectors first.");
    }

    /// <summary>Where a vector was spread to when it was allocated (<c>pci_irq_get_affinity</c>), to put its queue there, too.</summary>
    /// <param name="vector">The vector, from 0.</param>
    /// <returns>
    /// The CPUs, wherever it may have been moved since (see <see cref="GetIrqAffinity"/>); any CPU for the pin; <see langword="null"/> if there is no
    /// such vector, or it was allocated without a plan.
    /// </returns>
    public CpuMask? GetIrqVectorAffinity(int vector)
    {
        using RankedLock.Scope scope = _msi.EnterDescriptorLock(nameof(GetIrqVectorAffinity));
        return _pci.SpreadOf(vector);
    }

    /// <summary>Allocates an MSI-X entry while MSI-X is on (<c>pci_msix_alloc_irq_at</c>).</summary>
    /// <param name="index">The entry, or <see langword="null"/> for the lowest that is free.</param>
    /// <param name="affinity">Where it shall be delivered; anywhere if not given.</param>
    /// <returns>The entry and the number of the interrupt.</returns>
    /// <exception cref="MsiException">
    /// MSI-X is not on, or entries cannot be had one by one (<see cref="MsiErrorCode.NotSupported"/>); the entry does not exist, is in use, or there is no space.
    /// </exception>
    /// <exception cref="ObjectDisposedException">The device was removed.</exception>
    public MsiMap AllocateMsixIrq(int? index = null, IrqAffinity? affinity = null)
    {
        using RankedLock.Scope scope = _msi.EnterDescriptorLock(nameof(AllocateMsixIrq));
        _msi.EnsurePresent();
        if (_pci.Mode != PciMode.Msix || !_pci.CanAllocateDynamically)
        {
            throw new MsiException(_pci.Error(
                MsiErrorCode.NotSupported, _pci.Mode != PciMode.Msix ? "MSI-X is not on; allocate vectors first" : "the machine takes all MSI-X entries at once"));
        }

        var request = new MsiRequest { Index = index, Affinities = affinity is { } wanted ? [wanted] : [] };
        return MsiAllocation.Allocate(_pci.Default!, request, out MsiMap map) is { } error ? throw new MsiException(error) : map;
    }

    /// <summary>Gives an MSI-X entry back (<c>pci_msix_free_irq</c>). Dispose of its registration first.</summary>
    /// <param name="map">What the allocation returned.</param>
    /// <exception cref="MsiException">The map is stale or the interrupt is still requested, and nothing was freed; or a callback failed, and it was freed all the same.</exception>
    public void FreeMsixIrq(MsiMap map) => Free(map);

    private void Free(MsiMap map)
    {
        if (!MsiRelease.TryFree(_msi, map, out MsiError? error))
        {
            throw new MsiException(error);
        }
    }
}
