using MsiEncap.Encapsulation;
using MsiEncap.Simulation;

namespace MsiEncap.Runtime.Tests.Rig;

/// <summary>A machine with a device that has an IMS domain: what a probe leaves to a usage site.</summary>
[ActsAs(typeof(IrqDomainImplementer), Justification = "gives devices their test domains")]
internal sealed class TestRig : IDisposable
{
    private readonly TestRigOptions _options;
    private readonly TestDomain _domain;

    public TestRig(TestRigOptions? options = null)
    {
        _options = options ?? new TestRigOptions();
        Machine = new SimulatedMachine(_options.Machine with { Cpus = _options.Cpus });
        Hardware = new TestFunction(_options.Slots);
        Device = Machine.Plug(Hardware);
        _domain = new TestDomain(Device.MapBar(0), _options);
        Give(Device, _domain, _options);
    }

    public SimulatedMachine Machine { get; }

    public TestFunction Hardware { get; }

    public PciDevice Device { get; }

    public CallbackLog Log => _options.Log;

    /// <summary>A device in the same machine, with or without the probe's work done.</summary>
    public PciDevice Plug(TestRigOptions? domain = null)
    {
        (PciDevice device, _) = PlugWithHardware(domain);
        return device;
    }

    /// <summary>A device in the same machine and its hardware.</summary>
    public (PciDevice Device, TestFunction Hardware) PlugWithHardware(TestRigOptions? domain = null)
    {
        var hardware = new TestFunction(domain?.Slots ?? 1);
        PciDevice device = Machine.Plug(hardware);
        if (domain is not null)
        {
            Give(device, new TestDomain(device.MapBar(0), domain), domain);
        }

        return (device, hardware);
    }

    /// <summary>Allocates and requests.</summary>
    public (MsiMap Map, IrqRegistration Irq) Request(Func<IrqReturn> handler, string name = "test")
    {
        MsiMap map = Device.AllocateImsIrq(new TestCookie(1));
        return (map, Device.RequestIrq(map.Virq, static (_, run) => run(), handler, name));
    }

    /// <summary>Offers the same domain object to a device.</summary>
    public void OfferDomainTo(PciDevice device) => device.CreateImsDomain(_domain);

    /// <summary>Offers a new domain under an id.</summary>
    public void CreateDomain(MsiDomainId id, TestRigOptions options) => Device.CreateMsiDomain(id, new TestDomain(Device.MapBar(0), options));

    public void RemoveDomain(MsiDomainId id) => Device.RemoveMsiDomain(id);

    /// <summary>Allocates as an implementer, by the domain object.</summary>
    public MsiMap AllocateFromDomain(PciDevice device) => device.AllocateImsIrq(_domain, new TestCookie(1));

    /// <summary>Allocates every index of a range, as an implementer.</summary>
    public static void AllocateRange(PciDevice device, int first, int last) => device.AllocateMsiRange(MsiDomainId.Secondary, first, last);

    /// <summary>Frees what is allocated in a range, as an implementer.</summary>
    public static void FreeRange(PciDevice device, int first, int last) => device.FreeMsiRange(MsiDomainId.Secondary, first, last);

    /// <summary>The indices of all allocated descriptors, walked as an implementer.</summary>
    public IReadOnlyList<int> WalkIndices()
    {
        var indices = new List<int>();
        Device.ForEachMsiDescriptor(MsiDomainId.Secondary, descriptor => indices.Add(descriptor.Index));
        return indices;
    }

    /// <summary>The message that the core keeps of an interrupt, as text.</summary>
    public string CachedMessage(Virq virq) => Machine.Irqs.GetCachedMessage(virq).ToString();

    public void Dispose() => Machine.Dispose();

    private static void Give(PciDevice device, TestDomain domain, TestRigOptions options)
    {
        if (options.IsIms)
        {
            device.CreateImsDomain(domain);
        }
        else
        {
            device.CreateMsiDomain(MsiDomainId.Secondary, domain);
        }
    }
}
