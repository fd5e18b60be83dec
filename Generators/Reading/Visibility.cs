using Microsoft.CodeAnalysis;

namespace MsiEncap.Generators.Reading;

/// <summary>
/// How accessible a member of a cookie can be whose signature names a type: never to anybody who cannot see the type. The compiler
/// asks the same of every signature (CS0051, CS0053), one level of nesting after the other, and so does this.
/// </summary>
internal static class Visibility
{
    /// <summary>The accessibility of the members; <see langword="null"/> if only the cookie itself could use them.</summary>
    public static Accessibility? OfMembers(INamedTypeSymbol cookie, ITypeSymbol type) =>
        IsSeen(type, cookie, Accessibility.Public) ? Accessibility.Public
        : IsSeen(type, cookie, Accessibility.Internal) ? Accessibility.Internal
        : null;

    // Whether all that see a member of the cookie see the type and everything that it is made of.
    private static bool IsSeen(ITypeSymbol type, INamedTypeSymbol cookie, Accessibility member)
    {
        if (type is IArrayTypeSymbol array)
        {
            return IsSeen(array.ElementType, cookie, member);
        }

        for (INamedTypeSymbol? part = type as INamedTypeSymbol; part is not null; part = part.ContainingType)
        {
            if (!IsDeclarationSeen(part, cookie, member))
            {
                return false;
            }

            foreach (ITypeSymbol argument in part.TypeArguments)
            {
                if (!IsSeen(argument, cookie, member))
                {
                    return false;
                }
            }
        }

        return true;
    }

    private static bool IsDeclarationSeen(INamedTypeSymbol type, INamedTypeSymbol cookie, Accessibility member)
    {
        if (type.DeclaredAccessibility == Accessibility.Public || Confines(member, cookie, type, cookie.ContainingAssembly))
        {
            return true;
        }

        for (INamedTypeSymbol? level = cookie; level is not null; level = level.ContainingType)
        {
            if (Confines(level.DeclaredAccessibility, level.ContainingType, type, cookie.ContainingAssembly))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>Whether a level, by itself, is out of reach of all that cannot see a type.</summary>
    /// <param name="level">The accessibility of what is declared there.</param>
    /// <param name="place">The type that it is declared in, if any.</param>
    /// <param name="type">The type to be seen.</param>
    /// <param name="assembly">The cookie's assembly.</param>
    private static bool Confines(Accessibility level, INamedTypeSymbol? place, INamedTypeSymbol type, IAssemblySymbol assembly)
    {
        bool isFriend = type.ContainingAssembly.GivesAccessTo(assembly);
        bool toFriends = isFriend && level is Accessibility.Private or Accessibility.Internal or Accessibility.ProtectedAndInternal;
        return type.DeclaredAccessibility switch
        {
            Accessibility.Private => level == Accessibility.Private && IsInside(place, type.ContainingType),
            Accessibility.Internal => toFriends,
            Accessibility.Protected => ToHeirs(level, place, type.ContainingType),
            Accessibility.ProtectedAndInternal => toFriends && ToHeirs(level, place, type.ContainingType),
            Accessibility.ProtectedOrInternal => toFriends
                || ToHeirs(level, place, type.ContainingType)
                || (isFriend && level == Accessibility.ProtectedOrInternal && Inherits(place, type.ContainingType)),
            _ => false,
        };
    }

    private static bool ToHeirs(Accessibility level, INamedTypeSymbol? place, INamedTypeSymbol ancestor)
    {
        if (level is Accessibility.Protected or Accessibility.ProtectedAndInternal)
        {
            return Inherits(place, ancestor);
        }

        for (; level == Accessibility.Private && place is not null; place = place.ContainingType)
        {
            if (Inherits(place, ancestor))
            {
                return true;
            }
        }

        return false;
    }

    private static bool IsInside(INamedTypeSymbol? place, INamedTypeSymbol outer)
    {
        for (; place is not null; place = place.ContainingType)
        {
            if (AreOneDeclaration(place, outer))
            {
                return true;
            }
        }

        return false;
    }

    private static bool Inherits(INamedTypeSymbol? type, INamedTypeSymbol ancestor)
    {
        if (ancestor.TypeKind == TypeKind.Interface)
        {
            return type is not null
                && (AreOneDeclaration(type, ancestor) || type.AllInterfaces.Any(implemented => AreOneDeclaration(implemented, ancestor)));
        }

        for (; type is not null; type = type.BaseType)
        {
            if (AreOneDeclaration(type, ancestor))
            {
                return true;
            }
        }

        return false;
    }

    private static bool AreOneDeclaration(INamedTypeSymbol left, INamedTypeSymbol right) =>
        SymbolEqualityComparer.Default.Equals(left.OriginalDefinition, right.OriginalDefinition);
}
