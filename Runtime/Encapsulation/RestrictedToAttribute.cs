namespace MsiEncap.Encapsulation;

/// <summary>
/// Makes a declaration usable only by code that acts in a role (see <see cref="ActsAsAttribute"/>), across assembly borders,
/// which <see langword="internal"/> cannot say. The analyzers report every other use as MSI1001.
/// </summary>
/// <remarks>
/// On a type it covers the nested types, the members, whatever derives from it, and every type constructed over it; on an
/// assembly, all of its declarations. On a single accessor it covers that one: others may read what they may not set.
/// </remarks>
/// <param name="role">The role, a class deriving from <see cref="EncapsulationRole"/>.</param>
[AttributeUsage(AttributeTargets.All, AllowMultiple = false, Inherited = false)]
public sealed class RestrictedToAttribute(Type role) : Attribute
{
    /// <summary>The role that a user of the declaration must act in.</summary>
    public Type Role { get; } = role;

    /// <summary>What a usage site should do instead, as the end of a sentence: "pass the device". Shown in the diagnostic.</summary>
    public string? Instead { get; set; }

    /// <summary>Why the declaration is restricted, for readers of the code.</summary>
    public string? Reason { get; set; }
}
