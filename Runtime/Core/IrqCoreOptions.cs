using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using MsiEncap.Domains;

namespace MsiEncap.Core;

/// <summary>What a backend says of the machine it makes a core for.</summary>
internal sealed record IrqCoreOptions
{
    public int Cpus { get; init; } = 1;

    /// <summary>Whether devices can have MSI domains at all (<c>irq_domain_is_msi_parent</c>).</summary>
    public bool IsMsiParent { get; init; } = true;

    /// <summary>What the vector domain supports.</summary>
    public MsiFlags RootFlags { get; init; }

    /// <summary>What every domain of a device has to do.</summary>
    public MsiFlags RootRequired { get; init; }

    /// <summary>What interrupt remapping supports, where there is any.</summary>
    public MsiFlags RemappingFlags { get; init; }

    public string RemappingPrefix { get; init; } = "IR-";

    /// <summary>How many numbers there are, in blocks of 64; the first block is not used.</summary>
    public int VirqLimit { get; init; } = 1 << 21;

    public TimeProvider Time { get; init; } = TimeProvider.System;

    public ILogger Logger { get; init; } = NullLogger.Instance;

    /// <summary>The data structures to use.</summary>
    public CoreParts Parts { get; init; } = CoreParts.Default;
}
