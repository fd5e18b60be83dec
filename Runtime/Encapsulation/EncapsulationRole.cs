namespace MsiEncap.Encapsulation;

/// <summary>
/// A part that code can play, such as implementing interrupt domains. Derive from it to declare a role, then
/// restrict declarations to it with <see cref="RestrictedToAttribute"/> and grant it with <see cref="ActsAsAttribute"/>.
/// </summary>
/// <remarks>
/// A role is only ever named, in a <see langword="typeof"/>; no instance of one is made. A role that derives from another
/// includes it. The assembly that declares a role acts in it throughout, never in a base role of another assembly.
/// </remarks>
public abstract class EncapsulationRole
{
    /// <summary>For the roles that derive from this one; none of them is ever constructed.</summary>
    protected EncapsulationRole()
    {
    }
}
