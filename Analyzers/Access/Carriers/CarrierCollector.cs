using Microsoft.CodeAnalysis;
using MsiEncap.Generators.Reading;

namespace MsiEncap.Analyzers.Access;

/// <summary>Looks through the declarations of assemblies for carriers.</summary>
internal sealed class CarrierCollector
{
    private readonly Func<INamedTypeSymbol, bool> _isOfInterest;
    private readonly Func<ISymbol, bool> _isMemberOfInterest;
    private readonly HashSet<INamedTypeSymbol> _carriers = new(SymbolEqualityComparer.Default);
    private readonly HashSet<string> _names = new(StringComparer.Ordinal);
    private readonly HashSet<string> _types = new(StringComparer.Ordinal);
    private readonly HashSet<IAssemblySymbol> _friends;
    private readonly HashSet<IAssemblySymbol> _assemblies;
    private readonly IReadOnlyList<INamedTypeSymbol> _all;
    private bool _isEverywhere;

    /// <summary>A search.</summary>
    /// <param name="assemblies">The assemblies.</param>
    /// <param name="isOfInterest">Whether a type is what carriers carry.</param>
    /// <param name="isMemberOfInterest">Whether a member or a parameter is, of itself.</param>
    /// <param name="friends">Those of the assemblies whose internals can be named.</param>
    public CarrierCollector(
        IEnumerable<IAssemblySymbol> assemblies, Func<INamedTypeSymbol, bool> isOfInterest, Func<ISymbol, bool> isMemberOfInterest, IEnumerable<IAssemblySymbol> friends)
    {
        _friends = new(friends, ReferenceComparer<IAssemblySymbol>.Instance);
        _isOfInterest = isOfInterest;
        _isMemberOfInterest = isMemberOfInterest;
        _assemblies = new(assemblies, SymbolEqualityComparer.Default);
        _all = [.. _assemblies.SelectMany(AssemblyTypes.Of)];
    }

    /// <summary>Collects the carriers.</summary>
    /// <returns>Their names.</returns>
    public ReferencedCarriers Collect()
    {
        CollectTypes();
        CollectNames();
        _isEverywhere |= _carriers.Any(LanguageTypes.Has);
        return new(new(_names), new(_types), _isEverywhere);
    }

    private void CollectTypes()
    {
        List<INamedTypeSymbol> open = [];
        foreach (INamedTypeSymbol type in _all)
        {
            if (_isOfInterest(type))
            {
                _ = _carriers.Add(type);
            }
            else
            {
                open.Add(type);
            }
        }

        int before;
        do
        {
            before = _carriers.Count;
            foreach (INamedTypeSymbol type in open)
            {
                if (Becomes(type))
                {
                    _ = _carriers.Add(type);
                }
            }

            foreach (INamedTypeSymbol type in _all)
            {
                AddReceivers(type);
            }

            _ = open.RemoveAll(_carriers.Contains);
        }
        while (_carriers.Count > before);
    }

    private bool Becomes(INamedTypeSymbol type) =>
        Mentions(type.BaseType) || type.Interfaces.Any(Mentions) || type.TypeParameters.Any(parameter => parameter.ConstraintTypes.Any(Mentions))
        || (type.Name.Length > 0 && type.GetMembers().Any(member => ImplicitMembers.Has(member) && !IsExtension(member) && Carries(member)));

    // An extension is used on what it extends. That of a C# 14 block is a static method of the class around it, too.
    private void AddReceivers(INamedTypeSymbol type)
    {
        foreach (ISymbol member in type.IsStatic || type.Name.Length == 0 ? type.GetMembers() : [])
        {
            if (!ImplicitMembers.Has(member) || !(type.Name.Length == 0 || IsExtension(member)) || !Carries(member))
            {
                continue;
            }

            IEnumerable<IMethodSymbol> made = type.Name.Length > 0 ? [(IMethodSymbol)member]
                : type.ContainingType?.GetMembers((member is IPropertySymbol { GetMethod: { } getter } ? getter : member).MetadataName).OfType<IMethodSymbol>() ?? [];
            bool any = false;
            foreach (IParameterSymbol parameter in made.SelectMany(method => IsExtension(method) ? method.Parameters.Take(1) : method.Parameters))
            {
                // What others make of a type that is not among these, nobody has looked for. Of two operands, one will do.
                if (parameter.Type is INamedTypeSymbol { OriginalDefinition: var extended } && _assemblies.Contains(extended.ContainingAssembly) && !LanguageTypes.Has(extended))
                {
                    any = true;
                    _ = _carriers.Add(extended);
                }
            }

            _isEverywhere |= !any;
        }
    }

    private static bool IsExtension(ISymbol member) => member is IMethodSymbol { IsExtensionMethod: true };

    private void CollectNames()
    {
        foreach (INamedTypeSymbol type in _carriers.Where(CanBeNamed))
        {
            Add(type.Name);
            _ = _types.Add(type.Name);
            if (Signs.ShortName(type.Name) is { } attribute)
            {
                Add(attribute);
                _ = _types.Add(attribute);
            }
        }

        // Who uses a member of a carrier has named something to use it on, unless it extends something else.
        foreach (INamedTypeSymbol type in _all.Where(CanBeNamed))
        {
            bool all = type.Name.Length == 0 || !_carriers.Contains(type);
            foreach (ISymbol member in type.GetMembers())
            {
                if (member is not (INamedTypeSymbol or IMethodSymbol { AssociatedSymbol: not null }) && CanBeNamed(member) && (all || IsExtension(member)) && Carries(member))
                {
                    Add(member.Name);
                }
            }
        }

        _ = _types.Remove("");
    }

    // What the language does not let code name is reached by strings, if at all, and those have signs of their own.
    private bool CanBeNamed(ISymbol symbol)
    {
        for (ISymbol? level = symbol; level is not (null or INamespaceSymbol); level = level.ContainingSymbol)
        {
            if (level.DeclaredAccessibility == Accessibility.Private
                || (level.DeclaredAccessibility is Accessibility.Internal or Accessibility.ProtectedAndInternal && !_friends.Contains(level.ContainingAssembly)))
            {
                return false;
            }
        }

        return true;
    }

    private void Add(string name)
    {
        string simple = ImplicitMembers.Simple(name);
        if (simple.Length > 0)
        {
            _ = _names.Add(simple);
        }
    }

    private bool Carries(ISymbol member) => _isMemberOfInterest(member) || member switch
    {
        IFieldSymbol field => Mentions(field.Type),
        IEventSymbol @event => Mentions(@event.Type) || IsAccessorOfInterest(@event.AddMethod) || IsAccessorOfInterest(@event.RemoveMethod),
        IPropertySymbol property => Mentions(property.Type) || property.Parameters.Any(Carries)
            || IsAccessorOfInterest(property.GetMethod) || IsAccessorOfInterest(property.SetMethod),
        IMethodSymbol method => Mentions(method.ReturnType) || method.Parameters.Any(Carries)
            || method.TypeParameters.Any(parameter => parameter.ConstraintTypes.Any(Mentions)),
        _ => false,
    };

    private bool IsAccessorOfInterest(IMethodSymbol? accessor) => accessor is not null && _isMemberOfInterest(accessor);

    private bool Carries(IParameterSymbol parameter) => Mentions(parameter.Type) || _isMemberOfInterest(parameter);

    private bool Mentions(ITypeSymbol? type)
    {
        switch (type)
        {
            case IArrayTypeSymbol array:
                return Mentions(array.ElementType);
            case IPointerTypeSymbol pointer:
                return Mentions(pointer.PointedAtType);
            case IFunctionPointerTypeSymbol function:
                return Mentions(function.Signature.ReturnType) || function.Signature.Parameters.Any(parameter => Mentions(parameter.Type));
            case IDynamicTypeSymbol:
                return true;
            case INamedTypeSymbol { SpecialType: > SpecialType.None and <= SpecialType.System_UIntPtr }:
                return false;
            case INamedTypeSymbol named:
                if (_carriers.Contains(named.OriginalDefinition))
                {
                    return true;
                }

                for (INamedTypeSymbol? level = named; level is not null; level = level.ContainingType)
                {
                    if (level.Arity > 0 && level.TypeArguments.Any(Mentions))
                    {
                        return true;
                    }
                }

                return false;
            default:
                return false;
        }
    }
}
