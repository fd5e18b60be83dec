using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace MsiEncap.Analyzers.Contracts;

/// <summary>What the rules about cookies know of the runtime's own types, by name.</summary>
internal static class RuntimeNames
{
    /// <summary>Whether a type is the device that interrupts are allocated from.</summary>
    /// <param name="type">The type.</param>
    /// <returns><see langword="true"/> if it is.</returns>
    public static bool IsDevice(INamedTypeSymbol? type) => IsOf("MsiEncap", "PciDevice", type);

    /// <summary>Whether a type has the allocations that the compiler is to refuse.</summary>
    /// <param name="type">The type.</param>
    /// <returns><see langword="true"/> if it has.</returns>
    public static bool IsForeignDomainIds(INamedTypeSymbol? type) => IsOf("MsiEncap", "ForeignDomainIds", type);

    /// <summary>Whether an attribute tells the compiler that code is obsolete.</summary>
    /// <param name="attribute">The type of the attribute.</param>
    /// <returns><see langword="true"/> if it does.</returns>
    public static bool IsObsolete(INamedTypeSymbol? attribute) => IsOf(nameof(System), nameof(ObsoleteAttribute), attribute);

    /// <summary>The cookie that a domain takes.</summary>
    /// <param name="domain">The type of the domain.</param>
    /// <returns><see langword="null"/> if the type does not say.</returns>
    public static ITypeSymbol? CookieOfDomain(ITypeSymbol? domain)
    {
        for (INamedTypeSymbol? type = domain as INamedTypeSymbol; type is not null; type = type.BaseType)
        {
            if (type is
                {
                    Name: "MsiDomain",
                    TypeArguments: [var cookie],
                    ContainingType: null,
                    ContainingNamespace: { Name: "Domains", ContainingNamespace: { Name: "MsiEncap", ContainingNamespace.IsGlobalNamespace: true } },
                })
            {
                return cookie;
            }
        }

        return null;
    }

    /// <summary>What is passed to one of the runtime's methods.</summary>
    /// <param name="call">The call.</param>
    /// <param name="name">The name of the parameter.</param>
    /// <returns><see langword="null"/> if the overload has no such parameter.</returns>
    public static IOperation? Argument(IInvocationOperation call, string name)
    {
        foreach (IArgumentOperation argument in call.Arguments)
        {
            if (argument.Parameter?.Name == name)
            {
                return argument.Value;
            }
        }

        return null;
    }

    private static bool IsOf(string space, string name, INamedTypeSymbol? type) =>
        type is { Arity: 0, ContainingType: null, ContainingNamespace: { ContainingNamespace.IsGlobalNamespace: true } inside }
        && type.Name == name
        && inside.Name == space;
}
