namespace MsiEncap.Samples.Mlx5;

/// <summary>The register map and the layouts in memory, as far as driver and model share them. Offsets and sizes are in bytes.</summary>
internal static class Mlx5Registers
{
    /// <summary>The base address register of all registers.</summary>
    public const int Bar = 0;

    /// <summary>Read-only: how many objects there can be.</summary>
    public const long ObjectCount = 0x00;

    /// <summary>Where the command mailbox lies in memory.</summary>
    public const long MailboxAddress = 0x08;

    /// <summary>Written to have the command in the mailbox executed.</summary>
    public const long CommandDoorbell = 0x10;

    /// <summary>Where the doorbells of the objects start.</summary>
    public const long Doorbells = 0x1000;

    /// <summary>From one object's doorbell to the next one's. A doorbell holds how many requests were ever submitted, modulo 2³².</summary>
    public const long DoorbellStride = 8;
}
