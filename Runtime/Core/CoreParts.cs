namespace MsiEncap.Core;

/// <summary>
/// Makes the replaceable parts of a core: the descriptor stores and the virq table. No usage site can tell one kind of them from another,
/// which tests prove by deriving from this.
/// </summary>
internal class CoreParts
{
    /// <summary>The parts of each core that is made from now on. Only tests set it, before they make one.</summary>
    public static CoreParts Default { get; set; } = new();

    /// <summary>A store for one domain.</summary>
    /// <param name="hardwareSize">How many indices it has, at least 1.</param>
    public virtual IDescriptorStore CreateStore(int hardwareSize) => new DescriptorStore(hardwareSize);

    /// <summary>The numbers of a subsystem.</summary>
    public virtual IVirqTable CreateVirqTable() => new VirqTable();
}
