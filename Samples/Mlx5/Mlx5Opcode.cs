namespace MsiEncap.Samples.Mlx5;

/// <summary>What the firmware can do.</summary>
internal enum Mlx5Opcode
{
    /// <summary>Nothing.</summary>
    None,

    /// <summary>Make an object of a context in memory.</summary>
    Create,

    /// <summary>Read the message and the mask in an object's context again.</summary>
    ModifyInterrupt,

    /// <summary>Forget an object.</summary>
    Destroy,
}
