using System.Collections.Concurrent;
using System.Collections.Immutable;
using Microsoft.CodeAnalysis;

namespace MsiEncap.Analyzers;

/// <summary>
/// What is restricted in a compilation, and to which roles. Answers are computed when first asked for and kept; all questions are
/// about original definitions.
/// </summary>
internal sealed class RestrictionModel(CandidateAssemblies candidates)
{
    private readonly ConcurrentDictionary<INamedTypeSymbol, ImmutableArray<Restriction>> _types = new(ReferenceComparer<INamedTypeSymbol>.Instance);
    private readonly ConcurrentDictionary<ISymbol, ImmutableArray<Restriction>> _members = new(ReferenceComparer<ISymbol>.Instance);
    private readonly ConcurrentDictionary<INamedTypeSymbol, ImmutableArray<ISymbol>> _interfaces = new(ReferenceComparer<INamedTypeSymbol>.Instance);
    private readonly ConcurrentDictionary<IAssemblySymbol, ImmutableArray<Restriction>> _assemblies = new(ReferenceComparer<IAssemblySymbol>.Instance);

    // Properties and events of which an accessor is restricted by itself; mostly there are none, and nobody looks.
    private readonly ConcurrentDictionary<ISymbol, bool> _partly = new(ReferenceComparer<ISymbol>.Instance);
    private volatile bool _anyPartly;

    private readonly OpenSymbols _openMembers = new();

    /// <summary>The assemblies that can hold anything restricted.</summary>
    public CandidateAssemblies Candidates => candidates;

    /// <summary>Types in which nothing is restricted, as far as they have been looked at.</summary>
    public OpenSymbols OpenTypes { get; } = new();

    /// <summary>
    /// What restricts a type by its own definition: its attribute, its container, its assembly, the class that it derives from and the
    /// interfaces that it implements. Type arguments do not count here.
    /// </summary>
    /// <param name="type">The type; constructed ones are taken for their definition.</param>
    /// <returns>One restriction for each role, its own first.</returns>
    public ImmutableArray<Restriction> OfType(INamedTypeSymbol type)
    {
        INamedTypeSymbol definition = type.OriginalDefinition;
        return candidates.Contains(definition.ContainingAssembly) ? _types.GetOrAdd(definition, ComputeType) : [];
    }

    /// <summary>What restricts a member: its own attribute, that of the member it overrides, implements or belongs to, and its container.</summary>
    /// <param name="member">A method, property, event or field.</param>
    /// <returns>One restriction for each role, its own first.</returns>
    public ImmutableArray<Restriction> OfMember(ISymbol member)
    {
        if (_openMembers.Contains(member))
        {
            return [];
        }

        ISymbol definition = (member is IMethodSymbol { ReducedFrom: { } extension } ? extension : member).OriginalDefinition;
        ImmutableArray<Restriction> found = candidates.Contains(definition.ContainingAssembly) ? _members.GetOrAdd(definition, ComputeMember) : [];
        if (found.IsEmpty)
        {
            _openMembers.Add(member);
        }

        return found;
    }

    /// <summary>Whether an accessor of a property or event is restricted, although the rest may not be. Asked after <see cref="OfMember"/>.</summary>
    /// <param name="member">The member.</param>
    /// <returns><see langword="true"/> if its accessors have to be asked, each for itself.</returns>
    public bool IsPartlyRestricted(ISymbol member) => _anyPartly && _partly.ContainsKey(member.OriginalDefinition);

    /// <summary>The accessors of a property or event.</summary>
    /// <param name="member">The member.</param>
    /// <returns>Two: what reads or adds, and what sets or removes. None of another member.</returns>
    public static ImmutableArray<IMethodSymbol?> AccessorsOf(ISymbol member) => member switch
    {
        IPropertySymbol property => [property.GetMethod, property.SetMethod],
        IEventSymbol @event => [@event.AddMethod, @event.RemoveMethod],
        _ => [],
    };

    /// <summary>What restricts a parameter by an attribute of its own.</summary>
    /// <param name="parameter">The parameter.</param>
    /// <returns>Its restrictions.</returns>
    public ImmutableArray<Restriction> OfParameter(IParameterSymbol parameter) =>
        candidates.Contains(parameter.ContainingAssembly)
            ? _members.GetOrAdd(parameter.OriginalDefinition, Stated)
            : [];

    /// <summary>The restricted members of an interface; of a constructed one, as constructed.</summary>
    /// <param name="type">The interface.</param>
    /// <returns>Methods, properties and events that bear a restriction or are in a restricted interface, and accessors that bear one.</returns>
    public IEnumerable<ISymbol> RestrictedMembersOf(INamedTypeSymbol type)
    {
        INamedTypeSymbol definition = type.OriginalDefinition;
        if (!candidates.Contains(definition.ContainingAssembly))
        {
            return [];
        }

        ImmutableArray<ISymbol> restricted = _interfaces.GetOrAdd(definition, ComputeInterface);
        return restricted.IsEmpty || ReferenceEquals(type, definition)
            ? restricted
            : type.GetMembers().Where(member => restricted.Contains(member.OriginalDefinition, SymbolEqualityComparer.Default));
    }

    /// <summary>The restriction that a member states itself, or that a member it overrides does; not its container's.</summary>
    /// <param name="member">The member.</param>
    /// <returns><see langword="null"/> if none states one.</returns>
    public Restriction? StatedBy(ISymbol member)
    {
        for (ISymbol? stating = member.OriginalDefinition; stating is not null; stating = Overridden(stating)?.OriginalDefinition)
        {
            if (Stated(stating) is [var restriction, ..])
            {
                return restriction;
            }
        }

        return null;
    }

    /// <summary>Whether an assembly restricts all that it declares.</summary>
    /// <param name="assembly">The assembly.</param>
    /// <returns><see langword="true"/> if it bears the attribute itself.</returns>
    public bool RestrictsAll(IAssemblySymbol assembly) => !OfAssembly(assembly).IsEmpty;

    private ImmutableArray<Restriction> ComputeType(INamedTypeSymbol type)
    {
        RestrictionList found = new();
        for (INamedTypeSymbol? level = type; level is not null; level = level.ContainingType)
        {
            found.AddOwn(Stated(level));
            AddBases(ref found, level);
        }

        found.AddOwn(OfAssembly(type.ContainingAssembly));
        return found.ToImmutable();
    }

    // A queue and a set of what was seen, no recursion: in half-written code a type can contain its own base.
    private void AddBases(ref RestrictionList found, INamedTypeSymbol derived)
    {
        Queue<INamedTypeSymbol>? pending = null;
        Enqueue(ref pending, derived);
        HashSet<INamedTypeSymbol>? seen = pending is null ? null : new(ReferenceComparer<INamedTypeSymbol>.Instance);
        while (pending is { Count: > 0 })
        {
            INamedTypeSymbol next = pending.Dequeue();
            if (!seen!.Add(next))
            {
                continue;
            }

            if (_types.TryGetValue(next, out ImmutableArray<Restriction> known))
            {
                found.AddInherited(known, derived);
                continue;
            }

            found.AddInherited(Stated(next), derived);
            found.AddInherited(OfAssembly(next.ContainingAssembly), derived);
            Enqueue(ref pending, next);
            if (next.ContainingType is { } container)
            {
                (pending ??= new()).Enqueue(container);
            }
        }
    }

    private void Enqueue(ref Queue<INamedTypeSymbol>? pending, INamedTypeSymbol derived)
    {
        if (derived.BaseType?.OriginalDefinition is { } baseType && candidates.Contains(baseType.ContainingAssembly))
        {
            (pending ??= new()).Enqueue(baseType);
        }

        foreach (INamedTypeSymbol implemented in derived.Interfaces)
        {
            if (candidates.Contains(implemented.OriginalDefinition.ContainingAssembly))
            {
                (pending ??= new()).Enqueue(implemented.OriginalDefinition);
            }
        }
    }

    private ImmutableArray<Restriction> ComputeMember(ISymbol member)
    {
        RestrictionList found = new();
        found.AddOwn(Stated(member));
        if (member is IMethodSymbol { AssociatedSymbol: { } owner })
        {
            found.AddOwn(OfMember(owner));
        }

        if (Overridden(member) is { } overridden)
        {
            found.AddInherited(OfMember(overridden), member);
        }

        if (member.ContainingType is { } container)
        {
            AddImplemented(ref found, member, container);
            found.AddOwn(OfType(container));
        }

        if (member.Kind is SymbolKind.Property or SymbolKind.Event && HasRestrictedAccessor(member))
        {
            _ = _partly.TryAdd(member, true);
            _anyPartly = true;
        }

        return found.ToImmutable();
    }

    // By itself, by one that it overrides, or by one that it implements.
    private bool HasRestrictedAccessor(ISymbol member)
    {
        foreach (IMethodSymbol? accessor in AccessorsOf(member))
        {
            if (accessor is not null && !Stated(accessor).IsEmpty)
            {
                return true;
            }
        }

        return (Overridden(member) is { } overridden && IsPartlyRestricted(overridden))
            || (member is { IsStatic: false, ContainingType: { TypeKind: not TypeKind.Interface } container } && ImplementsRestrictedAccessor(member, container));
    }

    private bool ImplementsRestrictedAccessor(ISymbol member, INamedTypeSymbol container)
    {
        foreach (INamedTypeSymbol type in container.AllInterfaces)
        {
            foreach (ISymbol declared in RestrictedMembersOf(type))
            {
                if (declared is IMethodSymbol { AssociatedSymbol: { } owner }
                    && owner.Name == member.Name
                    && SymbolEqualityComparer.Default.Equals(container.FindImplementationForInterfaceMember(owner), member))
                {
                    return true;
                }
            }
        }

        return false;
    }

    // An interface in which nothing is restricted, and a type that implements none, cost one look.
    private void AddImplemented(ref RestrictionList found, ISymbol member, INamedTypeSymbol container)
    {
        if (member.IsStatic || container.TypeKind == TypeKind.Interface || member.Kind is not (SymbolKind.Method or SymbolKind.Property or SymbolKind.Event))
        {
            return;
        }

        foreach (INamedTypeSymbol type in container.AllInterfaces)
        {
            foreach (ISymbol declared in RestrictedMembersOf(type))
            {
                if (declared.Name == member.Name && SymbolEqualityComparer.Default.Equals(container.FindImplementationForInterfaceMember(declared), member))
                {
                    found.AddInherited(OfMember(declared), member);
                }
            }
        }
    }

    private ImmutableArray<ISymbol> ComputeInterface(INamedTypeSymbol type) =>
        [.. type.GetMembers().Where(member => member is (IMethodSymbol or IPropertySymbol or IEventSymbol) && IsRestrictedByItself(member))];

    private bool IsRestrictedByItself(ISymbol member) =>
        !OfMember(member).IsEmpty && (member is not IMethodSymbol { AssociatedSymbol: { } owner } || OfMember(owner).IsEmpty);

    // By its own attributes, or by a line of an additional file.
    private ImmutableArray<Restriction> Stated(ISymbol symbol)
    {
        ImmutableArray<Restriction> attributes = candidates.BearsAttributes(symbol.ContainingAssembly) ? RestrictedTo.ReadFrom(symbol) : [];
        return candidates.Listed is { } listed ? attributes.AddRange(listed.Of(symbol)) : attributes;
    }

    private ImmutableArray<Restriction> OfAssembly(IAssemblySymbol assembly) => !candidates.BearsAttributes(assembly)
        ? []
        : _assemblies.GetOrAdd(assembly, static key => [.. RestrictedTo.ReadFrom(key), .. key.Modules.SelectMany(module => RestrictedTo.ReadFrom(module))]);

    /// <summary>The member that a method, property or event overrides.</summary>
    /// <param name="member">The member.</param>
    /// <returns><see langword="null"/> if it overrides none.</returns>
    public static ISymbol? Overridden(ISymbol member) => member switch
    {
        IMethodSymbol method => method.OverriddenMethod,
        IPropertySymbol property => property.OverriddenProperty,
        IEventSymbol @event => @event.OverriddenEvent,
        _ => null,
    };
}
