namespace MsiEncap.Runtime.Tests.Model;

/// <summary>
/// What the core promises, as simply as it can be said: dictionaries, one thread, and for each operation the callbacks it makes in
/// their order, since each of them may be the one that throws.
/// </summary>
internal class ReferenceModel(MachineSettings settings) : IModelOperations
{
    private readonly List<(ModelIrq? Irq, int Index)>[] _maps = [.. Enumerable.Range(0, CommandKinds.Devices).Select(_ => new List<(ModelIrq?, int)>())];
    private readonly List<(ModelHandler Handler, int Index)>[] _handlers = [.. Enumerable.Range(0, CommandKinds.Devices).Select(_ => new List<(ModelHandler, int)>())];
    private int _names;

    public ModelDevice[] Devices { get; } = [.. Enumerable.Range(0, CommandKinds.Devices).Select(place => new ModelDevice(place + 1))];

    /// <summary>What the names of domains begin with.</summary>
    public string Prefix => settings.Remaps ? "IR-" : "";

    public CpuMask Online { get; private set; } = CpuMask.All(CommandKinds.Cpus);

    /// <summary>How many devices there were so far; the bus has slots for so many.</summary>
    public int Plugged { get; private set; } = CommandKinds.Devices;

    /// <summary>Every handler of a place, whether it is still installed or not.</summary>
    public IEnumerable<ModelHandler> HandlersOf(int device) => _handlers[device].Select(entry => entry.Handler);

    public string Allocate(int device)
    {
        ModelDevice on = Begin(device);
        if (on.Removed)
        {
            return Outcome.DeviceGone;
        }

        int index = LowestFree(on);
        if (index == CommandKinds.Indices)
        {
            return Outcome.Of(MsiErrorCode.Busy);
        }

        if (!Create(on, index))
        {
            return Outcome.Of(MsiErrorCode.CallbackFailed);
        }

        _maps[device].Add((on.Irqs[index], index));
        return $"index {index}";
    }

    public string AllocateRange(int device, int first, int count)
    {
        ModelDevice on = Begin(device);
        if (on.Removed)
        {
            return Outcome.DeviceGone;
        }

        if (first + count > CommandKinds.Indices)
        {
            return Outcome.Of(MsiErrorCode.OutOfRange);
        }

        for (int index = first; index < first + count; index++)
        {
            bool busy = on.Irqs.ContainsKey(index);
            if (busy || !Create(on, index))
            {
                for (int taken = first; taken < index; taken++)
                {
                    TakeBack(on.Irqs[taken]);
                }

                return Outcome.Of(busy ? MsiErrorCode.Busy : MsiErrorCode.CallbackFailed);
            }
        }

        return Outcome.Done;
    }

    public string AllocateManaged(int device, int index, int cpus)
    {
        ModelDevice on = Begin(device);
        if (on.Removed)
        {
            return Outcome.DeviceGone;
        }

        if (on.Irqs.ContainsKey(index))
        {
            return Outcome.Of(MsiErrorCode.Busy);
        }

        if (!Create(on, index, CommandKinds.Mask(cpus)))
        {
            return Outcome.Of(MsiErrorCode.CallbackFailed);
        }

        _maps[device].Add((on.Irqs[index], index));
        return Outcome.Done;
    }

    public string Free(int device, int index, int age)
    {
        ModelDevice on = Begin(device);
        (ModelIrq? irq, _) = _maps[device].Where(entry => entry.Index == index).Reverse().ElementAtOrDefault(age);
        if (irq is null)
        {
            return Outcome.NothingToTry;
        }

        if (on.Removed)
        {
            return Outcome.Of(MsiErrorCode.NoDomain);
        }

        if (on.Irqs.GetValueOrDefault(index) != irq)
        {
            return Outcome.Of(MsiErrorCode.Stale);
        }

        if (irq.Handlers.Count > 0)
        {
            return Outcome.Of(MsiErrorCode.Busy);
        }

        TakeBack(irq);
        return CallbacksOf(on);
    }

    public string FreeRange(int device, int first, int count)
    {
        ModelDevice on = Begin(device);
        ModelIrq[] irqs = [.. on.Irqs.Values.Where(irq => irq.Index >= first && irq.Index < first + count)];
        if (irqs.Any(irq => irq.Handlers.Count > 0))
        {
            return Outcome.Of(MsiErrorCode.Busy);
        }

        foreach (ModelIrq irq in irqs)
        {
            TakeBack(irq);
        }

        return CallbacksOf(on);
    }

    public string Request(int device, int index, IrqFlags flags)
    {
        ModelDevice on = Begin(device);
        // What an operation lets loose before it fails may or may not run: not for a model that knows one answer.
        on.Mend("BusSyncUnlock");
        string name = $"{CommandKinds.Device(device)}{index}#{++_names}";
        if (on.Irqs.GetValueOrDefault(index) is not { } irq)
        {
            return Outcome.NoSuchInterrupt;
        }

        var handler = new ModelHandler(irq, name, flags.HasFlag(IrqFlags.Shared));
        if (irq.Handlers.Count > 0 && !(irq.Handlers[0].Shares && handler.Shares))
        {
            return Outcome.Of(MsiErrorCode.Busy);
        }

        bool wasActive = irq.Active;
        Bus(irq, Install, onlyIfLocked: true);
        if (on.Failures == 0)
        {
            _handlers[device].Add((handler, index));
            return Outcome.Done;
        }

        if (irq.Handlers.Contains(handler))
        {
            Withdraw(handler, leavesMessage: wasActive);
        }

        return Outcome.Of(MsiErrorCode.CallbackFailed);

        void Install()
        {
            irq.Handlers.Add(handler);
            if (irq.Handlers.Count > 1)
            {
                return;
            }

            irq.Depth = 1;
            irq.Stopped = irq.Where.IsEmpty;
            if (irq.Stopped)
            {
                irq.Depth += flags.HasFlag(IrqFlags.NoAutoEnable) ? 1 : 0;
            }
            else if (flags.HasFlag(IrqFlags.NoAutoEnable))
            {
                Activate(irq);
            }
            else
            {
                Start(irq);
            }
        }
    }

    public string Dispose(int device, int index, int age, bool asynchronously)
    {
        ModelDevice on = Begin(device);
        (ModelHandler? handler, _) = _handlers[device].Where(entry => entry.Index == index).Reverse().ElementAtOrDefault(age);
        if (handler is null)
        {
            return Outcome.NothingToTry;
        }

        if (handler.Irq.Handlers.Contains(handler))
        {
            Withdraw(handler);
            handler.Failed = handler.Irq.Device.Failures > 0;
        }

        return handler.Failed ? Outcome.Of(MsiErrorCode.CallbackFailed) : Outcome.Done;
    }

    public string Raise(int device, int index, int times)
    {
        ModelDevice on = Begin(device);
        ModelSlot slot = on.Slots[index];
        if (on.Asleep)
        {
            return Outcome.Asleep;
        }

        if (!slot.Prepared)
        {
            return Outcome.NothingToTry;
        }

        for (int i = 0; i < times; i++)
        {
            if (slot.Masked)
            {
                slot.Pending = true;
            }
            else
            {
                Arrive(on.Irqs[index]);
            }
        }

        return Outcome.Done;
    }

    public string Disable(int device, int index, bool wait)
    {
        ModelDevice on = Begin(device);
        if (on.Irqs.GetValueOrDefault(index) is not { } irq)
        {
            return Outcome.NoSuchInterrupt;
        }

        // Whatever fails, it is disabled.
        Bus(irq, () => irq.Depth++);
        return CallbacksOf(on);
    }

    public string Enable(int device, int index)
    {
        ModelDevice on = Begin(device);
        on.Mend("BusSyncUnlock");
        if (on.Irqs.GetValueOrDefault(index) is not { } irq)
        {
            return Outcome.NoSuchInterrupt;
        }

        bool allowed = irq.Handlers.Count > 0 && irq.Depth > (irq.Stopped ? 1 : 0);
        Bus(irq, () => EnableOnce(irq, allowed), onlyIfLocked: true);
        return allowed ? CallbacksOf(on) : Outcome.NotNow;
    }

    public string SetAffinity(int device, int index, int cpus)
    {
        ModelDevice on = Begin(device);
        CpuMask mask = CommandKinds.Mask(cpus);
        if (on.Irqs.GetValueOrDefault(index) is not { } irq)
        {
            return Outcome.NoSuchInterrupt;
        }

        if (irq.Managed)
        {
            return Outcome.Of(MsiErrorCode.NotSupported);
        }

        if (!mask.Intersects(Online))
        {
            return Outcome.Of(MsiErrorCode.Invalid);
        }

        if (!irq.Where.IsSubsetOf(mask & Online) && !Move(irq, mask & Online))
        {
            return Outcome.Of(MsiErrorCode.CallbackFailed);
        }

        irq.Affinity = mask;
        return Outcome.Done;
    }

    public string SetOnline(int cpu, bool online)
    {
        if (online)
        {
            BringOnline(cpu);
            return Outcome.Done;
        }

        if (!Online.Contains(cpu))
        {
            return Outcome.Done;
        }

        if (Online == CpuMask.Of(cpu))
        {
            return Outcome.NotNow;
        }

        Online = Online.Without(cpu);
        bool stranded = false;
        foreach (ModelIrq irq in Devices.SelectMany(on => on.Irqs.Values).Where(irq => irq.Where == CpuMask.Of(cpu)).OrderBy(irq => irq.Virq).ToArray())
        {
            irq.Device.Failures = 0;
            CpuMask left = irq.Affinity & Online;
            if (left.IsEmpty && irq.Managed)
            {
                Stop(irq, wasStarted: true);
                continue;
            }

            bool moved = Move(irq, left.IsEmpty ? Online : left);
            if (moved && left.IsEmpty)
            {
                irq.Affinity = Online;
            }

            stranded |= !moved;
        }

        return stranded ? Outcome.Of(MsiErrorCode.NoSpace) : Outcome.Done;
    }

    public string SetAwake(int device, bool awake)
    {
        ModelDevice on = Begin(device);
        if (on.Removed && (!awake || on.Asleep))
        {
            return Outcome.DeviceGone;
        }

        if (awake && on.Asleep)
        {
            Wake(on);
        }

        on.Asleep = !awake;
        return Outcome.Done;
    }

    public string Fail(int device, string callback, int after)
    {
        Devices[device].FailOnce(callback, after);
        return Outcome.Done;
    }

    public string Remove(int device)
    {
        ModelDevice on = Begin(device);
        if (on.Removed)
        {
            return Outcome.Done;
        }

        on.Removed = true;
        foreach (ModelIrq irq in on.Irqs.Values)
        {
            while (irq.Handlers.Count > 0)
            {
                int before = on.Failures;
                ModelHandler handler = irq.Handlers[0];
                Withdraw(handler);
                handler.Failed = on.Failures > before;
            }
        }

        foreach (ModelIrq irq in on.Irqs.Values.ToArray())
        {
            TakeBack(irq);
        }

        on.Call("Teardown");
        return CallbacksOf(on);
    }

    public string Plug(int device)
    {
        const int BusSlots = 31;
        if (!Devices[device].Removed)
        {
            return Outcome.NothingToTry;
        }

        if (Plugged >= BusSlots)
        {
            return Outcome.NotNow;
        }

        Devices[device] = new ModelDevice(++Plugged);
        return Outcome.Done;
    }

    /// <summary>The index that an allocation gets; the number of indices if all are taken.</summary>
    protected virtual int LowestFree(ModelDevice device) =>
        Enumerable.Range(0, CommandKinds.Indices + 1).First(index => !device.Irqs.ContainsKey(index));

    private static string CallbacksOf(ModelDevice device) => device.Failures > 0 ? Outcome.Of(MsiErrorCode.CallbackFailed) : Outcome.Done;

    private ModelDevice Begin(int device)
    {
        Devices[device].Failures = 0;
        return Devices[device];
    }

    /// <summary>Takes one reason away not to run.</summary>
    private static void EnableOnce(ModelIrq irq, bool allowed)
    {
        if (!allowed)
        {
            return;
        }

        if (irq.Depth > 1)
        {
            irq.Depth--;
        }
        else if (!irq.Started)
        {
            Start(irq);
        }
        else if (!irq.Masked || irq.Device.Call("Unmask"))
        {
            irq.Depth = 0;
            LetLoose(irq);
        }
    }

    private void BringOnline(int cpu)
    {
        foreach (ModelDevice device in Devices)
        {
            device.Mend("BusSyncUnlock");
        }

        if (Online.Contains(cpu))
        {
            return;
        }

        Online = Online.With(cpu);
        foreach (ModelIrq irq in Devices.SelectMany(on => on.Irqs.Values).Where(irq => irq.Where.IsEmpty && irq.Affinity.Contains(cpu)).OrderBy(irq => irq.Virq).ToArray())
        {
            irq.Device.Failures = 0;
            // More than this one if it could not be started before.
            irq.Where = irq.Affinity & Online;
            bool stopped = irq.Stopped;
            bool locked = Bus(irq, () => EnableOnce(irq, stopped), onlyIfLocked: true);
            if (!stopped || irq.Device.Failures == 0)
            {
                irq.Stopped = false;
            }
            else if (locked)
            {
                Stop(irq, wasStarted: false);
            }
            else
            {
                irq.Where = CpuMask.None;
            }
        }
    }

    /// <summary>A managed interrupt goes without a CPU.</summary>
    private void Stop(ModelIrq irq, bool wasStarted)
    {
        Bus(irq, () =>
        {
            if (irq.Handlers.Count > 0)
            {
                irq.Stopped = true;
                irq.Depth += wasStarted ? 1 : 0;
                irq.Started = false;
                Mask(irq);
            }

            Deactivate(irq);
        });
        irq.Where = CpuMask.None;
    }

    /// <summary>The driver writes the storage anew, which may let go what the device kept.</summary>
    private void Wake(ModelDevice device)
    {
        for (int index = 0; index < device.Slots.Length; index++)
        {
            ModelSlot slot = device.Slots[index];
            slot.Prepared = true;
            slot.Masked |= !device.Irqs.ContainsKey(index);
            bool kept = slot.Pending && !settings.Forgets;
            slot.Pending = kept && slot.Masked;
            if (kept && !slot.Masked)
            {
                Arrive(device.Irqs[index]);
            }
        }
    }

    private bool Create(ModelDevice device, int index, CpuMask? managed = null)
    {
        ModelSlot slot = device.Slots[index];
        slot.Prepared = true;
        slot.Masked = true;
        if (!(device.Call("PrepareDescriptor") && device.Call("SetDescriptor") && device.Call("GetHwirq") && device.Call("InitializeIrq")))
        {
            return false;
        }

        CpuMask affinity = managed ?? CpuMask.All(CommandKinds.Cpus);
        var irq = new ModelIrq(device, index) { Affinity = affinity, Managed = managed is not null, Where = affinity & Online };
        device.Irqs.Add(index, irq);
        if (settings.ActivatesEarly)
        {
            Bus(irq, () => Activate(irq), onlyIfLocked: true);
        }

        if (device.Failures == 0)
        {
            return true;
        }

        TakeBack(irq);
        return false;
    }

    private void TakeBack(ModelIrq irq)
    {
        if (irq.Active)
        {
            Bus(irq, () => Deactivate(irq));
        }

        irq.Device.Call("FreeIrq");
        irq.Device.Irqs.Remove(irq.Index);
    }

    private void Withdraw(ModelHandler handler, bool leavesMessage = false)
    {
        ModelIrq irq = handler.Irq;
        irq.Handlers.Remove(handler);
        bool last = irq.Handlers.Count == 0;
        Bus(irq, () =>
        {
            if (last)
            {
                irq.Depth = 1;
                irq.Started = false;
                irq.Stopped = false;
                irq.Pending = false;
                Mask(irq);
            }
        });
        handler.End();
        if (last)
        {
            Bus(irq, () =>
            {
                if (!leavesMessage)
                {
                    Deactivate(irq);
                }
            });
        }
    }

    private bool Move(ModelIrq irq, CpuMask to)
    {
        bool locked = Bus(irq, WriteAgain, onlyIfLocked: true);
        if (irq.Device.Failures == 0)
        {
            irq.Where = to;
            return true;
        }

        if (locked)
        {
            Bus(irq, WriteAgain, onlyIfLocked: true);
        }

        return false;

        void WriteAgain()
        {
            if (irq.Active && !settings.Remaps)
            {
                irq.Device.Call("WriteMessage");
            }
        }
    }

    private static bool Activate(ModelIrq irq)
    {
        if (irq.Active || irq.Where.IsEmpty)
        {
            return true;
        }

        irq.Active = true;
        irq.Slot.HasMessage = true;
        return irq.Device.Call("WriteMessage");
    }

    private static void Deactivate(ModelIrq irq)
    {
        if (irq.Active)
        {
            irq.Active = false;
            irq.Slot.HasMessage = false;
            irq.Device.Call("WriteMessage");
        }
    }

    private static void Start(ModelIrq irq)
    {
        if (!Activate(irq))
        {
            Deactivate(irq);
        }
        else if (irq.Device.Call("Unmask"))
        {
            irq.Started = true;
            irq.Depth = 0;
            LetLoose(irq);
        }
    }

    /// <summary>The device may raise it, and what was kept, by the device or by the core, comes now.</summary>
    private static void LetLoose(ModelIrq irq)
    {
        irq.Masked = false;
        irq.Slot.Masked = false;
        bool letsGo = irq.Slot.Pending && !irq.Device.Asleep;
        int kept = (letsGo ? 1 : 0) + (irq.Pending ? 1 : 0);
        irq.Slot.Pending &= !letsGo;
        irq.Pending = false;
        irq.Run(kept);
    }

    private static void Arrive(ModelIrq irq)
    {
        if (irq.IsEnabled)
        {
            irq.Run(1);
            return;
        }

        irq.Pending = true;
        Mask(irq);
    }

    private static void Mask(ModelIrq irq)
    {
        irq.Masked = true;
        irq.Slot.Masked = true;
        irq.Device.Call("Mask");
    }

    /// <summary>What lies between locking a bus and unlocking it; some things are done although it could not be locked.</summary>
    /// <returns>Whether it was locked.</returns>
    private bool Bus(ModelIrq irq, Action inside, bool onlyIfLocked = false)
    {
        bool locked = !settings.HasBus || irq.Device.Call("BusLock");
        if (locked || !onlyIfLocked)
        {
            inside();
        }

        if (locked && settings.HasBus)
        {
            irq.Device.Call("BusSyncUnlock");
        }

        return locked;
    }
}
