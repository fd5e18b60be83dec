namespace MsiEncap.Contracts;

/// <summary>
/// Says that an assembly holds the irq domain of a contract: one class that is not abstract and derives from
/// <c>MsiDomain&lt;TCookie&gt;</c>. It changes nothing by itself; a build in which there is no such class, or more than one, is refused (MSI2005).
/// </summary>
/// <param name="cookie">The contract's cookie.</param>
[AttributeUsage(AttributeTargets.Assembly, AllowMultiple = true)]
public sealed class ImplementsCookieContractAttribute(Type cookie) : Attribute
{
    /// <summary>The contract's cookie.</summary>
    public Type Cookie { get; } = cookie;
}
