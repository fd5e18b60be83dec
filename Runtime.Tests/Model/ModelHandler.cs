namespace MsiEncap.Runtime.Tests.Model;

/// <summary>A handler that was requested.</summary>
internal sealed class ModelHandler(ModelIrq irq, string name, bool shares)
{
    private readonly long _earlier = irq.Count;
    private long? _end;

    public ModelIrq Irq => irq;

    public string Name => name;

    public bool Shares => shares;

    public bool Failed { get; set; }

    /// <summary>How often it was called.</summary>
    public long Count => (_end ?? irq.Count) - _earlier;

    public void End() => _end = irq.Count;
}
