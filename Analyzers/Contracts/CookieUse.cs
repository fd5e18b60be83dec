using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using MsiEncap.Analyzers.Access;
using MsiEncap.Generators;

namespace MsiEncap.Analyzers.Contracts;

/// <summary>What the rules about the use of cookies know of a compilation: the raw cookie, who may make one, and the contracts.</summary>
internal sealed class CookieUse : GuardedType
{
    private readonly ImmutableArray<INamedTypeSymbol> _interfaces;

    private CookieUse(Compilation compilation, ImmutableArray<INamedTypeSymbol> raw, ImmutableArray<INamedTypeSymbol> interfaces, AccessModel? access)
        : base(compilation, raw, raw.AddRange(interfaces), access)
    {
        _interfaces = interfaces;
        Contracts = DeclaredContracts.Of(compilation);
    }

    /// <summary>The contracts that the compilation can name.</summary>
    public DeclaredContracts Contracts { get; }

    /// <summary>The model of a compilation.</summary>
    /// <param name="compilation">The compilation.</param>
    /// <param name="access">Who acts in a role, where there are roles.</param>
    /// <returns><see langword="null"/> where nothing declares the raw cookie, and where the compilation itself does: it is the core.</returns>
    public static CookieUse? Of(Compilation compilation, AccessModel? access) =>
        compilation.GetTypesByMetadataName(MetadataNames.InstanceCookieLayout) is { IsEmpty: false } raw && !Declares(compilation, raw)
            ? new(compilation, raw, compilation.GetTypesByMetadataName(MetadataNames.CookieInterfaceLayout), access)
            : null;

    /// <inheritdoc/>
    public override IReadOnlyCollection<string> ReachingMethods { get; } =
    [
        .. MakingMethods,
        nameof(Type.GetMethod), nameof(Type.GetMethods), nameof(Type.GetProperty), nameof(Type.GetProperties), nameof(Type.GetMember), nameof(Type.GetMembers),
    ];

    /// <inheritdoc/>
    public override bool IsOpaque => true;

    /// <summary>Whether a member belongs to what the runtime needs of a cookie.</summary>
    /// <param name="member">The member.</param>
    /// <returns><see langword="true"/> if it is one of <c>IMsiCookie&lt;TSelf&gt;</c>.</returns>
    public bool IsOfInterface(ISymbol member)
    {
        foreach (INamedTypeSymbol type in _interfaces)
        {
            if (SymbolEqualityComparer.Default.Equals(member.ContainingType?.OriginalDefinition, type))
            {
                return true;
            }
        }

        return false;
    }
}
