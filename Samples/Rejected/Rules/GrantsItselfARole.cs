using MsiEncap.Encapsulation;

namespace MsiEncap.Samples.Rejected.Rules;

/// <summary>A queue that helps itself to the role. Anyone can write the attribute; the ledger is where somebody else reads it.</summary>
[ActsAs(typeof(IrqDomainImplementer), Justification = "needed it quickly")]
internal static class GrantsItselfARole
{
    public static void RemoveDomain(PciDevice device) => device.RemoveMsiDomain(MsiDomainId.Secondary);
}
