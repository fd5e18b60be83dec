using System.Collections.Immutable;
using Microsoft.CodeAnalysis;

namespace MsiEncap.Analyzers;

/// <summary>Finds the restricted types that a type is made of: element types, type arguments, tuple, anonymous and signature parts.</summary>
internal static class RestrictedParts
{
    /// <summary>Whether a type is restricted or is constructed over one that is.</summary>
    /// <param name="model">What is restricted.</param>
    /// <param name="type">The type.</param>
    /// <returns><see langword="true"/> if any part of it is restricted.</returns>
    public static bool HasRestrictedPart(this RestrictionModel model, ITypeSymbol? type)
    {
        if (type is null || model.OpenTypes.Contains(type))
        {
            return false;
        }

        bool any = Look(model, type);
        if (!any)
        {
            model.OpenTypes.Add(type);
        }

        return any;
    }

    /// <summary>The restricted types that a type is made of, outermost first.</summary>
    /// <param name="model">What is restricted.</param>
    /// <param name="type">The type.</param>
    /// <returns>The types that are restricted by their own definition.</returns>
    public static IEnumerable<INamedTypeSymbol> PartsOf(this RestrictionModel model, ITypeSymbol? type) => type switch
    {
        INamedTypeSymbol named => PartsOfNamed(model, named),
        IArrayTypeSymbol array => model.PartsOf(array.ElementType),
        IPointerTypeSymbol pointer => model.PartsOf(pointer.PointedAtType),
        IFunctionPointerTypeSymbol function => model.PartsOf(function.Signature.ReturnType)
            .Concat(function.Signature.Parameters.SelectMany(parameter => model.PartsOf(parameter.Type))),
        _ => [],
    };

    private static bool Look(RestrictionModel model, ITypeSymbol type) => type switch
    {
        INamedTypeSymbol named => !model.OfType(named).IsEmpty || AnyArgument(model, named) || AnyMember(model, named),
        IArrayTypeSymbol array => model.HasRestrictedPart(array.ElementType),
        IPointerTypeSymbol pointer => model.HasRestrictedPart(pointer.PointedAtType),
        IFunctionPointerTypeSymbol function => model.HasRestrictedPart(function.Signature.ReturnType)
            || function.Signature.Parameters.Any(parameter => model.HasRestrictedPart(parameter.Type)),
        _ => false,
    };

    private static IEnumerable<INamedTypeSymbol> PartsOfNamed(RestrictionModel model, INamedTypeSymbol type)
    {
        if (!model.OfType(type).IsEmpty)
        {
            yield return type;
        }

        for (INamedTypeSymbol? level = type; level is not null; level = level.ContainingType)
        {
            foreach (INamedTypeSymbol part in level.TypeArguments.SelectMany(model.PartsOf))
            {
                yield return part;
            }
        }

        if (type.IsAnonymousType)
        {
            foreach (INamedTypeSymbol part in type.GetMembers().OfType<IPropertySymbol>().SelectMany(property => model.PartsOf(property.Type)))
            {
                yield return part;
            }
        }
    }

    // The compiler makes anonymous types of what it finds, and nobody can name them.
    private static bool AnyMember(RestrictionModel model, INamedTypeSymbol type)
    {
        if (type.IsAnonymousType)
        {
            foreach (ISymbol member in type.GetMembers())
            {
                if (member is IPropertySymbol property && model.HasRestrictedPart(property.Type))
                {
                    return true;
                }
            }
        }

        return false;
    }

    private static bool AnyArgument(RestrictionModel model, INamedTypeSymbol type)
    {
        for (INamedTypeSymbol? level = type; level is not null; level = level.ContainingType)
        {
            if (level.Arity == 0)
            {
                continue;
            }

            ImmutableArray<ITypeSymbol> arguments = level.TypeArguments;
            for (int i = 0; i < arguments.Length; i++)
            {
                if (arguments[i].TypeKind != TypeKind.TypeParameter && model.HasRestrictedPart(arguments[i]))
                {
                    return true;
                }
            }
        }

        return false;
    }
}
