namespace MsiEncap.Core;

/// <summary>Makes the data structures of a core, so that others can take their place.</summary>
internal class CoreParts
{
    /// <summary>What a core is made of unless it is told otherwise.</summary>
    public static CoreParts Default { get; set; } = new();

    public virtual IDescriptorStore CreateStore(int hardwareSize) => new DescriptorStore(hardwareSize);

    public virtual IVirqTable CreateVirqTable(int limit) => new VirqTable(limit);
}
