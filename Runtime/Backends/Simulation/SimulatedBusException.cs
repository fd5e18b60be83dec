namespace MsiEncap.Simulation;

/// <summary>A device's access that nothing on the bus answers (a master abort).</summary>
public sealed class SimulatedBusException : Exception
{
    /// <summary>An access that nothing answers.</summary>
    public SimulatedBusException()
        : this("Nothing on the bus answers the access.")
    {
    }

    /// <summary>An access that nothing answers.</summary>
    /// <param name="message">Which.</param>
    public SimulatedBusException(string message)
        : base(message)
    {
    }

    /// <summary>An access that nothing answers.</summary>
    /// <param name="message">Which.</param>
    /// <param name="innerException">Why.</param>
    public SimulatedBusException(string message, Exception? innerException)
        : base(message, innerException)
    {
    }
}
