using MsiEncap.Domains;

namespace MsiEncap.Core;

/// <summary>
/// Gives a device a domain and takes it away (<c>msi_create_device_irq_domain</c>, <c>msi_remove_device_irq_domain</c>).
/// </summary>
internal static class MsiDomainCreation
{
    public static void Create(MsiDeviceData device, MsiDomainId id, MsiDomain domain)
    {
        using RankedLock.Scope scope = device.EnterDescriptorLock("Creating a domain");
        if (CreateLocked(device, id, domain) is { } error)
        {
            throw new MsiException(error);
        }
    }

    /// <summary>Gives a device the domain of its own storage (<c>pci_create_ims_domain</c>).</summary>
    public static void CreateIms(MsiDeviceData device, MsiDomain domain)
    {
        if (MsiNegotiation.NotIms(domain.Template) is { } refusal)
        {
            throw new MsiException(Unserved(device, MsiDomainId.Secondary, domain, refusal, MsiErrorCode.Invalid));
        }

        Create(device, MsiDomainId.Secondary, domain);
    }

    /// <summary>Creates a domain. Under the descriptor lock.</summary>
    /// <returns>Why not, or <see langword="null"/>.</returns>
    public static MsiError? CreateLocked(MsiDeviceData device, MsiDomainId id, MsiDomain domain)
    {
        device.EnsurePresent();
        if (device.Core.Parent is not { } parent)
        {
            return Unserved(device, id, domain, "the machine has no parent for domains of devices: nothing in it turns a message into an interrupt");
        }

        if (device[id] is { } present)
        {
            return Unserved(device, id, domain, $"the device has a domain with that id, '{present.Domain}'; remove it first", MsiErrorCode.Busy);
        }

        if (parent.Negotiate(domain.Template.BusToken, domain.Template.Flags, out MsiFlags flags) is { } refusal)
        {
            return Unserved(device, id, domain, refusal);
        }

        var created = new MsiDeviceDomain(device, id, domain, parent, flags);
        MsiError? error = Enter(created);
        device[id] = error is null ? created : null;
        return error;
    }

    /// <summary>Takes a domain into service and readies its hardware (<c>msi_prepare</c>).</summary>
    public static MsiError? Enter(MsiDeviceDomain created)
    {
        MsiDomain domain = created.Domain;
        if (!domain.EnterService())
        {
            throw new ArgumentException($"The domain '{domain}' serves, or has served, a device already; make a new one for device {created.Device.Name}.", nameof(created));
        }

        var failures = new CallbackFailures();
        failures.Attempt(nameof(MsiDomain.Prepare), domain, static domain => domain.Prepare(domain.HardwareSize));
        if (failures.Any)
        {
            domain.LeaveService();
            return created.ErrorOf(null, failures);
        }

        created.Device.Notes?.DomainCreated(created);
        return null;
    }

    /// <summary>Takes a domain away; nothing happens if there is none.</summary>
    /// <param name="device">The device.</param>
    /// <param name="id">The domain.</param>
    /// <param name="inUse">Says what needs the domain, be it without interrupts; or <see langword="null"/>.</param>
    /// <exception cref="MsiException">The domain is needed, interrupts of it are still allocated, or its callback failed.</exception>
    public static void Remove(MsiDeviceData device, MsiDomainId id, Func<MsiDeviceDomain, string?> inUse)
    {
        using RankedLock.Scope scope = device.EnterDescriptorLock("Removing a domain");
        if (device[id] is not { } present)
        {
            return;
        }

        if (inUse(present) is { } reason)
        {
            throw new MsiException(present.Error(MsiErrorCode.Busy, null, reason));
        }

        if (present.Store.Count > 0)
        {
            throw new MsiException(present.Error(MsiErrorCode.Busy, null, $"{present.Store.Count} interrupts of '{present.Domain}' are still allocated; free them first"));
        }

        if (RemoveLocked(present) is { } error)
        {
            throw new MsiException(error);
        }
    }

    /// <summary>Takes an empty domain away. Under the descriptor lock.</summary>
    /// <returns>Which callback failed, if any; the domain is gone all the same.</returns>
    public static MsiError? RemoveLocked(MsiDeviceDomain present)
    {
        present.Device[present.Id] = null;
        var failures = new CallbackFailures();
        failures.Attempt(nameof(MsiDomain.Teardown), present.Domain, static domain => domain.Teardown());
        present.Device.Notes?.DomainRemoved(present);
        return failures.Any ? present.ErrorOf(null, failures) : null;
    }

    private static MsiError Unserved(
        MsiDeviceData device, MsiDomainId id, MsiDomain domain, string why, MsiErrorCode code = MsiErrorCode.NotSupported) =>
        new(code, $"the domain '{domain}' was not created: {why}") { Device = device.Name, DomainId = id, Contract = domain.Contract.Id };
}
