using MsiEncap.Contracts;
using MsiEncap.Domains;

namespace MsiEncap.Pci;

/// <summary>A domain whose storage PCI itself lays down: its contract is the specification, and there is no cookie.</summary>
internal abstract class PciStandardDomain(string contract, MsiDomainTemplate template) : MsiDomain(template, CookieContract.Standard(contract))
{
    internal override void PrepareDescriptor(scoped MsiDescriptor descriptor)
    {
    }
}
