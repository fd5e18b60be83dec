namespace MsiEncap.Runtime.Tests.Model;

/// <summary>A slot of a device's storage, as the model knows it; of a device that sleeps, what its driver will have to restore.</summary>
internal sealed class ModelSlot
{
    /// <summary>Whether a domain has ever readied it; what it does before is nobody's business.</summary>
    public bool Prepared { get; set; }

    public bool Masked { get; set; }

    public bool HasMessage { get; set; }

    /// <summary>Whether the device keeps an edge for when it is unmasked.</summary>
    public bool Pending { get; set; }
}
