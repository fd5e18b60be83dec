using MsiEncap.Domains;

namespace MsiEncap.Simulation;

/// <summary>
/// The machine's interrupt controller where it meets the interrupt pin of a function: level-triggered, with a mask, and a message that it
/// sends to a CPU. An edge while masked is remembered by nothing but the level. Thread-safe; calls nothing but the bus.
/// </summary>
internal sealed class SimulatedIoApicPin(SimulatedBus bus)
{
    private readonly Lock _lock = new();
    private MsiMessage _message;
    private bool _masked = true;
    private bool _asserted;

    public void WriteMessage(MsiMessage message)
    {
        lock (_lock)
        {
            _message = message;
        }
    }

    /// <summary>Masks or unmasks. Unmasked while the line is asserted, the pin sends again.</summary>
    public void SetMask(bool masked)
    {
        lock (_lock)
        {
            bool sends = _masked && !masked && _asserted;
            _masked = masked;
            Send(sends);
        }
    }

    /// <summary>The function asserts its line or lets go of it.</summary>
    public void SetLine(bool asserted)
    {
        lock (_lock)
        {
            bool sends = !_asserted && asserted && !_masked;
            _asserted = asserted;
            Send(sends);
        }
    }

    private void Send(bool sends)
    {
        if (sends)
        {
            bus.Write32(_message.Address, _message.Data);
        }
    }
}
