namespace MsiEncap.Core;

/// <summary>What the owner of a flow can be asked to do, between two runs.</summary>
internal enum IrqCommand
{
    /// <summary>Run as if the interrupt had arrived.</summary>
    Replay,

    /// <summary>Give the flow to the CPU that the interrupt has moved to.</summary>
    HandOver,

    /// <summary>Ask the handlers of an interrupt that was disabled because nobody handled it.</summary>
    Poll,
}
