namespace MsiEncap.Samples.Idxd.Hardware;

/// <summary>Ways for the device to misbehave once, to see that the program notices.</summary>
internal enum IdxdFault
{
    /// <summary>The device works.</summary>
    None,

    /// <summary>A descriptor is dropped.</summary>
    Lose,

    /// <summary>A descriptor is completed twice.</summary>
    Repeat,

    /// <summary>A completion names the next queue's work.</summary>
    Misroute,

    /// <summary>A slot's PASID is disturbed after the driver programmed it.</summary>
    Disturb,

    /// <summary>A checksum is wrong.</summary>
    Corrupt,
}
