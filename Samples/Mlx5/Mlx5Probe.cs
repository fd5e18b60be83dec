// Probe and irq domain implementation. There is no interrupt storage at a fixed place: each queue's message lies in that queue's memory, and
// the device reads it only when a command tells it to. Lay it beside Mlx5Queue.cs: the two share Mlx5Cookie and nothing else of interrupts.
using MsiEncap.Contracts;
using MsiEncap.Domains;
using MsiEncap.Encapsulation;

[assembly: ImplementsCookieContract(typeof(MsiEncap.Samples.Mlx5.Mlx5Cookie))]

namespace MsiEncap.Samples.Mlx5;

/// <summary>Initialises the device.</summary>
[ActsAs(typeof(IrqDomainImplementer), Justification = "opens the command channel and creates the domain")]
internal static class Mlx5Probe
{
    /// <summary>Opens the channel to the firmware, gives the device its IMS domain, and hands the rest to queue code.</summary>
    public static Mlx5Device Probe(PciDevice pci)
    {
        MmioRegion registers = pci.MapBar(Mlx5Registers.Bar);
        int objects = (int)registers.Read32(Mlx5Registers.ObjectCount);
        var device = new Mlx5Device(pci, registers, objects);
        try
        {
            pci.CreateImsDomain(new Mlx5ImsDomain(device.Commands, objects));
            return device;
        }
        catch
        {
            device.Dispose();
            throw;
        }
    }
}

/// <summary>
/// Keeps the message of each interrupt in its queue's memory. The chip callbacks may not wait, and a command has to be waited for: so
/// they only note what should be, and the bus unlock writes it to the queue's memory and has the firmware read it.
/// </summary>
[ActsAs(typeof(IrqDomainImplementer), Justification = "keeps each queue's message in the queue's memory")]
internal sealed class Mlx5ImsDomain(Mlx5Commands commands, int objects)
    : MsiDomain<Mlx5Cookie>(new MsiDomainTemplate { ChipName = "MLX5-IMS", HardwareSize = objects })
{
    private readonly Lock _bus = new();

    // What should be, by index. A message that arrives unwanted is masked without the bus lock, so it has a lock of its own.
    private readonly Wanted[] _wanted = new Wanted[objects];
    private readonly Lock _wantedLock = new();

    /// <summary>The device knows nothing of the interrupt until the first commit; its queue was created masked.</summary>
    protected override void PrepareDescriptor(scoped MsiDescriptor descriptor, in Mlx5Cookie cookie)
    {
        lock (_wantedLock)
        {
            _wanted[descriptor.Index] = new Wanted { Masked = true };
        }
    }

    protected override void Mask(scoped IrqData irq) => Want(irq.Index, masked: true);

    protected override void Unmask(scoped IrqData irq) => Want(irq.Index, masked: false);

    protected override void WriteMessage(scoped IrqData irq, in MsiMessage message)
    {
        lock (_wantedLock)
        {
            ref Wanted wanted = ref _wanted[irq.Index];
            wanted.Message = message;
            wanted.Changed = true;
        }
    }

    protected override void BusLock(scoped IrqData irq) => _bus.Enter();

    protected override void BusSyncUnlock(scoped IrqData irq)
    {
        try
        {
            Commit((Mlx5Queue)irq.InstanceCookie.Reference!, irq.Index);
        }
        finally
        {
            _bus.Exit();
        }
    }

    private void Want(int index, bool masked)
    {
        lock (_wantedLock)
        {
            ref Wanted wanted = ref _wanted[index];
            wanted.Masked = masked;
            wanted.Changed = true;
        }
    }

    private void Commit(Mlx5Queue queue, int index)
    {
        Wanted wanted;
        lock (_wantedLock)
        {
            wanted = _wanted[index];
            _wanted[index].Changed = false;
        }

        if (wanted.Changed)
        {
            queue.Context.Write64(Mlx5Context.MessageAddress, wanted.Message.Address);
            queue.Context.Write32(Mlx5Context.MessageData, wanted.Message.Data);
            queue.Context.Write32(Mlx5Context.Masked, wanted.Masked ? 1u : 0);
            commands.Execute(Mlx5Opcode.ModifyInterrupt, queue.ObjectId, Mlx5Queue.ObjectType, queue.SubFunction, queue.Context.BusAddress);
        }
    }

    private struct Wanted
    {
        public MsiMessage Message;
        public bool Masked;
        public bool Changed;
    }
}
