namespace MsiEncap.Contracts;

/// <summary>
/// The object that a cookie refers to, for devices whose domain needs more of a queue than 64 bits can say. There is one at most; fields may
/// stand beside it.
/// </summary>
/// <remarks>
/// A usage site makes the cookie with the object, which lives at least as long as the interrupt. The default cookie refers to nothing
/// and is refused. If the type is less accessible than the cookie, constructor, <c>TryCreate</c> and property are internal.
/// </remarks>
/// <param name="name">The name of the property that the generator writes.</param>
/// <param name="type">
/// The type of the object: a class, an interface, a delegate or an array, without open type parameters. Two builds of a contract that
/// name different types have different fingerprints.
/// </param>
[AttributeUsage(AttributeTargets.Struct, AllowMultiple = false, Inherited = false)]
public sealed class CookieReferenceAttribute(string name, Type type) : Attribute
{
    /// <summary>The name of the property that the generator writes.</summary>
    public string Name { get; } = name;

    /// <summary>The type of the object, and of the property that the generator writes.</summary>
    public Type Type { get; } = type;

    /// <summary>What the object is; becomes the documentation of the property.</summary>
    public string? Summary { get; set; }
}
