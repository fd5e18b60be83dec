using MsiEncap.Core;
using MsiEncap.Encapsulation;
using MsiEncap.Simulation;

namespace MsiEncap.Benchmarks.Device;

/// <summary>A machine with devices whose probe is done.</summary>
[ActsAs(typeof(IrqDomainImplementer), Justification = "gives devices their domains")]
internal sealed class Rig(int cpus) : IDisposable
{
    private readonly SimulatedMachine _machine = new(cpus);

    /// <summary>Plugs a device in and gives it its domain.</summary>
    public (PciDevice Device, SlotFunction Hardware) Plug(int slots)
    {
        var hardware = new SlotFunction(slots);
        PciDevice device = _machine.Plug(hardware);
        device.CreateImsDomain(new SlotDomain(device.MapBar(0), slots));
        return (device, hardware);
    }

    /// <summary>Indices that were given back: objects to fill the core's structures with, and nothing more.</summary>
    public MsiDescriptorEntry[] Detached(int count)
    {
        PciDevice device = Plug(count).Device;
        MsiMap[] maps = [.. Enumerable.Range(0, count).Select(_ => device.AllocateImsIrq(new SlotCookie(0)))];
        MsiDescriptorEntry[] entries = [.. maps.Select(map => _machine.Irqs.Core.Virqs.Find(map.Virq)!.Entry)];
        foreach (MsiMap map in maps)
        {
            device.FreeImsIrq(map);
        }

        return entries;
    }

    public void Dispose() => _machine.Dispose();
}
