using MsiEncap.Domains;

namespace MsiEncap.Pci;

/// <summary>What a backend gives a driver of a PCI function beside message-signalled interrupts.</summary>
internal abstract class PciFunctionAccess
{
    /// <summary>The function's address, domain:bus:device.function.</summary>
    public abstract string Address { get; }

    /// <summary>The function was pulled out. From then on reads give all ones and writes go nowhere.</summary>
    public abstract OneTimeSignal Gone { get; }

    /// <summary>Whether the function was pulled out (<c>pci_dev_is_disconnected</c>).</summary>
    public bool IsDisconnected => Gone.IsSet;

    /// <summary>Whether the function has an interrupt pin that leads to an interrupt controller.</summary>
    public abstract bool HasIntx { get; }

    /// <summary>Reads configuration space; the access is aligned and within its 256 bytes.</summary>
    /// <param name="offset">The offset in bytes.</param>
    /// <param name="width">The width in bytes: 1, 2 or 4.</param>
    public abstract uint ReadConfig(int offset, int width);

    /// <summary>Writes configuration space; the access is aligned and within its 256 bytes.</summary>
    /// <param name="offset">The offset in bytes.</param>
    /// <param name="width">The width in bytes: 1, 2 or 4.</param>
    /// <param name="value">The value; bits beyond the width are 0.</param>
    public abstract void WriteConfig(int offset, int width, uint value);

    /// <summary>Tells the interrupt controller what to send for the function's pin.</summary>
    /// <exception cref="InvalidOperationException">The function has no pin.</exception>
    public abstract void WriteIntxMessage(MsiMessage message);

    /// <summary>
    /// Masks or unmasks the function's pin at the interrupt controller. Once masked, nothing more is sent; when it is unmasked while the
    /// line is asserted, the message is sent again, which is what makes the pin level-triggered. Masked at first.
    /// </summary>
    /// <exception cref="InvalidOperationException">The function has no pin.</exception>
    public abstract void MaskIntx(bool masked);

    /// <summary>Opens a base address register.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The function does not have it.</exception>
    public abstract MmioRegion MapBar(int bar);

    /// <summary>Allocates memory that the function can reach.</summary>
    public abstract DmaBuffer AllocateDma(int length);
}
