namespace MsiEncap.Runtime.Tests.Model;

/// <summary>A device with its domain, as the model knows it.</summary>
internal sealed class ModelDevice(int slot)
{
    private readonly Dictionary<string, int> _failing = [];

    /// <summary>The slot of the bus, from 1.</summary>
    public int BusSlot => slot;

    public bool Removed { get; set; }

    /// <summary>Whether it sleeps: raises nothing, and its storage takes nothing in.</summary>
    public bool Asleep { get; set; }

    public SortedDictionary<int, ModelIrq> Irqs { get; } = [];

    public ModelSlot[] Slots { get; } = [.. Enumerable.Range(0, CommandKinds.Indices).Select(_ => new ModelSlot())];

    /// <summary>Callbacks that threw in the course of the present command.</summary>
    public int Failures { get; set; }

    public void FailOnce(string callback, int after) => _failing[callback] = after;

    public void Mend(string callback) => _failing.Remove(callback);

    /// <summary>A callback of the domain is called.</summary>
    /// <returns>Whether it does not throw.</returns>
    public bool Call(string callback)
    {
        if (!_failing.TryGetValue(callback, out int before))
        {
            return true;
        }

        _failing[callback] = before - 1;
        if (before != 0)
        {
            return true;
        }

        Failures++;
        return false;
    }
}
