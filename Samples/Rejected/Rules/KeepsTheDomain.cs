using MsiEncap.Domains;

namespace MsiEncap.Samples.Rejected.Rules;

/// <summary>A queue that retains the domain "because it is clearer": the proposal that the mail answers.</summary>
internal sealed class KeepsTheDomain(PciDevice device, MsiDomain domain)
{
    private readonly MsiDomain _domain = domain;

    public string Describe() => $"{device}: {_domain.Template.ChipName}";
}
