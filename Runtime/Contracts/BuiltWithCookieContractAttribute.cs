namespace MsiEncap.Contracts;

/// <summary>
/// Says which layout of a contract an assembly was built with whose cookie it names or makes, but does not declare. The generator writes it, and
/// <see cref="CookieContractCheck"/> compares when the assembly is loaded; a program that references the assembly beside another layout does not build (MSI2006).
/// </summary>
/// <param name="cookie">The contract's cookie.</param>
/// <param name="contractId">The contract's id.</param>
/// <param name="layout">The layout, as <see cref="IMsiCookie{TSelf}.Layout"/> has it.</param>
[AttributeUsage(AttributeTargets.Assembly, AllowMultiple = true)]
public sealed class BuiltWithCookieContractAttribute(Type cookie, string contractId, string layout) : Attribute
{
    /// <summary>The contract's cookie.</summary>
    public Type Cookie { get; } = cookie;

    /// <summary>The contract's id.</summary>
    public string ContractId { get; } = contractId;

    /// <summary>The layout, as <see cref="IMsiCookie{TSelf}.Layout"/> has it.</summary>
    public string Layout { get; } = layout;
}
