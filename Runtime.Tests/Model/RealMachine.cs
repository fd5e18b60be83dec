using MsiEncap.Runtime.Tests.Rig;
using MsiEncap.Simulation;

namespace MsiEncap.Runtime.Tests.Model;

/// <summary>The machine that is put to the test, by its public surface.</summary>
internal sealed class RealMachine : IModelOperations, IDisposable
{
    private readonly TestRigOptions _options;
    private readonly TestRig _rig;
    private int _names;

    public RealMachine(MachineSettings settings)
    {
        TestRigOptions options = settings.Remaps ? new TestRigOptions() : TestRigOptions.WithoutRemapping();
        _options = options with
        {
            Cpus = CommandKinds.Cpus,
            Slots = CommandKinds.Indices,
            HardwareSize = CommandKinds.Indices,
            ActivateEarly = settings.ActivatesEarly,
            HasBus = settings.HasBus,
            Capabilities = new SimulatedPciCapabilities { PowerManagement = true, NoSoftReset = !settings.Forgets },
            Log = NewLog(),
        };
        _rig = new TestRig(_options);
        Places = [new RealPlace(_rig.Device, _rig.Hardware, _options.Log), .. Enumerable.Range(1, CommandKinds.Devices - 1).Select(_ => PlugIn())];
    }

    public IReadOnlyList<RealPlace> Places { get; }

    /// <summary>Set whenever a handler runs or a domain masks.</summary>
    public AutoResetEvent Progress { get; } = new(false);

    public IrqSubsystem Irqs => _rig.Machine.Irqs;

    public string Allocate(int device) => Outcome.Of(() =>
    {
        MsiMap map = Places[device].Device.AllocateImsIrq(new TestCookie(1));
        Places[device].Maps.Add(map);
        return $"index {map.Index}";
    });

    public string AllocateRange(int device, int first, int count) =>
        Outcome.Of(() => TestRig.AllocateRange(Places[device].Device, first, first + count - 1));

    public string AllocateManaged(int device, int index, int cpus) => Outcome.Of(() => Places[device].Maps.Add(Places[device].Device.AllocateMsiIrqAt(
        _rig.IdOf(Places[device].Device), index, new TestCookie(1), new IrqAffinity(CommandKinds.Mask(cpus), IsManaged: true))));

    public string Free(int device, int index, int age)
    {
        RealPlace place = Places[device];
        MsiMap map = place.Maps.Where(map => map.Index == index).Reverse().ElementAtOrDefault(age);
        return map == default ? Outcome.NothingToTry : Outcome.Of(() => place.Device.FreeImsIrq(map));
    }

    public string FreeRange(int device, int first, int count) =>
        Outcome.Of(() => TestRig.FreeRange(Places[device].Device, first, first + count - 1));

    public string Request(int device, int index, IrqFlags flags)
    {
        RealPlace place = Places[device];
        place.Log.Mend("BusSyncUnlock");
        string name = $"{CommandKinds.Device(device)}{index}#{++_names}";
        return Outcome.Of(() =>
        {
            IrqRegistration irq = place.Device.RequestIrq(place.VirqAt(index), Handle, Progress, name, flags);
            place.Registrations.Add((irq, index));
        });
    }

    public string Dispose(int device, int index, int age, bool asynchronously)
    {
        (IrqRegistration? irq, _) = Places[device].Registrations.Where(entry => entry.Index == index).Reverse().ElementAtOrDefault(age);
        return irq is null ? Outcome.NothingToTry : Outcome.Of(() =>
        {
            if (asynchronously)
            {
                irq.DisposeAsync().AsTask().GetAwaiter().GetResult();
            }
            else
            {
                irq.Dispose();
            }
        });
    }

    public string Raise(int device, int index, int times)
    {
        RealPlace place = Places[device];
        if (place.Device.PowerState != PciPowerState.D0)
        {
            return Outcome.Asleep;
        }

        if (!place.Hardware.IsPrepared(index))
        {
            return Outcome.NothingToTry;
        }

        Virq virq = place.VirqAt(index);
        for (int i = 0; i < times; i++)
        {
            bool isKept = virq != Virq.None && place.Device.DescribeIrq(virq) is { DisableDepth: > 0, IsPending: false, IsMasked: false };
            place.Hardware.Raise(index);
            if (isKept)
            {
                // How often the core masks depends on how soon it does; so it is given the time.
                Patience.Until(() => place.Device.DescribeIrq(virq) is { IsPending: true, IsMasked: true }, Progress);
            }
        }

        return Outcome.Done;
    }

    public string Disable(int device, int index, bool wait)
    {
        RealPlace place = Places[device];
        return Outcome.Of(() =>
        {
            if (wait)
            {
                place.Device.DisableIrq(place.VirqAt(index));
            }
            else
            {
                place.Device.DisableIrqNoSync(place.VirqAt(index));
            }
        });
    }

    public string Enable(int device, int index)
    {
        RealPlace place = Places[device];
        place.Log.Mend("BusSyncUnlock");
        return Outcome.Of(() => place.Device.EnableIrq(place.VirqAt(index)));
    }

    public string SetAffinity(int device, int index, int cpus)
    {
        RealPlace place = Places[device];
        return Outcome.Of(() => place.Device.SetIrqAffinity(place.VirqAt(index), CommandKinds.Mask(cpus)));
    }

    public string SetOnline(int cpu, bool online)
    {
        foreach (RealPlace place in online ? Places : [])
        {
            place.Log.Mend("BusSyncUnlock");
        }

        return Outcome.Of(() => Irqs.SetCpuOnline(cpu, online));
    }

    public string SetAwake(int device, bool awake)
    {
        PciDevice on = Places[device].Device;
        return Outcome.Of(() =>
        {
            if (!awake)
            {
                on.Suspend();
            }
            else if (on.PowerState != PciPowerState.D0)
            {
                on.Resume();
                _rig.Restore(on);
            }
        });
    }

    public string Fail(int device, string callback, int after)
    {
        Places[device].Log.FailOnce(callback, after);
        return Outcome.Done;
    }

    public string Remove(int device)
    {
        Places[device].Removed = true;
        return Outcome.Of(Places[device].Device.Dispose);
    }

    public string Plug(int device)
    {
        if (!Places[device].Removed)
        {
            return Outcome.NothingToTry;
        }

        return Outcome.Of(() =>
        {
            CallbackLog log = NewLog();
            (PciDevice next, TestFunction hardware) = _rig.PlugWithHardware(_options with { Log = log });
            Places[device].Replace(next, hardware, log);
        });
    }

    public void Dispose()
    {
        foreach (RealPlace place in Places)
        {
            place.Log.Mend();
        }

        _rig.Dispose();
        Progress.Dispose();
    }

    private static IrqReturn Handle(Virq virq, AutoResetEvent progress)
    {
        progress.Set();
        return IrqReturn.Handled;
    }

    private CallbackLog NewLog()
    {
        var log = new CallbackLog { Records = false };
        log.During("Mask", () => Progress.Set());
        return log;
    }

    private RealPlace PlugIn()
    {
        CallbackLog log = NewLog();
        (PciDevice device, TestFunction hardware) = _rig.PlugWithHardware(_options with { Log = log });
        return new RealPlace(device, hardware, log);
    }
}
