using MsiEncap.Contracts;
using MsiEncap.Core;
using MsiEncap.Domains;
using MsiEncap.Encapsulation;

namespace MsiEncap;

/// <content>What irq domain implementations and the probe code that creates them do with a device.</content>
public sealed partial class PciDevice
{
    /// <summary>Gives the device its own interrupt storage as the secondary domain (<c>pci_create_ims_domain</c>).</summary>
    /// <typeparam name="TCookie">The domain's cookie contract.</typeparam>
    /// <param name="domain">The domain, which serves this device from now on and no other, ever.</param>
    /// <returns>What queues are given to allocate from it; those of a device that has no other domain need none.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="domain"/> is <see langword="null"/>.</exception>
    /// <exception cref="ArgumentException">The domain serves, or has served, a device.</exception>
    /// <exception cref="MsiException">
    /// The device has such a domain, the machine cannot serve one (it takes interrupt remapping in hardware), the template is not one of a
    /// device's own storage, or the domain's <c>Prepare</c> failed.
    /// </exception>
    [RestrictedTo(typeof(IrqDomainImplementer), Instead = "leave the domain to the probe code")]
    public MsiDomainId<TCookie> CreateImsDomain<TCookie>(MsiDomain<TCookie> domain)
        where TCookie : struct, IMsiCookie<TCookie>
    {
        ArgumentNullException.ThrowIfNull(domain);
        MsiDomainCreation.CreateIms(_msi, domain);
        return new(_msi.Tag, MsiDomainId.Secondary);
    }

    /// <summary>Gives the device a domain (<c>msi_create_device_irq_domain</c>).</summary>
    /// <typeparam name="TCookie">The domain's cookie contract.</typeparam>
    /// <param name="domainId">Its number within the device.</param>
    /// <param name="domain">The domain, which serves this device from now on and no other, ever.</param>
    /// <returns>What queues are given to allocate from it.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="domain"/> is <see langword="null"/>.</exception>
    /// <exception cref="ArgumentException">The domain serves, or has served, a device.</exception>
    /// <exception cref="MsiException">The device has a domain with that id, the machine cannot serve one of its kind, or the domain's <c>Prepare</c> failed.</exception>
    [RestrictedTo(typeof(IrqDomainImplementer), Instead = "leave the domain to the probe code")]
    public MsiDomainId<TCookie> CreateMsiDomain<TCookie>(MsiDomainId domainId, MsiDomain<TCookie> domain)
        where TCookie : struct, IMsiCookie<TCookie>
    {
        ArgumentNullException.ThrowIfNull(domain);
        MsiDomainCreation.Create(_msi, domainId, domain);
        return new(_msi.Tag, domainId);
    }

    /// <summary>Takes a domain from the device (<c>msi_remove_device_irq_domain</c>); nothing happens if there is none.</summary>
    /// <param name="domainId">The domain.</param>
    /// <exception cref="MsiException">Interrupts of it are still allocated, or its <c>Teardown</c> failed.</exception>
    [RestrictedTo(typeof(IrqDomainImplementer), Instead = "leave the domain to the probe code")]
    public void RemoveMsiDomain(MsiDomainId domainId) => MsiDomainCreation.Remove(_msi, domainId, _pci.WhyNeeded);

    /// <summary>Allocates an interrupt from a domain that the implementer holds, as its own tests and tools do.</summary>
    /// <typeparam name="TCookie">The domain's cookie contract.</typeparam>
    /// <param name="domain">A domain that serves this device.</param>
    /// <param name="cookie">What the domain has to know of the interrupt; copied.</param>
    /// <returns>The index and the number of the interrupt, at the lowest free index.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="domain"/> is <see langword="null"/>.</exception>
    /// <exception cref="ArgumentException">The domain does not serve this device.</exception>
    /// <exception cref="MsiException">There is no space, or the contract is another one; nothing is left behind.</exception>
    /// <exception cref="InvalidOperationException">The cookie is the default one of a contract with a reference: it refers to nothing. Nothing was allocated.</exception>
    [RestrictedTo(typeof(IrqDomainImplementer), Instead = "pass the device, or the domain id that the queue was set up with")]
    public MsiMap AllocateImsIrq<TCookie>(MsiDomain domain, TCookie cookie)
        where TCookie : struct, IMsiCookie<TCookie>
    {
        ArgumentNullException.ThrowIfNull(domain);
        MsiDeviceDomain served = _msi.Find(domain)
            ?? throw new ArgumentException($"The domain '{domain}' does not serve device {Address}.", nameof(domain));
        return AllocateImsIrq(new MsiDomainId<TCookie>(_msi.Tag, served.Id), cookie);
    }

    /// <summary>Shows every allocated descriptor of a domain, lowest index first (<c>msi_for_each_desc</c>), under the descriptor lock.</summary>
    /// <param name="domainId">The domain.</param>
    /// <param name="visitor">Called for each.</param>
    /// <exception cref="ArgumentNullException"><paramref name="visitor"/> is <see langword="null"/>.</exception>
    [RestrictedTo(typeof(IrqDomainImplementer), Instead = "keep the virqs that the allocations returned, or ask GetVirq")]
    public void ForEachMsiDescriptor(MsiDomainId domainId, MsiDescriptorVisitor visitor)
    {
        ArgumentNullException.ThrowIfNull(visitor);
        using RankedLock.Scope scope = _msi.EnterDescriptorLock(nameof(ForEachMsiDescriptor));
        foreach (MsiDescriptorEntry entry in _msi[domainId]?.Store.All() ?? [])
        {
            visitor(new MsiDescriptor(entry.State));
        }
    }

    /// <summary>
    /// Allocates an interrupt at every index of a range, without cookies (<c>msi_domain_alloc_irqs_range</c>): all of them, or none.
    /// </summary>
    /// <param name="domainId">The domain.</param>
    /// <param name="first">The first index.</param>
    /// <param name="last">The last index, no less than <paramref name="first"/>.</param>
    /// <exception cref="MsiException">There is no such domain, the range lies outside of it, an index is in use, or there is no space.</exception>
    /// <exception cref="ObjectDisposedException">The device was removed.</exception>
    [RestrictedTo(typeof(IrqDomainImplementer), Instead = "allocate the interrupts one by one, each with its cookie")]
    public void AllocateMsiRange(MsiDomainId domainId, int first, int last)
    {
        using RankedLock.Scope scope = _msi.EnterDescriptorLock(nameof(AllocateMsiRange));
        _msi.EnsurePresent();
        MsiError? error = _msi[domainId] is { } owner
            ? MsiAllocation.AllocateRange(owner, first, last, _ => default)
            : _msi.NoDomain(domainId, "create it first");
        if (error is not null)
        {
            throw new MsiException(error);
        }
    }

    /// <summary>
    /// Frees whatever is allocated in a range of indices (<c>msi_domain_free_irqs_range</c>). Nothing happens to indices that are not
    /// allocated, nor outside of the domain, nor if there is no such domain.
    /// </summary>
    /// <param name="domainId">The domain.</param>
    /// <param name="first">The first index.</param>
    /// <param name="last">The last index.</param>
    /// <exception cref="MsiException">
    /// An interrupt of the range is requested, and nothing was freed; or a callback failed, and all were freed all the same.
    /// </exception>
    [RestrictedTo(typeof(IrqDomainImplementer), Instead = "free the interrupts by the maps that the allocations returned")]
    public void FreeMsiRange(MsiDomainId domainId, int first, int last)
    {
        using RankedLock.Scope scope = _msi.EnterDescriptorLock(nameof(FreeMsiRange));
        if (_msi[domainId] is { } owner && MsiRelease.FreeRange(owner, first, last) is { } error)
        {
            throw new MsiException(error);
        }
    }
}
