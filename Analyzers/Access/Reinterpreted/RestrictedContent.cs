using Microsoft.CodeAnalysis;

namespace MsiEncap.Analyzers.Access;

/// <summary>
/// What is restricted about the memory of a value: its type, and whatever lies in it. A struct that anybody may use gives away the
/// restricted fields within it when its memory is read as something else.
/// </summary>
internal static class RestrictedContent
{
    /// <summary>The first restricted type that a value's memory holds and that code may not touch.</summary>
    /// <param name="access">The access model.</param>
    /// <param name="type">The type of the value; arrays, spans and pointers are looked at for their elements.</param>
    /// <param name="site">The innermost type around the code.</param>
    /// <returns><see langword="null"/> if the code may touch all of it.</returns>
    public static Unmet? FirstUnmet(AccessModel access, ITypeSymbol? type, INamedTypeSymbol? site)
    {
        if (access.FirstUnmetPart(type, site) is { } unmet)
        {
            return unmet;
        }

        Stack<ITypeSymbol?> pending = new();
        HashSet<ITypeSymbol> seen = new(SymbolEqualityComparer.Default);
        pending.Push(type);
        while (pending.Count > 0)
        {
            switch (pending.Pop())
            {
                case IArrayTypeSymbol array:
                    pending.Push(array.ElementType);
                    break;
                case IPointerTypeSymbol pointer:
                    pending.Push(pointer.PointedAtType);
                    break;
                case INamedTypeSymbol { TypeKind: TypeKind.Struct } named when seen.Add(named):
                    foreach (ITypeSymbol argument in named.TypeArguments)
                    {
                        pending.Push(argument);
                    }

                    foreach (ITypeSymbol field in FieldTypes(access, named))
                    {
                        if (access.FirstUnmetPart(field, site) is { } held)
                        {
                            return held;
                        }

                        pending.Push(field);
                    }

                    break;
                default:
                    break;
            }
        }

        return null;
    }

    /// <summary>The first restricted type that an object of a class keeps, as far as its public face shows, and that code may not touch.</summary>
    /// <param name="access">The access model.</param>
    /// <param name="type">The class.</param>
    /// <param name="site">The innermost type around the code.</param>
    /// <returns><see langword="null"/> if there is none.</returns>
    public static Unmet? FirstUnmetKept(AccessModel access, ITypeSymbol? type, INamedTypeSymbol? site)
    {
        HashSet<ITypeSymbol> seen = new(SymbolEqualityComparer.Default);
        for (ITypeSymbol? level = type; level is INamedTypeSymbol { TypeKind: TypeKind.Class } named && seen.Add(level); level = level.BaseType)
        {
            if (!access.Restrictions.Candidates.Contains(named.ContainingAssembly))
            {
                continue;
            }

            foreach (ISymbol member in named.GetMembers())
            {
                ITypeSymbol? kept = member switch
                {
                    IFieldSymbol { IsStatic: false, IsConst: false } field => field.Type,
                    IPropertySymbol { IsStatic: false, IsIndexer: false } property => property.Type,
                    _ => null,
                };
                if (access.FirstUnmetPart(kept, site) is { } unmet)
                {
                    return unmet;
                }
            }
        }

        return null;
    }

    // The framework's own structs hold nothing restricted but by their type arguments.
    private static IEnumerable<ITypeSymbol> FieldTypes(AccessModel access, INamedTypeSymbol type) =>
        access.Restrictions.Candidates.Contains(type.ContainingAssembly)
            ? type.GetMembers().OfType<IFieldSymbol>().Where(field => !field.IsStatic && !field.IsConst).Select(field => field.Type)
            : [];
}
