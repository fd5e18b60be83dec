using MsiEncap.Runtime.Tests.Rig;

namespace MsiEncap.Runtime.Tests.Model;

/// <summary>A place for a device, what is in it, and all that was ever got from there.</summary>
internal sealed class RealPlace(PciDevice device, TestFunction hardware, CallbackLog log)
{
    public PciDevice Device { get; private set; } = device;

    public TestFunction Hardware { get; private set; } = hardware;

    public CallbackLog Log { get; private set; } = log;

    public bool Removed { get; set; }

    public List<MsiMap> Maps { get; } = [];

    public List<(IrqRegistration Irq, int Index)> Registrations { get; } = [];

    public void Replace(PciDevice device, TestFunction hardware, CallbackLog log)
    {
        Device = device;
        Hardware = hardware;
        Log = log;
        Removed = false;
    }

    public Virq VirqAt(int index) => Device.GetVirq(MsiDomainId.Secondary, index);
}
