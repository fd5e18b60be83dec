namespace MsiEncap.Encapsulation;

/// <summary>
/// Lets a type and the types nested in it use what is restricted to a role. Each use of this attribute must be listed in the
/// project's ledger, the additional file <c>MsiEncap.Roles.txt</c>, or it is reported as MSI4001.
/// </summary>
/// <remarks>A derived type does not inherit the grant.</remarks>
/// <param name="role">The role, a class deriving from <see cref="EncapsulationRole"/>.</param>
[AttributeUsage(
    AttributeTargets.Class | AttributeTargets.Struct | AttributeTargets.Interface | AttributeTargets.Enum | AttributeTargets.Delegate,
    AllowMultiple = true,
    Inherited = false)]
public sealed class ActsAsAttribute(Type role) : Attribute
{
    /// <summary>The role that the type acts in.</summary>
    public Type Role { get; } = role;

    /// <summary>Why the type needs the role, for its reviewers.</summary>
    public string? Justification { get; set; }
}
