using MsiEncap.Contracts;

namespace MsiEncap;

/// <summary>
/// Which of a device's interrupt domains an allocation goes to, and of which contract its cookies are. Creating the domain returns it;
/// whoever sets a queue up puts it into the queue, and the queue passes it along. It gives no access to the domain.
/// </summary>
/// <typeparam name="TCookie">
/// The domain's cookie contract. An allocation that is given the id takes cookies of this type, so the id of a domain of another contract does not
/// compile; that of another device is refused.
/// </typeparam>
/// <remarks>The kernel's <c>domid</c>, <c>enum msi_domain_ids</c>, with what the kernel leaves to the caller to know. Immutable, so safe to share between threads.</remarks>
public readonly struct MsiDomainId<TCookie> : IEquatable<MsiDomainId<TCookie>>
    where TCookie : struct, IMsiCookie<TCookie>
{
    internal MsiDomainId(MsiDeviceTag device, MsiDomainId id)
    {
        Device = device;
        Id = id;
    }

    /// <summary>The number of the domain within its device, as maps and errors show it.</summary>
    public MsiDomainId Id { get; }

    /// <summary>The device; <see langword="null"/> in the default value, which names no domain.</summary>
    internal MsiDeviceTag? Device { get; }

    /// <summary>Whether two ids are of the same domain of the same device.</summary>
    /// <param name="left">One id.</param>
    /// <param name="right">The other.</param>
    /// <returns><see langword="true"/> if they are equal.</returns>
    public static bool operator ==(MsiDomainId<TCookie> left, MsiDomainId<TCookie> right) => left.Equals(right);

    /// <summary>Whether two ids are of different domains, or of different devices.</summary>
    /// <param name="left">One id.</param>
    /// <param name="right">The other.</param>
    /// <returns><see langword="true"/> if they differ.</returns>
    public static bool operator !=(MsiDomainId<TCookie> left, MsiDomainId<TCookie> right) => !left.Equals(right);

    /// <inheritdoc/>
    public bool Equals(MsiDomainId<TCookie> other) => Id == other.Id && ReferenceEquals(Device, other.Device);

    /// <inheritdoc/>
    public override bool Equals(object? obj) => obj is MsiDomainId<TCookie> other && Equals(other);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(Id, Device);

    /// <summary>Names the device, the domain and its contract.</summary>
    /// <returns>For example "device 0000:00:01.0, domain 1, contract 'intel,idxd'".</returns>
    public override string ToString() => Device is null ? "no domain" : $"device {Device}, domain {Id}, contract '{TCookie.ContractId}'";
}
