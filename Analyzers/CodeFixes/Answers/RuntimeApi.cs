using Microsoft.CodeAnalysis;

namespace MsiEncap.CodeFixes.Answers;

/// <summary>What fixes know of the runtime, by names alone.</summary>
internal static class RuntimeApi
{
    public const string Virq = "Virq";
    public const string Device = "PciDevice";
    public const string DomainId = "MsiDomainId";
    public const string Map = "MsiMap";
    public const string Message = "MsiMessage";

    /// <summary>Whether a symbol is a member of a type of the runtime.</summary>
    /// <param name="member">The symbol.</param>
    /// <param name="type">The type's name.</param>
    /// <param name="name">The member's name.</param>
    /// <returns>Whether it is that.</returns>
    public static bool IsMember(ISymbol? member, string type, string name) => member?.Name == name && IsType(member.ContainingType, type);

    /// <summary>Whether a type is one of the runtime, for usage sites or for domains.</summary>
    /// <param name="type">The type.</param>
    /// <param name="name">Its name.</param>
    /// <returns>Whether it is that.</returns>
    public static bool IsType(ITypeSymbol? type, string name) => type?.Name == name && type.ContainingNamespace switch
    {
        { Name: "MsiEncap", ContainingNamespace.IsGlobalNamespace: true } => true,
        { Name: "Domains", ContainingNamespace: { Name: "MsiEncap", ContainingNamespace.IsGlobalNamespace: true } } => true,
        _ => false,
    };
}
