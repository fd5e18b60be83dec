namespace MsiEncap;

/// <summary>Which device an id is of. Two are the same device if they are the same object: addresses are used again.</summary>
/// <param name="address">The device's address.</param>
internal sealed class MsiDeviceTag(string address)
{
    /// <inheritdoc/>
    public override string ToString() => address;
}
