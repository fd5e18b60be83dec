using System.Collections.Immutable;
using System.Diagnostics.CodeAnalysis;
using MsiEncap.Core;
using MsiEncap.Domains;

namespace MsiEncap.Pci;

/// <summary>
/// What a function has of standard interrupts, and which of them are on (<c>drivers/pci/msi/msi.c</c>). All of it under the device's
/// descriptor lock.
/// </summary>
internal sealed class PciInterrupts
{
    private readonly Lazy<PciMsiCapability?> _msi;
    private readonly Lazy<PciMsixCapability?> _msix;
    private readonly Lazy<PciPowerCapability?> _power;
    private InvalidDataException? _malformed;
    private ushort _savedCommand;
    private PciMode _savedMode;

    public PciInterrupts(MsiDeviceData device, PciConfigSpace config)
    {
        Device = device;
        Config = config;
        _msi = new Lazy<PciMsiCapability?>(() => FindQuietly(PciMsiCapability.Find));
        _msix = new Lazy<PciMsixCapability?>(() => FindQuietly(PciMsixCapability.Find));
        _power = new Lazy<PciPowerCapability?>(() => FindQuietly(PciPowerCapability.Find));
    }

    public MsiDeviceData Device { get; }

    public PciConfigSpace Config { get; }

    public PciMode Mode { get; set; }

    public PciMsiCapability? Msi => _msi.Value;

    public PciMsixCapability? Msix => _msix.Value;

    public PciPowerCapability? Power => _power.Value;

    /// <summary>The domain of the bus, if MSI or MSI-X was ever on.</summary>
    public MsiDeviceDomain? Default => Device[MsiDomainId.Default];

    /// <summary>Whether MSI-X entries can be had one by one (<c>pci_msix_can_alloc_dyn</c>).</summary>
    public bool CanAllocateDynamically =>
        Msix is not null && Device.Core.Parent is { } parent && parent.Supported.HasFlag(MsiFlags.PciMsix | MsiFlags.MsixAllocDyn);

    /// <summary>The interrupts in the order of their vectors: those of the mode that is on.</summary>
    public IrqDescriptor? Find(int vector) => Mode switch
    {
        PciMode.Intx => vector == 0 ? Device.Line?.Store.Find(0)?.Irqs[0] : null,
        PciMode.Msi => Default?.Store.Find(0) is { } entry && vector >= 0 && vector < entry.Irqs.Length ? entry.Irqs[vector] : null,
        _ => Default?.Store.Find(vector)?.Irqs[0],
    };

    /// <summary>Makes the domain of a mode the device's default domain, in place of another mode's (<c>pci_setup_msi_device_domain</c>).</summary>
    /// <returns>Why not, or <see langword="null"/>.</returns>
    public MsiError? SetUpDomain(MsiBusToken token, Func<MsiDomain> create)
    {
        if (Default is { } present)
        {
            if (present.Domain.Template.BusToken == token && present.Domain is PciStandardDomain)
            {
                return null;
            }

            if (present.Domain is not PciStandardDomain || present.Store.Count > 0)
            {
                return present.Error(MsiErrorCode.Busy, null, $"the default domain is '{present.Domain}', with {present.Store.Count} interrupts allocated");
            }

            if (MsiDomainCreation.RemoveLocked(present) is { } failed)
            {
                return failed;
            }
        }

        return MsiDomainCreation.CreateLocked(Device, MsiDomainId.Default, create());
    }

    /// <summary>Frees the vectors and turns off what signals them (<c>pci_free_irq_vectors</c>).</summary>
    /// <returns>What is in use, and nothing was freed; or which callback failed.</returns>
    public MsiError? FreeVectors()
    {
        if (Mode == PciMode.Intx || Default is not { } owner)
        {
            return null;
        }

        // Off first: a device that goes on sending would send by messages that are taken away.
        return MsiRelease.FreeRange(owner, 0, owner.Domain.HardwareSize - 1, TurnOff);
    }

    /// <summary>Leaves the function as it was before: MSI unmasked, MSI-X masked, the pin in charge (<c>pci_msi_shutdown</c>, <c>pci_msix_shutdown</c>).</summary>
    public void TurnOff()
    {
        TurnOff(Mode);
        Mode = PciMode.Intx;
    }

    public void Suspend(PciPowerCapability power)
    {
        _savedCommand = (ushort)Config.Read(PciHeader.Command, sizeof(ushort));
        _savedMode = Mode;
        power.SetState(PciPowerState.D3Hot);
    }

    public void Resume(PciPowerCapability power)
    {
        HoldMessages();
        power.SetState(PciPowerState.D0);
        Config.Write(PciHeader.Command, sizeof(ushort), _savedCommand);
        if (Mode == PciMode.Intx)
        {
            // The vectors may have been freed while the function slept, which it does not know yet.
            TurnOff(_savedMode);
        }

        Restore();
    }

    /// <summary>Tells the function again what it may have forgotten: every message and every control (<c>pci_restore_msi_state</c>).</summary>
    public void Restore()
    {
        if (Mode == PciMode.Msi && Default is { Domain: PciMsiDomain msi } of && of.Store.Find(0) is { } only)
        {
            PciCommand.SetIntx(Config, false);
            using RankedLock.Scope gate = only.Irqs[0].Gate.Enter();
            msi.Restore(only.State.Message);
        }
        else if (Mode == PciMode.Msix && Default is { } owner)
        {
            PciCommand.SetIntx(Config, false);
            RestoreMsix(owner);
        }
    }

    /// <summary>The affinities for some vectors by a plan; empty without one.</summary>
    public ImmutableArray<IrqAffinity> Spread(int vectors, IrqAffinityPlan? plan) =>
        plan is null ? [] : [.. AffinitySpreading.CreateMasks(vectors, plan, Device.Core.Vectors.Possible, Device.Core.Vectors.Possible)];

    /// <summary>How many vectors to ask for by a plan (<c>irq_calc_affinity_vectors</c>).</summary>
    public int Limit(int min, int vectors, IrqAffinityPlan? plan) =>
        plan is null ? vectors : AffinitySpreading.CalculateVectors(min, vectors, plan, Device.Core.Vectors.Possible);

    /// <summary>
    /// Where a vector was spread to (<c>pci_irq_get_affinity</c>): any CPU for the pin, nothing if there is no such vector or nobody said where
    /// it shall go.
    /// </summary>
    public CpuMask? SpreadOf(int vector) =>
        Find(vector) is not { } irq ? null
        : Mode == PciMode.Intx ? Device.Core.Vectors.Possible
        : irq.Entry.State.Affinities is { IsEmpty: false } affinities ? affinities[irq.Data.Offset].Cpus
        : null;

    /// <summary>What needs a domain although no interrupt of it may be allocated, or <see langword="null"/>.</summary>
    public string? WhyNeeded(MsiDeviceDomain owner) =>
        owner == Default && Mode != PciMode.Intx ? $"'{owner.Domain}' serves {Mode}, which is on; free the vectors first" : null;

    public MsiError Error(MsiErrorCode code, string detail, Exception? cause = null) => new(code, detail) { Device = Device.Name, Cause = cause };

    /// <summary>Why a capability cannot be used: the device does not have it, or its list of capabilities does not lead there.</summary>
    public MsiError NotFound(string what) => _malformed is { } malformed
        ? Error(MsiErrorCode.NotSupported, malformed.Message, malformed)
        : Error(MsiErrorCode.NotSupported, $"the device has no {what} capability");

    /// <summary>Whether a standard capability can be turned on now (<c>pci_msi_supported</c>).</summary>
    public bool IsReady(string what, PciMode other, [NotNullWhen(false)] out MsiError? error)
    {
        error = Config.PowerState != PciPowerState.D0 ? Error(MsiErrorCode.Invalid, $"{what} cannot be turned on while the device sleeps; resume it first")
            : Config.Access.IsDisconnected ? Error(MsiErrorCode.Invalid, $"{what} cannot be turned on: the device was pulled out")
            : Mode == other ? Error(MsiErrorCode.Invalid, $"{what} cannot be turned on while {other} is; free the vectors first")
            : Mode != PciMode.Intx ? Error(MsiErrorCode.Invalid, $"{what} is on already; free the vectors first")
            : Device.Core.Parent is null ? Error(MsiErrorCode.NotSupported, $"the machine does not turn messages of devices into interrupts, so {what} is of no use")
            : null;
        return error is null;
    }

    private void RestoreMsix(MsiDeviceDomain owner)
    {
        PciMsixCapability capability = Msix!;
        capability.EnableMasked();
        for (int index = 0; index < capability.Size; index++)
        {
            if (owner.Store.Find(index) is { } entry)
            {
                using RankedLock.Scope gate = entry.Irqs[0].Gate.Enter();
                capability.WriteMessage(index, entry.State.Message);
                capability.RestoreControl(index);
            }
            else
            {
                // It may have been in use when the function went to sleep.
                capability.RestoreControl(index);
            }
        }

        capability.ClearFunctionMask();
    }

    /// <summary>Before a function wakes that may remember: it shall not send by what it held when it went to sleep.</summary>
    private void HoldMessages()
    {
        if (_savedMode == PciMode.Msi)
        {
            Msi!.DisableAsleep();
        }
        else if (_savedMode == PciMode.Msix)
        {
            Msix!.HoldAsleep();
        }
    }

    private void TurnOff(PciMode mode)
    {
        if (mode == PciMode.Intx)
        {
            return;
        }

        if (mode == PciMode.Msi)
        {
            Msi!.SetEnabled(false);
            Msi.UnmaskFirst(Msi.Size);
        }
        else
        {
            Msix!.MaskAll();
            Msix.Disable();
        }

        PciCommand.SetIntx(Config, true);
    }

    /// <summary>A list that is malformed is told of where its capability is asked for; the function can do without.</summary>
    private T? FindQuietly<T>(Func<PciConfigSpace, T?> find)
        where T : class
    {
        try
        {
            return find(Config);
        }
        catch (InvalidDataException malformed)
        {
            _malformed = malformed;
            return null;
        }
    }
}
