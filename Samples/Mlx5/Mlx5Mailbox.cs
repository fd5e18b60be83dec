namespace MsiEncap.Samples.Mlx5;

/// <summary>The layout of the command mailbox. Offsets and sizes are in bytes.</summary>
internal static class Mlx5Mailbox
{
    public const int Size = 64;

    /// <summary>What to do: a <see cref="Mlx5Opcode"/>.</summary>
    public const int Opcode = 0;

    /// <summary>1 while the firmware has the command, 0 when it is done. Written last.</summary>
    public const int Owner = 4;

    /// <summary>The object; the answer to <see cref="Mlx5Opcode.Create"/>.</summary>
    public const int ObjectId = 8;

    /// <summary>The type of the object.</summary>
    public const int ObjectType = 12;

    /// <summary>The sub-function that the object belongs to.</summary>
    public const int SubFunction = 16;

    /// <summary>0 if the command succeeded.</summary>
    public const int Status = 20;

    /// <summary>Where the object's context lies in memory.</summary>
    public const int ContextAddress = 24;
}
