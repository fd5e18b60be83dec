namespace MsiEncap.Core;

/// <summary>
/// Makes the data structures of a core, so that others can take their place. No usage site can tell: the tests and the samples run on
/// another set, too.
/// </summary>
internal class CoreParts
{
    /// <summary>What a core is made of unless it is told otherwise. To be set before the first core is made.</summary>
    public static CoreParts Default { get; set; } = new();

    public virtual IDescriptorStore CreateStore(int hardwareSize) => new DescriptorStore(hardwareSize);

    public virtual IVirqTable CreateVirqTable(int limit) => new VirqTable(limit);

    /// <summary>
    /// What whoever has withdrawn an action pays for the delivery threads, which execute no fence: past it, a run that has the action is seen
    /// by its flag, and no other starts. Without it nothing fails but one free in a great many, so tests count and use it.
    /// </summary>
    public virtual void AgreeWithDelivery() => Interlocked.MemoryBarrierProcessWide();
}
