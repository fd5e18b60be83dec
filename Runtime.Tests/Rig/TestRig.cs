using System.Collections.Concurrent;
using MsiEncap.Encapsulation;
using MsiEncap.Simulation;

namespace MsiEncap.Runtime.Tests.Rig;

/// <summary>A machine with a device that has an IMS domain: what a probe leaves to a usage site.</summary>
[ActsAs(typeof(IrqDomainImplementer), Justification = "gives devices their test domains")]
internal sealed class TestRig : IDisposable
{
    private readonly TestRigOptions _options;
    private readonly TestDomain _domain;
    private readonly ConcurrentDictionary<PciDevice, TestDomain> _domains = new();
    private readonly ConcurrentDictionary<PciDevice, MsiDomainId<TestCookie>> _ids = new();
    private (PciDevice Device, TestFunction Hardware)? _settling;

    public TestRig(TestRigOptions? options = null)
    {
        _options = options ?? new TestRigOptions();
        Machine = new SimulatedMachine(_options.Machine with { Cpus = _options.Cpus });
        Hardware = new TestFunction(_options.Slots, _options.Capabilities);
        Device = Machine.Plug(Hardware);
        _domain = new TestDomain(Device.MapBar(0), _options);
        if (_options.HasDomain)
        {
            Give(Device, _domain, _options);
        }
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
        var hardware = new TestFunction(domain?.Slots ?? 1, domain?.Capabilities);
        PciDevice device = Machine.Plug(hardware);
        if (domain is not null)
        {
            Give(device, new TestDomain(device.MapBar(0), domain), domain);
        }

        return (device, hardware);
    }

    /// <summary>Tells a device that slept again what it may have forgotten of its storage, which the core does not do.</summary>
    public void Restore(PciDevice device) => _domains[device].Restore(device);

    /// <summary>Allocates and requests.</summary>
    public (MsiMap Map, IrqRegistration Irq) Request(Func<IrqReturn> handler, string name = "test")
    {
        MsiMap map = Device.AllocateImsIrq(new TestCookie(1));
        return (map, Device.RequestIrq(map.Virq, static (_, run) => run(), handler, name));
    }

    /// <summary>Allocates and requests.</summary>
    public (MsiMap Map, IrqRegistration Irq) Request(TestHandler handler, string name = "test", IrqFlags flags = IrqFlags.None)
    {
        MsiMap map = Device.AllocateImsIrq(new TestCookie(1));
        return (map, RequestAt(map, handler, name, flags));
    }

    /// <summary>Requests an allocated interrupt.</summary>
    public IrqRegistration RequestAt(MsiMap map, TestHandler handler, string name = "test", IrqFlags flags = IrqFlags.None) =>
        Device.RequestIrq(map.Virq, static (_, handler) => handler.Run(), handler, name, flags);

    /// <summary>Allocates and requests with a thread.</summary>
    public (MsiMap Map, IrqRegistration Irq) RequestThreaded(TestHandler? first, TestHandler threaded, string name = "test", IrqFlags flags = IrqFlags.None)
    {
        MsiMap map = Device.AllocateImsIrq(new TestCookie(1));
        IrqHandler<TestHandler>? hard = first is null ? null : (_, _) => first.Run();
        return (map, Device.RequestThreadedIrq(map.Virq, hard, static (_, handler) => handler.Run(), threaded, name, flags));
    }

    /// <summary>The state of an interrupt.</summary>
    public IrqStatus Status(MsiMap map) => Device.DescribeIrq(map.Virq);

    /// <summary>Waits until everything that devices raised and that anybody asked the CPUs to do before this call is done.</summary>
    public void Settle()
    {
        (PciDevice device, TestFunction hardware) = _settling ??= PlugWithHardware(new TestRigOptions { Storage = TestStorage.Msi });
        for (int round = 0; round < 2; round++)
        {
            foreach (int cpu in Machine.Irqs.OnlineCpus)
            {
                Settle(device, hardware, cpu);
            }
        }
    }

    /// <summary>Offers the same domain object to a device.</summary>
    public void OfferDomainTo(PciDevice device) => device.CreateImsDomain(_domain);

    /// <summary>Offers the same domain object under another id.</summary>
    public MsiDomainId<TestCookie> OfferDomainAgain(MsiDomainId id) => Device.CreateMsiDomain(id, _domain);

    /// <summary>Offers a new domain under an id.</summary>
    public MsiDomainId<TestCookie> CreateDomain(MsiDomainId id, TestRigOptions options) => Device.CreateMsiDomain(id, new TestDomain(Device.MapBar(0), options));

    /// <summary>What the probe gives to the queues of a device.</summary>
    public MsiDomainId<TestCookie> IdOf(PciDevice device) => _ids[device];

    /// <summary>Offers a new domain as that of the device's own storage.</summary>
    public void CreateImsDomain(TestRigOptions options) => Device.CreateImsDomain(new TestDomain(Device.MapBar(0), options));

    public void RemoveDomain(MsiDomainId id) => Device.RemoveMsiDomain(id);

    /// <summary>Gives the device a domain with reference cookies.</summary>
    public MsiDomainId<ReferenceCookie> CreateReferenceDomain(MsiDomainId id, CallbackLog log) => Device.CreateMsiDomain(id, new ReferenceDomain(log));

    /// <summary>Allocates from a domain with reference cookies.</summary>
    public MsiMap AllocateWithReference(MsiDomainId<ReferenceCookie> id, object target) => Device.AllocateImsIrq(id, new ReferenceCookie(target));

    /// <summary>Allocates as an implementer, by the domain object.</summary>
    public MsiMap AllocateFromDomain(PciDevice device) => device.AllocateImsIrq(_domain, new TestCookie(1));

    /// <summary>Allocates every index of a range, as an implementer.</summary>
    public void AllocateRange(int first, int last) => Device.AllocateMsiRange(MsiDomainId.Secondary, first, last);

    /// <summary>Frees what is allocated in a range, as an implementer.</summary>
    public void FreeRange(int first, int last) => FreeRange(MsiDomainId.Secondary, first, last);

    public void FreeRange(MsiDomainId id, int first, int last) => Device.FreeMsiRange(id, first, last);

    /// <summary>Allocates every index of a range of a device, as an implementer.</summary>
    public static void AllocateRange(PciDevice device, int first, int last) => device.AllocateMsiRange(MsiDomainId.Secondary, first, last);

    /// <summary>Frees what is allocated in a range of a device, as an implementer.</summary>
    public static void FreeRange(PciDevice device, int first, int last) => device.FreeMsiRange(MsiDomainId.Secondary, first, last);

    /// <summary>The indices of all allocated descriptors, walked as an implementer.</summary>
    public IReadOnlyList<int> WalkIndices()
    {
        var indices = new List<int>();
        Device.ForEachMsiDescriptor(MsiDomainId.Secondary, descriptor => indices.Add(descriptor.Index));
        return indices;
    }

    /// <summary>What a walk shows of each descriptor, as text, and what is done at each.</summary>
    public IReadOnlyList<string> Walk(MsiDomainId id, Action? during = null)
    {
        var texts = new List<string>();
        Device.ForEachMsiDescriptor(id, descriptor =>
        {
            during?.Invoke();
            texts.Add($"{descriptor.Index}: virq {descriptor.Virq} of {descriptor.VectorCount}, cookie {descriptor.InstanceCookie}, own {descriptor.DomainCookie}, message {descriptor.Message}");
        });
        return texts;
    }

    /// <summary>The message that the core keeps of an interrupt, as text.</summary>
    public string CachedMessage(Virq virq) => Machine.Irqs.GetCachedMessage(virq).ToString();

    public void Dispose() => Machine.Dispose();

    private void Give(PciDevice device, TestDomain domain, TestRigOptions options)
    {
        _domains[device] = domain;
        _ids[device] = options.Storage == TestStorage.Ims ? device.CreateImsDomain(domain) : device.CreateMsiDomain(MsiDomainId.Secondary, domain);
    }

    private static void Settle(PciDevice device, TestFunction hardware, int cpu)
    {
        using var handler = new TestHandler();
        MsiMap map = device.AllocateImsIrq(new TestCookie(1));
        device.SetIrqAffinity(map.Virq, [cpu]);
        using (device.RequestIrq(map.Virq, static (_, handler) => handler.Run(), handler, "settle"))
        {
            // First behind all messages, then, by way of a replay, behind all commands.
            hardware.Raise(map.Index);
            handler.AwaitRuns(1);
            device.DisableIrqNoSync(map.Virq);
            hardware.Raise(map.Index);
            SpinWait.SpinUntil(() => device.DescribeIrq(map.Virq).IsPending, Patience.Time);
            device.EnableIrq(map.Virq);
            handler.AwaitRuns(2);
        }

        device.FreeImsIrq(map);
    }
}
