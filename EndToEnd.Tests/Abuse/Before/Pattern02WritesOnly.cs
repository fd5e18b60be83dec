using MsiEncap.Domains;

namespace MsiEncap.Abuse;

/// <summary>A clock that caches what its interrupt is made of and never looks at it, as mlx5 did.</summary>
internal sealed class Pattern02WritesOnly
{
    private MsiMessage _message;
    private Virq _virq;

    public Virq Virq => _virq;

    public void Start(IrqSubsystem irqs, MsiMap map)
    {
        _virq = map.Virq;

        // In case it is needed one day.
        _message = irqs.GetCachedMessage(map.Virq);
    }

    public void Stop()
    {
        _virq = Virq.None;
        _message = default;
    }
}
