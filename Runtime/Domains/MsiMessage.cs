using System.Globalization;
using MsiEncap.Encapsulation;

namespace MsiEncap.Domains;

/// <summary>
/// The write that a device makes to raise an interrupt: data to an address. A domain stores it where the device looks for it.
/// </summary>
/// <remarks>The kernel's <c>struct msi_msg</c>; PCI Local Bus Specification 3.0, section 6.8.1.</remarks>
/// <param name="address">The bus address that the device writes to; 0 in the message of an interrupt that is not active.</param>
/// <param name="data">The 32 bits that the device writes.</param>
[RestrictedTo(typeof(IrqDomainImplementer), Instead = "leave the message to the domain's WriteMessage callback")]
public readonly struct MsiMessage(ulong address, uint data) : IEquatable<MsiMessage>
{
    /// <summary>The bus address that the device writes to.</summary>
    public ulong Address { get; } = address;

    /// <summary>The low half of the address.</summary>
    public uint AddressLow => (uint)Address;

    /// <summary>The high half of the address.</summary>
    public uint AddressHigh => (uint)(Address >> 32);

    /// <summary>The 32 bits that the device writes.</summary>
    public uint Data { get; } = data;

    /// <summary>Whether two messages are the same.</summary>
    /// <param name="left">One message.</param>
    /// <param name="right">The other.</param>
    /// <returns><see langword="true"/> if they are equal.</returns>
    public static bool operator ==(MsiMessage left, MsiMessage right) => left.Equals(right);

    /// <summary>Whether two messages differ.</summary>
    /// <param name="left">One message.</param>
    /// <param name="right">The other.</param>
    /// <returns><see langword="true"/> if they differ.</returns>
    public static bool operator !=(MsiMessage left, MsiMessage right) => !left.Equals(right);

    /// <inheritdoc/>
    public bool Equals(MsiMessage other) => Address == other.Address && Data == other.Data;

    /// <inheritdoc/>
    public override bool Equals(object? obj) => obj is MsiMessage other && Equals(other);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(Address, Data);

    /// <inheritdoc/>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"0x{Data:x8} to 0x{Address:x16}");
}
