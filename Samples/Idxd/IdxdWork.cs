using System.Numerics;

namespace MsiEncap.Samples.Idxd;

/// <summary>The layouts in memory that queue and device share. Offsets and sizes are in bytes.</summary>
internal static class IdxdWork
{
    /// <summary>The size of a work descriptor.</summary>
    public const int DescriptorSize = 32;

    /// <summary>In a descriptor: what the queue calls the work.</summary>
    public const int DescriptorId = 0;

    /// <summary>In a descriptor: the bus address of the bytes to checksum.</summary>
    public const int DescriptorSource = 8;

    /// <summary>In a descriptor: how many bytes.</summary>
    public const int DescriptorLength = 16;

    /// <summary>The size of a completion record.</summary>
    public const int CompletionSize = 32;

    /// <summary>In a completion: its position in the ring's history, from 1. Written last.</summary>
    public const int CompletionTag = 0;

    /// <summary>In a completion: the PASID that the interrupt slot enforced.</summary>
    public const int CompletionPasid = 4;

    /// <summary>In a completion: the descriptor's id.</summary>
    public const int CompletionId = 8;

    /// <summary>In a completion: the CRC-32C of the source.</summary>
    public const int CompletionChecksum = 16;

    /// <summary>What the device computes and the queue expects: CRC-32C.</summary>
    public static uint Checksum(ReadOnlySpan<byte> bytes)
    {
        uint crc = ~0u;
        foreach (byte value in bytes)
        {
            crc = BitOperations.Crc32C(crc, value);
        }

        return ~crc;
    }
}
