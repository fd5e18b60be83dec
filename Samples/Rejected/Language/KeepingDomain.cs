using MsiEncap.Domains;
using MsiEncap.Encapsulation;

namespace MsiEncap.Samples.Rejected.Language;

/// <summary>
/// An irq domain that would keep what it was only lent, as network drivers once stored descriptors to look at the affinity later. It
/// acts in the role, so no rule of ours stops it; descriptor and interrupt data are ref structs, so C# does.
/// </summary>
[ActsAs(typeof(IrqDomainImplementer), Justification = "tries to keep descriptors")]
internal sealed class KeepingDomain(MsiDomainTemplate template) : MsiDomain<QueueCookie>(template)
{
    // In a field of a class,
    private MsiDescriptor _kept;

    // in an array or a list,
    private readonly IrqData[] _slots = [];
    private readonly List<MsiDescriptor> _list = [];

    // in a property.
    public IrqData Last { get; private set; }

    protected override void PrepareDescriptor(scoped MsiDescriptor descriptor, in QueueCookie cookie) => _kept = descriptor;

    protected override void Mask(scoped IrqData irq) => Last = irq;

    protected override void Unmask(scoped IrqData irq)
    {
    }

    protected override void WriteMessage(scoped IrqData irq, in MsiMessage message)
    {
    }

    // Across an await.
    private static async Task LaterAsync(MsiDescriptor descriptor)
    {
        await Task.Yield();
        Console.WriteLine(descriptor.Index);
    }
}
