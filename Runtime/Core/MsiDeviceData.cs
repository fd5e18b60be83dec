using MsiEncap.Domains;

namespace MsiEncap.Core;

/// <summary>The MSI side of a device: its domains and the lock that orders whatever is done to them (<c>struct msi_device_data</c>).</summary>
internal sealed class MsiDeviceData(IrqCore core, string name)
{
    private readonly MsiDeviceDomain?[] _domains = new MsiDeviceDomain?[MsiDomainId.MaxDomains];

    public IrqCore Core => core;

    /// <summary>The device's address.</summary>
    public string Name => name;

    /// <summary>The device's virqs. Guarded by the descriptor lock.</summary>
    public VirqTable.Share Virqs { get; } = new(core.Virqs);

    /// <summary>The kernel's descriptor mutex: allocation, freeing, walking, and the domain's callbacks on the way.</summary>
    public Lock DescriptorLock { get; } = new();

    /// <summary>Whether the device is gone; nothing is created or allocated any more. Guarded by the descriptor lock.</summary>
    public bool Removed { get; set; }

    public MsiDeviceDomain? this[MsiDomainId id]
    {
        get => _domains[id.Value];
        set => _domains[id.Value] = value;
    }

    public IEnumerable<MsiDeviceDomain> Domains => _domains.OfType<MsiDeviceDomain>();

    /// <summary>Takes the descriptor lock, or says that a domain's callback, which runs under it, cannot.</summary>
    /// <exception cref="InvalidOperationException">Called from a callback of one of the device's domains.</exception>
    public Lock.Scope EnterDescriptorLock(string operation)
    {
        if (DescriptorLock.IsHeldByCurrentThread)
        {
            throw new InvalidOperationException(
                $"{operation} was called on device {name} from a callback of one of its domains, which runs under the descriptor lock; do it outside of the callback.");
        }

        return DescriptorLock.EnterScope();
    }

    /// <summary>Refuses what a removed device cannot do. Under the descriptor lock.</summary>
    /// <exception cref="ObjectDisposedException">The device was removed.</exception>
    public void EnsurePresent()
    {
        if (Removed)
        {
            throw new ObjectDisposedException($"PCI device {name}", $"Device {name} was removed; nothing can be allocated from it any more.");
        }
    }

    public MsiError NoDomain(MsiDomainId id, string advice) =>
        new(MsiErrorCode.NoDomain, $"the device has no domain {id}; {advice}") { Device = name, DomainId = id };

    /// <summary>Finds the domain object of a device; implementers pass it, usage sites cannot.</summary>
    public MsiDeviceDomain? Find(MsiDomain domain) => Domains.FirstOrDefault(served => served.Domain == domain);
}
