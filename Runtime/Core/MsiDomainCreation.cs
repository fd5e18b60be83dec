using MsiEncap.Domains;

namespace MsiEncap.Core;

/// <summary>
/// Gives a device a domain and takes it away (<c>msi_create_device_irq_domain</c>, <c>msi_remove_device_irq_domain</c>).
/// </summary>
internal static class MsiDomainCreation
{
    public static void Create(MsiDeviceData device, MsiDomainId id, MsiDomain domain)
    {
        using Lock.Scope scope = device.EnterDescriptorLock("Creating a domain");
        device.EnsurePresent();
        var created = new MsiDeviceDomain(device, id, domain);
        if (device[id] is { } present)
        {
            throw new MsiException(created.Error(MsiErrorCode.Busy, null, $"the device has a domain with that id, '{present.Domain}'; remove it first"));
        }

        if (!domain.EnterService())
        {
            throw new ArgumentException($"The domain '{domain}' serves, or has served, a device already; make a new one for device {device.Name}.", nameof(domain));
        }

        var failures = new CallbackFailures();
        failures.Attempt(nameof(MsiDomain.Prepare), () => domain.Prepare(domain.HardwareSize));
        if (failures.Any)
        {
            domain.LeaveService();
            throw new MsiException(created.ErrorOf(null, failures));
        }

        device[id] = created;
    }

    /// <summary>Takes a domain away; nothing happens if there is none.</summary>
    /// <exception cref="MsiException">Interrupts of the domain are still allocated, or its callback failed.</exception>
    public static void Remove(MsiDeviceData device, MsiDomainId id)
    {
        using Lock.Scope scope = device.EnterDescriptorLock("Removing a domain");
        if (device[id] is not { } present)
        {
            return;
        }

        if (present.Store.Count > 0)
        {
            throw new MsiException(present.Error(MsiErrorCode.Busy, null, $"{present.Store.Count} interrupts of '{present.Domain}' are still allocated; free them first"));
        }

        device[id] = null;
        var failures = new CallbackFailures();
        failures.Attempt(nameof(MsiDomain.Teardown), present.Domain.Teardown);
        if (failures.Any)
        {
            throw new MsiException(present.ErrorOf(null, failures));
        }
    }
}
