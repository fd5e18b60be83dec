namespace MsiEncap.Pci;

/// <summary>The switches of the command register. Each leaves the others alone, and a register that is right already unwritten.</summary>
internal static class PciCommand
{
    /// <summary>
    /// Lets the function use its pin or not (<c>pci_intx</c>). It must not while it sends messages (<c>pci_intx_for_msi</c>), though
    /// functions are known to keep the pin quiet then by themselves.
    /// </summary>
    public static void SetIntx(PciConfigSpace config, bool enabled) => Set(config, PciCommandBits.InterruptDisable, !enabled);

    /// <summary>Lets the function read and write memory, and so send messages, or not (<c>pci_set_master</c>, <c>pci_clear_master</c>).</summary>
    public static void SetBusMaster(PciConfigSpace config, bool enabled) => Set(config, PciCommandBits.BusMaster, enabled);

    private static void Set(PciConfigSpace config, uint bit, bool value)
    {
        if (config.Access.IsDisconnected)
        {
            return;
        }

        using Lock.Scope scope = config.EnterLock();
        uint command = config.Read(PciHeader.Command, sizeof(ushort));
        uint changed = value ? command | bit : command & ~bit;
        if (changed != command)
        {
            config.Write(PciHeader.Command, sizeof(ushort), changed);
        }
    }
}
