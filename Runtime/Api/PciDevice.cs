using System.Diagnostics.CodeAnalysis;
using MsiEncap.Contracts;
using MsiEncap.Core;
using MsiEncap.Pci;

namespace MsiEncap;

/// <summary>
/// A PCI function as its driver has it: registers, memory that the device can reach, interrupts. Queue code needs a device, a
/// cookie and, where the device has several domains, the domain id that the queue was set up with; it gets a number back. Thread-safe.
/// </summary>
/// <remarks>
/// The interrupt calls are those of <c>include/linux/msi_api.h</c>. Allocating and freeing take the device's descriptor lock, so a
/// callback of one of its domains must not call them. What irq domain implementations use is in the other part of this class.
/// </remarks>
public sealed partial class PciDevice : IDisposable
{
    private readonly IrqSubsystem _subsystem;
    private readonly PciFunctionAccess _access;
    private readonly MsiDeviceData _msi;
    private readonly PciInterrupts _pci;

    internal PciDevice(IrqSubsystem subsystem, PciFunctionAccess access)
    {
        _subsystem = subsystem;
        _access = access;
        _msi = new MsiDeviceData(subsystem.Core, access.Address);
        ConfigSpace = new PciConfigSpace(access);
        _pci = new PciInterrupts(_msi, ConfigSpace);
        PciIntx.SetUp(_msi, access);
        access.Gone.When(_msi.Unplugged);
    }

    /// <summary>The address of the function, domain:bus:device.function; for example "0000:00:01.0".</summary>
    public string Address => _access.Address;

    /// <summary>Cancelled when the device goes: before it is removed, or when it is found to have been pulled out. Waits for it end then, too.</summary>
    public CancellationToken Removal => _msi.Removal;

    /// <summary>Opens a base address register of the function.</summary>
    /// <param name="bar">The number of the register, 0 to 5.</param>
    /// <returns>The registers behind it.</returns>
    /// <exception cref="ArgumentOutOfRangeException">The function does not have that register.</exception>
    public MmioRegion MapBar(int bar) => _access.MapBar(bar);

    /// <summary>Allocates zeroed memory that the device can read and write.</summary>
    /// <param name="length">The size in bytes, at least 1.</param>
    /// <returns>The memory; dispose of it when the device no longer uses it.</returns>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="length"/> is less than 1.</exception>
    public DmaBuffer AllocateDma(int length)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(length, 1);
        return _access.AllocateDma(length);
    }

    /// <summary>Allocates an interrupt from the device's own interrupt storage (<c>pci_ims_alloc_irq</c>).</summary>
    /// <typeparam name="TCookie">The device's cookie contract.</typeparam>
    /// <param name="cookie">What the domain has to know of the interrupt; copied.</param>
    /// <returns>The index and the number of the interrupt, at the lowest free index.</returns>
    /// <exception cref="MsiException">There is no such domain, no space, or the contract is another one; nothing is left behind.</exception>
    /// <exception cref="InvalidOperationException">The cookie is the default one of a contract with a reference: it refers to nothing. Nothing was allocated.</exception>
    /// <exception cref="ObjectDisposedException">The device was removed.</exception>
    public MsiMap AllocateImsIrq<TCookie>(TCookie cookie)
        where TCookie : struct, IMsiCookie<TCookie> =>
        TryAllocateImsIrq(cookie, out MsiMap map, out MsiError? error) ? map : throw new MsiException(error);

    /// <summary>Allocates an interrupt from one of the device's domains (<c>msi_domain_alloc_irq_at</c> with <c>MSI_ANY_INDEX</c>).</summary>
    /// <typeparam name="TCookie">The domain's cookie contract.</typeparam>
    /// <param name="domainId">The domain, as the queue was told when it was set up; creating it returned the id.</param>
    /// <param name="cookie">What the domain has to know of the interrupt; copied.</param>
    /// <returns>The index and the number of the interrupt, at the lowest free index.</returns>
    /// <exception cref="MsiException">There is no such domain, no space, or the contract is another one; nothing is left behind.</exception>
    /// <exception cref="ArgumentException">The domain is one of another device, or none: the id is the default one.</exception>
    /// <exception cref="InvalidOperationException">The cookie is the default one of a contract with a reference: it refers to nothing. Nothing was allocated.</exception>
    /// <exception cref="ObjectDisposedException">The device was removed.</exception>
    public MsiMap AllocateImsIrq<TCookie>(MsiDomainId<TCookie> domainId, TCookie cookie)
        where TCookie : struct, IMsiCookie<TCookie> =>
        TryAllocateImsIrq(domainId, cookie, out MsiMap map, out MsiError? error) ? map : throw new MsiException(error);

    /// <summary>Allocates an interrupt from the device's own interrupt storage, or says why not.</summary>
    /// <typeparam name="TCookie">The device's cookie contract.</typeparam>
    /// <param name="cookie">What the domain has to know of the interrupt; copied.</param>
    /// <param name="map">The index and the number of the interrupt; without a number if there is an error.</param>
    /// <param name="error">Why there is no interrupt; nothing is left behind.</param>
    /// <returns>Whether there is one.</returns>
    /// <exception cref="InvalidOperationException">The cookie is the default one of a contract with a reference: it refers to nothing. Nothing was allocated.</exception>
    /// <exception cref="ObjectDisposedException">The device was removed.</exception>
    public bool TryAllocateImsIrq<TCookie>(TCookie cookie, out MsiMap map, [NotNullWhen(false)] out MsiError? error)
        where TCookie : struct, IMsiCookie<TCookie> =>
        MsiAllocation.TryAllocate(_msi, MsiDomainId.Secondary, RequestOf(cookie), out map, out error);

    /// <summary>Allocates an interrupt from one of the device's domains, or says why not.</summary>
    /// <typeparam name="TCookie">The domain's cookie contract.</typeparam>
    /// <param name="domainId">The domain, as the queue was told when it was set up; creating it returned the id.</param>
    /// <param name="cookie">What the domain has to know of the interrupt; copied.</param>
    /// <param name="map">The index and the number of the interrupt; without a number if there is an error.</param>
    /// <param name="error">Why there is no interrupt; nothing is left behind.</param>
    /// <returns>Whether there is one.</returns>
    /// <exception cref="ArgumentException">The domain is one of another device, or none: the id is the default one.</exception>
    /// <exception cref="InvalidOperationException">The cookie is the default one of a contract with a reference: it refers to nothing. Nothing was allocated.</exception>
    /// <exception cref="ObjectDisposedException">The device was removed.</exception>
    public bool TryAllocateImsIrq<TCookie>(MsiDomainId<TCookie> domainId, TCookie cookie, out MsiMap map, [NotNullWhen(false)] out MsiError? error)
        where TCookie : struct, IMsiCookie<TCookie> =>
        MsiAllocation.TryAllocate(_msi, OfThis(domainId), RequestOf(cookie), out map, out error);

    /// <summary>Allocates an interrupt at an index of one of the device's domains (<c>msi_domain_alloc_irq_at</c>).</summary>
    /// <typeparam name="TCookie">The domain's cookie contract.</typeparam>
    /// <param name="domainId">The domain, as the queue was told when it was set up; creating it returned the id.</param>
    /// <param name="index">The index, or <see langword="null"/> for the lowest that is free.</param>
    /// <param name="cookie">What the domain has to know of the interrupt; copied.</param>
    /// <param name="affinity">Where it shall be delivered; anywhere if not given.</param>
    /// <returns>The index and the number of the interrupt.</returns>
    /// <exception cref="MsiException">
    /// There is no such domain or index, the index is in use, there is no space, or the contract is another one; nothing is left behind.
    /// </exception>
    /// <exception cref="ArgumentException">The domain is one of another device, or none: the id is the default one.</exception>
    /// <exception cref="InvalidOperationException">The cookie is the default one of a contract with a reference: it refers to nothing. Nothing was allocated.</exception>
    /// <exception cref="ObjectDisposedException">The device was removed.</exception>
    public MsiMap AllocateMsiIrqAt<TCookie>(MsiDomainId<TCookie> domainId, int? index, TCookie cookie, IrqAffinity? affinity = null)
        where TCookie : struct, IMsiCookie<TCookie>
    {
        MsiRequest request = RequestOf(cookie) with { Index = index, Affinities = affinity is { } wanted ? [wanted] : [] };
        return MsiAllocation.TryAllocate(_msi, OfThis(domainId), request, out MsiMap map, out MsiError? error) ? map : throw new MsiException(error);
    }

    /// <summary>Gives an interrupt back (<c>pci_ims_free_irq</c>). Dispose of its registration first.</summary>
    /// <param name="map">What the allocation returned.</param>
    /// <exception cref="MsiException">
    /// The map is stale or the interrupt is still requested, and nothing was freed; or a callback of the domain failed
    /// (<see cref="MsiErrorCode.CallbackFailed"/>), and it was freed all the same.
    /// </exception>
    public void FreeImsIrq(MsiMap map) => Free(map);

    /// <summary>The number of an index that this device has allocated (<c>msi_domain_get_virq</c>).</summary>
    /// <param name="domainId">Which of this device's domains. The id is a number and names no device: whoever has got it, only this device's own are looked at.</param>
    /// <param name="index">The index within the domain; of the default domain in MSI mode, the vector.</param>
    /// <returns>The number, or <see cref="Virq.None"/> if nothing is allocated there, or there is no such domain or index.</returns>
    public Virq GetVirq(MsiDomainId domainId, int index)
    {
        using RankedLock.Scope scope = _msi.EnterDescriptorLock(nameof(GetVirq));
        if (domainId == MsiDomainId.Default && _pci.Mode == PciMode.Msi)
        {
            // One index stands for all its vectors.
            return _pci.Find(index)?.Virq ?? Virq.None;
        }

        return _msi[domainId]?.Store.Find(index)?.Virq ?? Virq.None;
    }

    /// <summary>The number of an index that this device has allocated (<c>msi_domain_get_virq</c>).</summary>
    /// <typeparam name="TCookie">The domain's cookie contract.</typeparam>
    /// <param name="domainId">The domain, as the queue was told when it was set up; creating it returned the id.</param>
    /// <param name="index">The index within the domain.</param>
    /// <returns>The number, or <see cref="Virq.None"/> if nothing is allocated there, or there is no such domain any more or no such index.</returns>
    /// <exception cref="ArgumentException">The domain is one of another device, or none: the id is the default one.</exception>
    public Virq GetVirq<TCookie>(MsiDomainId<TCookie> domainId, int index)
        where TCookie : struct, IMsiCookie<TCookie> =>
        GetVirq(OfThis(domainId), index);

    /// <summary>
    /// Removes the device: frees its handlers, its interrupts, then its domains. Its registers and memory stay usable until they are
    /// disposed of; nothing can be allocated any more.
    /// </summary>
    /// <exception cref="InvalidOperationException">Called from a handler.</exception>
    /// <exception cref="MsiException">A callback of a domain threw; the device is removed all the same.</exception>
    public void Dispose()
    {
        EnsureCanRemove();
        bool known = _subsystem.Forget(this);
        _msi.AnnounceRemoval();
        try
        {
            MsiDeviceRemoval.Remove(_msi, _pci.TurnOff);
        }
        finally
        {
            _msi.Dispose();
            if (known)
            {
                _subsystem.Core.Log.DeviceRemoved(Address);
            }
        }
    }

    /// <summary>Refuses what waits for the device's handlers to one of them.</summary>
    /// <exception cref="InvalidOperationException">Called from a handler.</exception>
    internal void EnsureCanRemove()
    {
        IrqCpu.ForbidOnDeliveryThread($"Removing device {Address}");
        MsiDeviceRemoval.ForbidOnThreadOfHandler(_msi);
    }

    /// <summary>Names the device.</summary>
    /// <returns>Its address.</returns>
    public override string ToString() => Address;

    private static MsiRequest RequestOf<TCookie>(TCookie cookie)
        where TCookie : struct, IMsiCookie<TCookie> =>
        new() { Cookie = cookie.Pack(), Contract = CookieContract.Of<TCookie>() };

    // Two devices of a kind have the same contract, so this is not for the compiler to tell.
    private MsiDomainId OfThis<TCookie>(MsiDomainId<TCookie> domainId)
        where TCookie : struct, IMsiCookie<TCookie>
    {
        if (ReferenceEquals(domainId.Device, _msi.Tag))
        {
            return domainId.Id;
        }

        string other = domainId.Device is not { } device ? "The id is the default one, which names no domain"
            : device.ToString() == Address ? $"The id is of another device that is, or was, at {Address} ({domainId})"
            : $"The id is of another device ({domainId})";
        throw new ArgumentException($"{other}; device {Address} takes the ids that creating its own domains returned.", nameof(domainId));
    }
}
