using MsiEncap.Domains;

namespace MsiEncap.Core;

/// <summary>The MSI side of a device: its domains and the lock that orders whatever is done to them (<c>struct msi_device_data</c>).</summary>
internal sealed class MsiDeviceData : IDisposable
{
    // A million allocations a second take twelve days to come round.
    private const int SerialBits = 40;

    private readonly MsiDeviceDomain?[] _domains = new MsiDeviceDomain?[MsiDomainId.MaxDomains];
    private readonly RankedLock _descriptorLock = new(LockRank.Descriptor);
    private readonly CancellationTokenSource _removal = new();
    private readonly long _number;
    private long _lastSerial;
    private int _announced;

    public MsiDeviceData(IrqCore core, string name)
    {
        Core = core;
        Name = name;
        Tag = new(name);
        _number = core.NextDeviceNumber();
        Virqs = core.Virqs.CreateShare();
        Removal = _removal.Token;
    }

    public IrqCore Core { get; }

    /// <summary>The device's address.</summary>
    public string Name { get; }

    /// <summary>What ids of the device's domains know it by.</summary>
    public MsiDeviceTag Tag { get; }

    /// <summary>The device's virqs. Guarded by the descriptor lock.</summary>
    public IVirqShare Virqs { get; }

    /// <summary>What is told when the descriptor lock is let go; <see langword="null"/> if nobody wants to know. Under the descriptor lock.</summary>
    public IrqNotes? Notes => _descriptorLock.Notes;

    /// <summary>Whether the device is gone; nothing is created or allocated any more. Guarded by the descriptor lock.</summary>
    public bool Removed { get; set; }

    /// <summary>What stands for the device's interrupt line, if it has one and the line was set up. Guarded by the descriptor lock.</summary>
    public MsiDeviceDomain? Line { get; set; }

    /// <summary>Cancelled when the device goes.</summary>
    public CancellationToken Removal { get; }

    public MsiDeviceDomain? this[MsiDomainId id]
    {
        get => _domains[id.Value];
        set => _domains[id.Value] = value;
    }

    public IEnumerable<MsiDeviceDomain> Domains => _domains.OfType<MsiDeviceDomain>();

    /// <summary>Every interrupt that can be requested. Under the descriptor lock.</summary>
    public IEnumerable<IrqDescriptor> Irqs =>
        (Line is null ? Domains : Domains.Append(Line)).SelectMany(owner => owner.Store.All()).SelectMany(entry => entry.Irqs);

    /// <summary>Tells an allocation from all others of the subsystem, the device being part of it. Under the descriptor lock.</summary>
    public long NextSerial() => _number << SerialBits | ++_lastSerial;

    /// <summary>
    /// Takes the lock that the kernel calls the descriptor mutex, or says that a domain's callback, which runs under it, cannot.
    /// </summary>
    /// <exception cref="InvalidOperationException">Called from a callback of one of the device's domains.</exception>
    public RankedLock.Scope EnterDescriptorLock(string operation)
    {
        if (_descriptorLock.IsHeldByCurrentThread)
        {
            throw new InvalidOperationException(
                $"{operation} was called on device {Name} from a callback of one of its domains, which runs under the descriptor lock; do it outside of the callback.");
        }

        IrqNotes? notes = Core.Log.TakeNotes();
        RankedLock.Scope scope = _descriptorLock.Enter();
        _descriptorLock.Notes = notes;
        return scope;
    }

    public void Dispose() => _removal.Dispose();

    /// <summary>The device was pulled out. Not under a lock.</summary>
    public void Unplugged()
    {
        Core.Log.DeviceUnplugged(Name);
        AnnounceRemoval();
    }

    /// <summary>Says that the device goes, to whoever works with it; once. Not under a lock: what listens may do anything.</summary>
    public void AnnounceRemoval()
    {
        if (Interlocked.Exchange(ref _announced, 1) != 0)
        {
            return;
        }

        try
        {
            _removal.Cancel();
        }
        catch (AggregateException thrown)
        {
            Core.Log.RemovalListenerThrew(Name, thrown);
        }
        catch (ObjectDisposedException)
        {
            // Another thread has removed it meanwhile.
        }

        foreach (IrqDescriptor irq in Core.Virqs.All().Where(irq => irq.Owner.Device == this))
        {
            foreach (IrqAction action in irq.ActionsNow())
            {
                action.DeviceRemoved(GoneReason());
            }
        }
    }

    /// <summary>What those get who wait for an interrupt of a device that is gone.</summary>
    public Exception GoneReason() => new ObjectDisposedException($"PCI device {Name}", $"Device {Name} was removed; no interrupt of it comes any more.");

    /// <summary>Refuses what a removed device cannot do. Under the descriptor lock, or an interrupt's whose handler the removal has taken.</summary>
    /// <exception cref="ObjectDisposedException">The device was removed.</exception>
    public void EnsurePresent()
    {
        if (Removed)
        {
            throw new ObjectDisposedException($"PCI device {Name}", $"Device {Name} was removed; nothing can be done with its interrupts any more.");
        }
    }

    public MsiError NoDomain(MsiDomainId id, string advice) =>
        new(MsiErrorCode.NoDomain, $"the device has no domain {id}; {advice}") { Device = Name, DomainId = id };

    /// <summary>Finds the domain object of a device; implementers pass it, usage sites cannot.</summary>
    public MsiDeviceDomain? Find(MsiDomain domain) => Domains.FirstOrDefault(served => served.Domain == domain);
}
