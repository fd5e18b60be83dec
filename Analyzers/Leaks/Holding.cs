using Microsoft.CodeAnalysis;

namespace MsiEncap.Analyzers.Leaks;

/// <summary>Whether something of a type can be, or give back, a restricted value that the type does not show.</summary>
internal static class Holding
{
    private static readonly HashSet<string> s_holdingStructs = ["GCHandle", "HandleRef", "DependentHandle", "TypedReference"];

    // Handed a restricted value, these keep no more than what they make of it.
    private static readonly HashSet<string> s_emptyClasses =
        ["Task", "Type", "Assembly", "MemberInfo", "Encoding", "CancellationTokenSource", "CultureInfo", "StringBuilder", "TextWriter", "Version"];

    /// <summary>Asks of a type.</summary>
    /// <param name="type">The type.</param>
    /// <param name="value">The restricted type of the value in question; <see langword="null"/> if it is not known.</param>
    /// <returns><see langword="false"/> for numbers, texts, and types whose own declaration says what they hold.</returns>
    public static bool CanHold(ITypeSymbol? type, ISymbol? value)
    {
        Stack<ITypeSymbol> pending = new();
        if (type is not null)
        {
            pending.Push(type);
        }

        while (pending.Count > 0)
        {
            switch (pending.Pop())
            {
                case IDynamicTypeSymbol or ITypeParameterSymbol or IPointerTypeSymbol or IFunctionPointerTypeSymbol:
                    return true;
                case INamedTypeSymbol { IsAnonymousType: true } anonymous:
                    foreach (IPropertySymbol property in anonymous.GetMembers().OfType<IPropertySymbol>())
                    {
                        pending.Push(property.Type);
                    }

                    break;
                case IArrayTypeSymbol array:
                    pending.Push(array.ElementType);
                    break;
                case INamedTypeSymbol named when Holds(named, value):
                    return true;
                case INamedTypeSymbol { TypeKind: not TypeKind.Delegate } named:
                    for (INamedTypeSymbol? level = named; level is not null; level = level.ContainingType)
                    {
                        foreach (ITypeSymbol argument in level.TypeArguments)
                        {
                            pending.Push(argument);
                        }
                    }

                    break;
                default:
                    break;
            }
        }

        return false;
    }

    private static bool Holds(INamedTypeSymbol type, ISymbol? value) => type switch
    {
        { SpecialType: SpecialType.System_Object or SpecialType.System_ValueType or SpecialType.System_Enum or SpecialType.System_Array } => true,
        { TypeKind: TypeKind.Delegate } or { SpecialType: SpecialType.System_Delegate or SpecialType.System_MulticastDelegate } => true,
        { SpecialType: SpecialType.System_String } or { TypeKind: TypeKind.Enum } => false,
        { TypeKind: TypeKind.Interface, IsGenericType: false } => true,
        { TypeKind: TypeKind.Struct } => s_holdingStructs.Contains(type.Name) && Framework.Contains(type.ContainingAssembly),
        { TypeKind: TypeKind.Class } => IsOrIsBaseOf(type, value as INamedTypeSymbol)
            || (!type.IsGenericType && !type.IsTupleType && !s_emptyClasses.Contains(type.Name) && Framework.Contains(type.ContainingAssembly)),
        _ => false,
    };

    private static bool IsOrIsBaseOf(INamedTypeSymbol type, INamedTypeSymbol? derived)
    {
        HashSet<INamedTypeSymbol>? seen = null;
        for (INamedTypeSymbol? next = derived; next is not null; next = next.BaseType)
        {
            if (SymbolEqualityComparer.Default.Equals(next.OriginalDefinition, type.OriginalDefinition))
            {
                return true;
            }

            if (!(seen ??= new(ReferenceComparer<INamedTypeSymbol>.Instance)).Add(next.OriginalDefinition))
            {
                return false;
            }
        }

        return false;
    }
}
