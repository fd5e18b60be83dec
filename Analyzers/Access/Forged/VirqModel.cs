using System.Collections.Immutable;
using Microsoft.CodeAnalysis;

namespace MsiEncap.Analyzers.Access;

/// <summary>What the rule about interrupt numbers knows of a compilation: which type they are, and who may make them.</summary>
internal sealed class VirqModel
{
    private const string VirqName = "MsiEncap.Virq";
    private const string RoleName = "MsiEncap.Encapsulation.IrqDomainImplementer";
    private const string NumberName = "Number";

    private readonly Lazy<Carriers> _carriers;
    private readonly ImmutableArray<INamedTypeSymbol> _types;
    private readonly ImmutableArray<INamedTypeSymbol> _roles;
    private readonly AccessModel? _access;

    private VirqModel(Compilation compilation, ImmutableArray<INamedTypeSymbol> types, AccessModel? access)
    {
        _types = types;
        _access = access;
        _roles = compilation.GetTypesByMetadataName(RoleName);
        _carriers = new(() => Find(compilation, types));
    }

    /// <summary>The model of a compilation.</summary>
    /// <param name="compilation">The compilation.</param>
    /// <param name="access">Who acts in a role, where there are roles.</param>
    /// <returns><see langword="null"/> where nothing declares the type, and where the compilation itself does: it may make them.</returns>
    public static VirqModel? Of(Compilation compilation, AccessModel? access) =>
        compilation.GetTypesByMetadataName(VirqName) is { IsEmpty: false } types
        && !types.Any(type => SymbolEqualityComparer.Default.Equals(type.ContainingAssembly, compilation.Assembly))
            ? new(compilation, types, access)
            : null;

    /// <summary>Who acts in a role, where there are roles.</summary>
    public AccessModel? Access => _access;

    /// <summary>The names without which code has no interrupt number.</summary>
    public Carriers Carriers => _carriers.Value;

    /// <summary>The name of the assembly that declares them.</summary>
    public string DeclaringAssembly => _types[0].ContainingAssembly.Name;

    /// <summary>Whether a type is that of interrupt numbers.</summary>
    /// <param name="type">The type.</param>
    /// <returns><see langword="true"/> if it is.</returns>
    public bool IsVirq(ITypeSymbol? type)
    {
        foreach (INamedTypeSymbol virq in _types)
        {
            if (ReferenceEquals(type, virq) || SymbolEqualityComparer.Default.Equals(type, virq))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>Whether a type is that of interrupt numbers, or of an array, span, pointer or nullable of them.</summary>
    /// <param name="type">The type.</param>
    /// <returns><see langword="true"/> if it is.</returns>
    public bool IsOfVirqs(ITypeSymbol? type) => type switch
    {
        IArrayTypeSymbol array => IsVirq(array.ElementType),
        IPointerTypeSymbol pointer => IsVirq(pointer.PointedAtType),
        INamedTypeSymbol { TypeArguments: [var argument] } => IsVirq(argument),
        _ => IsVirq(type),
    };

    /// <summary>Whether a member is the number in a virq.</summary>
    /// <param name="member">The member.</param>
    /// <returns><see langword="true"/> if it is.</returns>
    public bool IsNumber(ISymbol member) => member.Name == NumberName && IsVirq(member.ContainingType);

    /// <summary>Whether code may make numbers because it acts in the role.</summary>
    /// <param name="site">The innermost type around the code.</param>
    /// <returns><see langword="true"/> if it may.</returns>
    public bool MayMake(INamedTypeSymbol? site)
    {
        foreach (INamedTypeSymbol virq in _types)
        {
            foreach (INamedTypeSymbol role in _access is null ? [] : _roles)
            {
                if (SymbolEqualityComparer.Default.Equals(role.ContainingAssembly, virq.ContainingAssembly) && _access!.Acts(site, role))
                {
                    return true;
                }
            }
        }

        return false;
    }

    // Nobody but those who mention the type can mention a number of its, or those who reach it by a name.
    private static Carriers Find(Compilation compilation, ImmutableArray<INamedTypeSymbol> types)
    {
        IReadOnlyList<IAssemblySymbol> mentioning = CandidateAssemblies.ReferencesTo(compilation, types.Select(type => type.ContainingAssembly));
        return Carriers.Of(
            compilation,
            ["Virq", .. ForgedVirqs.ReflectingMembers],
            ["Virq"],
            ReferencedCarriers.Find("virqs", compilation.Assembly, mentioning, type => types.Contains(type, SymbolEqualityComparer.Default), static _ => false),
            CancellationToken.None);
    }
}
