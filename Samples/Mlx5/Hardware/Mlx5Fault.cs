namespace MsiEncap.Samples.Mlx5.Hardware;

/// <summary>How the device can misbehave.</summary>
internal enum Mlx5Fault
{
    /// <summary>Not at all.</summary>
    None,

    /// <summary>One request is forgotten.</summary>
    Lose,

    /// <summary>One event is written twice.</summary>
    Repeat,

    /// <summary>One event names another object.</summary>
    Misroute,
}
