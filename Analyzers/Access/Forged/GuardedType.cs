using System.Collections.Immutable;
using Microsoft.CodeAnalysis;

namespace MsiEncap.Analyzers.Access;

/// <summary>A type of the runtime that everybody may pass on, and only irq domain implementers make or take apart.</summary>
internal class GuardedType
{
    private const string RoleName = "MsiEncap.Encapsulation.IrqDomainImplementer";

    private readonly ImmutableArray<INamedTypeSymbol> _types;
    private readonly ImmutableArray<INamedTypeSymbol> _roles;
    private readonly Lazy<Carriers> _carriers;

    /// <summary>What is known of such a type.</summary>
    /// <param name="compilation">The compilation.</param>
    /// <param name="types">The type, in each assembly that declares one of its name.</param>
    /// <param name="carried">The types whose names lead to a value of it.</param>
    /// <param name="access">Who acts in a role, where there are roles.</param>
    protected GuardedType(Compilation compilation, ImmutableArray<INamedTypeSymbol> types, ImmutableArray<INamedTypeSymbol> carried, AccessModel? access)
    {
        _types = types;
        Access = access;
        _roles = compilation.GetTypesByMetadataName(RoleName);
        _carriers = new(() => Find(compilation, carried));
    }

    /// <summary>The methods of <see cref="Type"/> that give what makes a value of any type.</summary>
    protected static ImmutableArray<string> MakingMethods { get; } =
        [nameof(Type.GetConstructor), nameof(Type.GetConstructors), nameof(Type.GetField), nameof(Type.GetFields), nameof(Type.InvokeMember)];

    /// <summary>Who acts in a role, where there are roles.</summary>
    public AccessModel? Access { get; }

    /// <summary>The names without which code has no value of the type.</summary>
    public Carriers Carriers => _carriers.Value;

    /// <summary>The name of the assembly that declares it.</summary>
    public string DeclaringAssembly => _types[0].ContainingAssembly.Name;

    /// <summary>Whether a type is the guarded one.</summary>
    /// <param name="type">The type.</param>
    /// <returns><see langword="true"/> if it is.</returns>
    public bool Is(ITypeSymbol? type)
    {
        foreach (INamedTypeSymbol guarded in _types)
        {
            if (ReferenceEquals(type, guarded) || SymbolEqualityComparer.Default.Equals(type, guarded))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>Whether a type is the guarded one, or an array, span, pointer or nullable of it.</summary>
    /// <param name="type">The type.</param>
    /// <returns><see langword="true"/> if it is.</returns>
    public bool IsOf(ITypeSymbol? type) => type switch
    {
        IArrayTypeSymbol array => Is(array.ElementType),
        IPointerTypeSymbol pointer => Is(pointer.PointedAtType),
        INamedTypeSymbol { TypeArguments: [var argument] } => Is(argument),
        _ => Is(type),
    };

    /// <summary>Whether a member is what a value of the type is made of.</summary>
    /// <param name="member">The member.</param>
    /// <returns><see langword="true"/> if it is.</returns>
    public virtual bool IsContent(ISymbol member) => false;

    /// <summary>The methods of <see cref="Type"/> that give what makes a value, or takes one apart.</summary>
    public virtual IReadOnlyCollection<string> ReachingMethods => MakingMethods;

    /// <summary>Whether reading what is in a value is as much an implementer's business as making one.</summary>
    public virtual bool IsOpaque => false;

    /// <summary>Whether code may make values, and take them apart, because it acts in the role.</summary>
    /// <param name="site">The innermost type around the code.</param>
    /// <returns><see langword="true"/> if it may.</returns>
    public bool MayMake(INamedTypeSymbol? site)
    {
        foreach (INamedTypeSymbol guarded in _types)
        {
            foreach (INamedTypeSymbol role in Access is null ? [] : _roles)
            {
                if (SymbolEqualityComparer.Default.Equals(role.ContainingAssembly, guarded.ContainingAssembly) && Access!.Acts(site, role))
                {
                    return true;
                }
            }
        }

        return false;
    }

    /// <summary>Whether the compilation itself declares one of some types: then it may do with them what it likes.</summary>
    /// <param name="compilation">The compilation.</param>
    /// <param name="types">The types.</param>
    /// <returns><see langword="true"/> if it does.</returns>
    protected static bool Declares(Compilation compilation, ImmutableArray<INamedTypeSymbol> types) =>
        types.Any(type => SymbolEqualityComparer.Default.Equals(type.ContainingAssembly, compilation.Assembly));

    // Nobody but those who mention the type can mention a value of it, or those who reach it by a name.
    private Carriers Find(Compilation compilation, ImmutableArray<INamedTypeSymbol> carried)
    {
        string[] names = [.. carried.Select(type => type.Name).Distinct()];
        return Carriers.Of(
            compilation,
            [.. names, .. ReachingMethods, nameof(Activator), nameof(Activator.CreateInstance)],
            names,
            ReferencedCarriers.Find(
                "values of " + string.Join(",", names),
                compilation.Assembly,
                CandidateAssemblies.ReferencesTo(compilation, carried.Select(type => type.ContainingAssembly)),
                type => carried.Contains(type, SymbolEqualityComparer.Default),
                static _ => false),
            CancellationToken.None);
    }
}
