using System.Runtime.ExceptionServices;
using MsiEncap.Domains;
using MsiEncap.Pci;

namespace MsiEncap.Simulation;

/// <summary>
/// What every function of the simulated machine has before its own registers: configuration space, power state, and the ways to raise
/// an interrupt.
/// </summary>
/// <remarks>
/// One lock guards it all, and messages are sent under it: after a write that masks has returned, nothing more is sent. It is never held
/// while the model or a driver runs, and sending only posts to a CPU's mailbox.
/// </remarks>
internal sealed class SimulatedFrontEnd
{
    private const int PowerOffset = 0x40;
    private const int MsiOffset = 0x50;
    private const int MsixOffset = 0x70;

    private readonly Lock _lock = new();
    private readonly SimulatedConfigSpace _config;
    private readonly SimulatedPower? _power;
    private readonly SimulatedMsi? _msi;
    private readonly SimulatedMsix? _msix;
    private SimulatedBus? _bus;
    private SimulatedIoApicPin? _pin;
    private bool _asserted;
    private volatile bool _gone;

    // Gone or asleep: raises nothing, and no register but the configuration answers.
    private volatile bool _silent;

    public SimulatedFrontEnd(SimulatedPciCapabilities offered)
    {
        _config = new SimulatedConfigSpace(offered);
        HasPin = offered.InterruptPin != SimulatedInterruptPin.None;
        Vectors = Math.Max(offered.MsiVectors, offered.MsixVectors);
        _power = offered.PowerManagement ? new SimulatedPower(_config, PowerOffset, offered) : null;
        _msi = offered.MsiVectors > 0 ? new SimulatedMsi(_config, MsiOffset, offered) : null;
        _msix = offered.MsixVectors > 0 ? new SimulatedMsix(_config, MsixOffset, offered) : null;
    }

    public SimulatedBus? Bus => _bus;

    public bool HasPin { get; }

    /// <summary>How many vectors the larger of the capabilities has.</summary>
    public int Vectors { get; }

    public OneTimeSignal Gone { get; } = new();

    /// <summary>The interrupt controller's end of the pin; only of a function that has one and is plugged in.</summary>
    public SimulatedIoApicPin Pin => _pin ?? throw new InvalidOperationException("The function has no interrupt pin.");

    // Both on is forbidden; the specification leaves open what happens then.
    private SimulatedMessages? Enabled => _msix is { IsEnabled: true } ? _msix : _msi is { IsEnabled: true } ? _msi : null;

    private uint Command => _config.Read(PciHeader.Command, sizeof(ushort));

    public bool TryAttach(SimulatedBus bus)
    {
        lock (_lock)
        {
            if (_bus is not null)
            {
                return false;
            }

            _pin = HasPin ? new SimulatedIoApicPin(bus) : null;
            _bus = bus;
            return true;
        }
    }

    /// <summary>The function is pulled out. When this returns, it has sent its last message and its line is low.</summary>
    public void Remove()
    {
        lock (_lock)
        {
            _gone = true;
            _silent = true;
            _pin?.SetLine(false);
        }

        Gone.Set();
    }

    public void Raise(int vector)
    {
        lock (_lock)
        {
            if (!_silent && Enabled is { } messages)
            {
                messages.Raise(vector);
                SendPending(messages);
            }
        }
    }

    public void SetAsserted(bool asserted)
    {
        lock (_lock)
        {
            _asserted = asserted;
            _config.SetStatus(PciStatusBits.InterruptStatus, asserted);
            UpdateLine();
        }
    }

    public uint ReadConfig(int offset, int width)
    {
        lock (_lock)
        {
            return _gone ? (uint)AllOnes(width) : _config.Read(offset, width);
        }
    }

    /// <summary>The driver writes configuration space.</summary>
    /// <returns>Whether the function was reset by it.</returns>
    public bool WriteConfig(int offset, int width, uint value)
    {
        lock (_lock)
        {
            if (_gone)
            {
                return false;
            }

            _config.Write(offset, width, value);
            bool reset = _power is not null && _power.Settle();
            if (reset)
            {
                Reset();
            }

            _silent = _power is { IsAsleep: true };
            Settle();
            return reset;
        }
    }

    /// <summary>Reads what is not the model's: the MSI-X table and pending bits, and everything of a function that does not answer.</summary>
    public bool TryRead(int bar, long offset, int width, out ulong value)
    {
        value = AllOnes(width);
        if (_silent)
        {
            return true;
        }

        if (_msix is null || !_msix.Contains(bar, offset))
        {
            return false;
        }

        lock (_lock)
        {
            if (!_silent)
            {
                value = _msix.Read(bar, offset, width);
            }

            return true;
        }
    }

    /// <summary>Writes what is not the model's.</summary>
    public bool TryWrite(int bar, long offset, int width, ulong value)
    {
        if (_silent)
        {
            return true;
        }

        if (_msix is null || !_msix.Contains(bar, offset))
        {
            return false;
        }

        lock (_lock)
        {
            if (!_silent)
            {
                _msix.Write(bar, offset, width, value);
                Settle();
            }

            return true;
        }
    }

    private static ulong AllOnes(int width) => ulong.MaxValue >> (sizeof(ulong) - width) * 8;

    private void Reset()
    {
        _config.Reset();
        _msi?.Reset();
        _msix?.Reset();
        _asserted = false;
    }

    /// <summary>Does what a change of registers asks for.</summary>
    private void Settle()
    {
        foreach (SimulatedMessages? messages in (ReadOnlySpan<SimulatedMessages?>)[_msi, _msix])
        {
            if (messages is { IsEnabled: false })
            {
                messages.DropPending();
            }
        }

        UpdateLine();
        if (!_silent && Enabled is { } enabled)
        {
            SendPending(enabled);
        }
    }

    /// <summary>A function that sends messages does not use its pin (sections 6.8.1.3 and 6.8.2.3).</summary>
    private void UpdateLine() =>
        _pin?.SetLine(_asserted && !_silent && Enabled is null && (Command & PciCommandBits.InterruptDisable) == 0);

    private void SendPending(SimulatedMessages messages)
    {
        // What cannot be sent yet stays pending.
        if (_bus is null || (Command & PciCommandBits.BusMaster) == 0)
        {
            return;
        }

        ExceptionDispatchInfo? lost = null;
        while (messages.TryTake(out MsiMessage message))
        {
            try
            {
                _bus.Write32(message.Address, message.Data);
            }
            catch (SimulatedBusException unclaimed)
            {
                _config.SetStatus(PciStatusBits.ReceivedMasterAbort, true);
                lost ??= ExceptionDispatchInfo.Capture(unclaimed);
            }
        }

        lost?.Throw();
    }
}
