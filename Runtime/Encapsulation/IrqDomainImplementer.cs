namespace MsiEncap.Encapsulation;

/// <summary>
/// The role of code that programs a device's interrupt storage: irq domain implementations and the probe code that
/// creates them. Everything in <c>MsiEncap.Domains</c> is restricted to it.
/// </summary>
public abstract class IrqDomainImplementer : EncapsulationRole
{
    /// <summary>For roles that include this one.</summary>
    protected IrqDomainImplementer()
    {
    }
}
