using System.Globalization;
using System.Text;
using MsiEncap.Runtime.Tests.Rig;
using Xunit;

namespace MsiEncap.Runtime.Tests.Failures;

/// <summary>A machine whose whole observable state can be written down, and whose every callback can be made to fail.</summary>
internal sealed class FailureRig : IDisposable
{
    private const int Slots = 300;
    private const int Indices = 6;

    private readonly TestRig _rig;
    private readonly TestRigOptions _options;
    private int _requests;

    public FailureRig(FailureMachine machine)
    {
        TestRigOptions options = machine.Remaps ? new TestRigOptions() : TestRigOptions.WithoutRemapping();
        _options = options with
        {
            Slots = Slots,
            HardwareSize = Slots,
            ActivateEarly = machine.ActivatesEarly,
            HasBus = machine.HasBus,
            Machine = options.Machine with { RemappingEntries = machine.IsTight ? 64 : options.Machine.RemappingEntries, VirqLimit = machine.IsTight ? 192 : options.Machine.VirqLimit },
            Log = new CallbackLog(),
        };
        _rig = new TestRig(_options);

        // Every index that is shown has been in use, so that the hardware's state is one that a domain has left.
        TestRig.AllocateRange(Device, 0, Indices - 1);
        TestRig.FreeRange(Device, 0, Indices - 1);
    }

    public PciDevice Device => _rig.Device;

    public CallbackLog Log => _rig.Log;

    public MsiMap Map { get; private set; }

    public Virq Virq => Map.Virq;

    public IrqRegistration Registration { get; private set; } = null!;

    /// <summary>A CPU that the interrupt is not on.</summary>
    public int OtherCpu => _options.Cpus - 1 - Device.GetEffectiveIrqAffinity(Virq).First;

    public void Allocate() => Map = Device.AllocateImsIrq(new TestCookie(1));

    public void Request(IrqFlags flags = IrqFlags.None)
    {
        Registration = Device.RequestIrq(Virq, static (_, _) => IrqReturn.Handled, 0, $"handler {_requests + 1}", flags);
        _requests++;
    }

    /// <summary>The device raises the interrupt, which is kept, and masked.</summary>
    public void RaiseWhileDisabled()
    {
        _rig.Hardware.Raise(Map.Index);
        Assert.True(SpinWait.SpinUntil(() => Device.DescribeIrq(Virq).IsPending, Patience.Time));
    }

    /// <summary>Enables the interrupt and waits until what was kept has run.</summary>
    public void EnableWhatWasRaised()
    {
        Device.EnableIrq(Virq);
        Assert.True(SpinWait.SpinUntil(() => Registration.Count == 1, Patience.Time), "What was kept does not run.");
    }

    /// <summary>Raises the interrupt and waits for its handler.</summary>
    public void AssertDelivers()
    {
        long before = Registration.Count;
        _rig.Hardware.Raise(Map.Index);
        Assert.True(SpinWait.SpinUntil(() => Registration.Count > before, Patience.Time), "The interrupt is not delivered.");
    }

    public void SetCpuOnline(int cpu, bool online) => _rig.Machine.Irqs.SetCpuOnline(cpu, online);

    public bool IsOnline(int cpu) => _rig.Machine.Irqs.OnlineCpus.Contains(cpu);

    /// <summary>All that can be seen, as text; numbers, which are the core's business, as the indices that have them.</summary>
    public string Snapshot(Shown shown = Shown.All)
    {
        var text = new StringBuilder();
        string table = _rig.Machine.Irqs.FormatInterrupts();
        for (int index = 0; index < Indices; index++)
        {
            Virq virq = Device.GetVirq(MsiDomainId.Secondary, index);
            text.Append(CultureInfo.InvariantCulture, $"{index}: {(virq == Virq.None ? "free" : "allocated")}");
            text.Append(shown switch
            {
                Shown.All => $", slot {_rig.Hardware.Describe(index)}\n",
                Shown.AllButMessages => $", slot {_rig.Hardware.State(index)}\n",
                _ => "\n",
            });
            if (virq != Virq.None)
            {
                table = table.Replace($"{virq}:", $"[{index}]:", StringComparison.Ordinal);
                Describe(virq, text);
                text.Append(shown == Shown.All ? $", message {_rig.CachedMessage(virq)}\n" : "\n");
            }
        }

        return text.Append(table).ToString();
    }

    /// <summary>How many interrupts can be allocated before there is no space, and what is missing then.</summary>
    public string Capacity()
    {
        PciDevice other = _rig.PlugWithHardware(_options with { Log = new CallbackLog { Records = false }, HardwareSize = Slots + Slots, Slots = Slots + Slots }).Device;
        int count = 0;
        MsiError? error;
        while (other.TryAllocateImsIrq(new TestCookie(1), out _, out error))
        {
            count++;
        }

        return string.Create(CultureInfo.InvariantCulture, $"{count}, then {error.Code}: {error.Detail}");
    }

    public void Dispose()
    {
        Log.Mend();
        _rig.Dispose();
    }

    private void Describe(Virq virq, StringBuilder text)
    {
        IrqStatus status = Device.DescribeIrq(virq);
        text.Append(CultureInfo.InvariantCulture, $"   {status with { Handlers = [], Virq = Virq.None }} by {string.Join(", ", status.Handlers)} on {Device.GetEffectiveIrqAffinity(virq)}, has handler {Device.HasIrqHandler(virq)}");
    }
}
