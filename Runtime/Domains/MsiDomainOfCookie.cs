using MsiEncap.Contracts;
using MsiEncap.Encapsulation;

namespace MsiEncap.Domains;

/// <summary>An irq domain whose usage sites pass cookies of one contract.</summary>
/// <typeparam name="TCookie">The cookie's type. Allocations with any other contract or layout are refused.</typeparam>
/// <param name="template">What the domain says of itself.</param>
[RestrictedTo(typeof(IrqDomainImplementer), Instead = "pass the device, or the domain id that the queue was set up with")]
public abstract class MsiDomain<TCookie>(MsiDomainTemplate template) : MsiDomain(template, CookieContract.Of<TCookie>())
    where TCookie : struct, IMsiCookie<TCookie>
{
    /// <summary>
    /// Readies a new descriptor for the interrupt that the cookie asks for (<c>prepare_desc</c>): work out the slot, keep it masked,
    /// put what the chip callbacks need into the descriptor's cookies. Under the descriptor lock.
    /// </summary>
    /// <param name="descriptor">The descriptor.</param>
    /// <param name="cookie">What the usage site asks for.</param>
    protected abstract void PrepareDescriptor(scoped MsiDescriptor descriptor, in TCookie cookie);

    internal sealed override void PrepareDescriptor(scoped MsiDescriptor descriptor) =>
        PrepareDescriptor(descriptor, TCookie.Unpack(descriptor.InstanceCookie));
}
