using MsiEncap.Domains;

namespace MsiEncap.Core;

/// <summary>A domain in the service of a device, and the interrupts allocated from it (<c>struct msi_dev_domain</c>).</summary>
internal sealed class MsiDeviceDomain(MsiDeviceData device, MsiDomainId id, MsiDomain domain, IrqParentDomain parent, MsiFlags flags)
{
    public MsiDeviceData Device => device;

    public MsiDomainId Id => id;

    public MsiDomain Domain => domain;

    /// <summary>The chip and the device, as the interrupt table shows them.</summary>
    public string Name { get; } = $"{parent.Prefix}{domain.Template.ChipName}-{device.Name}";

    /// <summary>What stands between the domain's messages and the CPUs.</summary>
    public IrqParentDomain Parent => parent;

    /// <summary>What the parents left of the flags that the domain could use.</summary>
    public MsiFlags Flags => flags;

    public IDescriptorStore Store { get; } = device.Core.Parts.CreateStore(domain.HardwareSize);

    /// <summary>The interrupts by the number that the domain gave them. Guarded by the root lock.</summary>
    public Dictionary<ulong, IrqDescriptor> ByHwirq { get; } = [];

    public MsiError Error(MsiErrorCode code, int? index, string detail, Exception? cause = null) =>
        new(code, detail) { Device = device.Name, DomainId = id, Index = index, Contract = domain.Contract.Id, Cause = cause };

    /// <summary>What callbacks that threw mean: the refusal of the one, or a failure of which they are the cause.</summary>
    /// <param name="index">The index that was dealt with, if any.</param>
    /// <param name="failures">What was thrown, first by the operation and then while its work was taken back; at least one.</param>
    /// <returns>The error.</returns>
    public MsiError ErrorOf(int? index, CallbackFailures failures)
    {
        Exception first = failures.First;
        if (first is MsiException { Error: var refusal } && failures.Count == 1)
        {
            return Error(refusal.Code, index, refusal.Detail, refusal.Cause);
        }

        string more = failures.Count > 1 ? $"; {failures.Count - 1} more failed while the work was taken back" : "";
        return Error(
            MsiErrorCode.CallbackFailed,
            index,
            $"{domain.GetType().Name}.{failures.FirstCallback} threw {first.GetType().Name}: {first.Message}{more}",
            failures.Cause);
    }
}
