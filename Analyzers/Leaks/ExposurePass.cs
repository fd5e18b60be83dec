using System.Collections.Concurrent;
using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using MsiEncap.Analyzers.Access;
using MsiEncap.Analyzers.Roles;
using MsiEncap.Generators.Words;

namespace MsiEncap.Analyzers.Leaks;

/// <summary>Finds declarations that show a restricted type to code outside its role.</summary>
/// <param name="access">The access model.</param>
/// <param name="compilation">The compilation.</param>
/// <param name="acting">The names of the types outside of which nobody acts in a role; <see langword="null"/> if all code may.</param>
internal sealed class ExposurePass(AccessModel access, Compilation compilation, NameTable? acting)
{
    private readonly ConcurrentDictionary<INamedTypeSymbol, RoleCode> _roles = new(SymbolEqualityComparer.Default);

    /// <summary>Reports a declaration, once, by the first restricted type that it shows.</summary>
    /// <param name="context">The declaration.</param>
    public void Run(SymbolAnalysisContext context)
    {
        ISymbol symbol = context.Symbol;
        if (!MayAct(symbol) || IsPartOfAnother(symbol))
        {
            return;
        }

        foreach (ITypeSymbol type in Signature.TypesOf(symbol, access.Restrictions))
        {
            if (access.Restrictions.HasRestrictedPart(type) && Shown(symbol, type) is { } unmet && Place(symbol) is { } place)
            {
                context.Report(ToDiagnostic(symbol, unmet, place));
                return;
            }
        }
    }

    private bool MayAct(ISymbol symbol)
    {
        for (INamedTypeSymbol? type = symbol as INamedTypeSymbol ?? symbol.ContainingType; acting is not null; type = type.ContainingType)
        {
            if (type is null)
            {
                return false;
            }

            if (acting.Contains(type.Name))
            {
                return true;
            }
        }

        return true;
    }

    // Accessors show what their property does, an override or explicit implementation what its base does, and a backing field nothing.
    private static bool IsPartOfAnother(ISymbol symbol) =>
        symbol is IMethodSymbol { AssociatedSymbol: not null } or IFieldSymbol { AssociatedSymbol: not null }
            or IMethodSymbol { ExplicitInterfaceImplementations.IsEmpty: false } or IPropertySymbol { ExplicitInterfaceImplementations.IsEmpty: false }
            or IEventSymbol { ExplicitInterfaceImplementations.IsEmpty: false }
            or IMethodSymbol { PartialDefinitionPart: not null } or IPropertySymbol { PartialDefinitionPart: not null }
        || symbol.IsOverride
        || (symbol.IsImplicitlyDeclared && symbol is not IMethodSymbol { MethodKind: MethodKind.Constructor, Parameters.IsEmpty: false });

    private Unmet? Shown(ISymbol symbol, ITypeSymbol type)
    {
        INamedTypeSymbol? site = symbol as INamedTypeSymbol ?? symbol.ContainingType;
        foreach (INamedTypeSymbol part in access.Restrictions.PartsOf(type))
        {
            foreach (Restriction restriction in access.Restrictions.OfType(part))
            {
                // Where the code does not act in the role, naming the type is already one error too many.
                if (access.Acts(site, restriction.Role)
                    && _roles.GetOrAdd(restriction.Role, role => new(access, compilation, role)).IsShown(symbol))
                {
                    return new(part, restriction);
                }
            }
        }

        return null;
    }

    private static Location? Place(ISymbol symbol) => symbol.Locations.FirstOrDefault(location => location.IsInSource);

    private static Diagnostic ToDiagnostic(ISymbol symbol, Unmet unmet, Location place)
    {
        INamedTypeSymbol role = unmet.Restriction.Role;
        ImmutableDictionary<string, string?> properties = ImmutableDictionary<string, string?>.Empty.Add(MSI1005ExposedTypeAnalyzer.RoleProperty, Role.FullName(role));
        return Diagnostic.Create(
            Descriptors.ExposedType,
            place,
            symbol is IMethodSymbol { MethodKind: MethodKind.Constructor } ? properties.Add(MSI1005ExposedTypeAnalyzer.ConstructorProperty, "") : properties,
            SymbolText.Of(symbol),
            SymbolText.Of(unmet.Symbol),
            RolePhrase.Plural(role.Name),
            role.Name,
            role.ContainingAssembly.Name);
    }
}
