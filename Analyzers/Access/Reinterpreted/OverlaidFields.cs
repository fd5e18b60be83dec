using System.Runtime.InteropServices;
using Microsoft.CodeAnalysis;

namespace MsiEncap.Analyzers.Access;

/// <summary>Finds fields that lie over a restricted one, where a type lays out its fields itself.</summary>
internal static class OverlaidFields
{
    private const int ReferenceSize = 8;

    /// <summary>Reports the fields of a type through which a restricted field can be read.</summary>
    /// <param name="access">The access model.</param>
    /// <param name="type">The type.</param>
    /// <param name="report">Takes the diagnostics.</param>
    public static void Visit(AccessModel access, INamedTypeSymbol type, Action<Diagnostic> report)
    {
        foreach ((IFieldSymbol field, Unmet? unmet) in Over(type, field => Within(access, field, type)))
        {
            report(unmet!.Value.ReinterpretedAt(field.Locations[0]));
        }
    }

    /// <summary>The fields of a type that lie over one of interest, and are of no interest themselves.</summary>
    /// <typeparam name="T">What is of interest about a field.</typeparam>
    /// <param name="type">Any type.</param>
    /// <param name="interest">What is of interest about the type of a field, if anything is.</param>
    /// <returns>The fields, each with the interest in what it lies over.</returns>
    public static IEnumerable<(IFieldSymbol Field, T? Below)> Over<T>(INamedTypeSymbol type, Func<ITypeSymbol, T?> interest)
    {
        if (type.TypeKind is not (TypeKind.Struct or TypeKind.Class) || !IsExplicit(type))
        {
            yield break;
        }

        (IFieldSymbol Field, int Offset, T? Interest)[] fields =
        [
            .. type.GetMembers().OfType<IFieldSymbol>()
                .Where(field => !field.IsStatic)
                .Select(field => (field, Offset(field), interest(field.Type))),
        ];
        foreach ((IFieldSymbol field, int offset, T? own) in fields)
        {
            foreach ((IFieldSymbol below, int start, T? found) in own is null ? fields : [])
            {
                if (found is not null && offset < start + Size(below.Type) && start < offset + Size(field.Type))
                {
                    yield return (field, found);
                    break;
                }
            }
        }
    }

    // A field of a restricted type names it, and is reported for that.
    private static Unmet? Within(AccessModel access, ITypeSymbol field, INamedTypeSymbol site) =>
        access.FirstUnmetPart(field, site) is null ? RestrictedContent.FirstUnmet(access, field, site) : null;

    private static bool IsExplicit(INamedTypeSymbol type) => type.GetAttributes().Any(attribute =>
        attribute is { AttributeClass.Name: nameof(StructLayoutAttribute) }
        && AttributeConstant.Positional(attribute, 0) is (int)LayoutKind.Explicit or (short)LayoutKind.Explicit);

    private static int Offset(IFieldSymbol field)
    {
        foreach (AttributeData attribute in field.GetAttributes())
        {
            if (attribute is { AttributeClass.Name: nameof(FieldOffsetAttribute) } && AttributeConstant.Positional(attribute, 0) is int offset)
            {
                return offset;
            }
        }

        return 0;
    }

    // Near enough to tell fields that lie over each other from those that lie side by side.
    private static int Size(ITypeSymbol? type)
    {
        int size = 0;
        Stack<ITypeSymbol?> pending = new();
        HashSet<ITypeSymbol> structs = new(SymbolEqualityComparer.Default);
        pending.Push(type);
        while (pending.Count > 0)
        {
            ITypeSymbol? next = pending.Pop();
            switch (next)
            {
                case INamedTypeSymbol { EnumUnderlyingType: { } underlying }:
                    pending.Push(underlying);
                    break;
                case INamedTypeSymbol { TypeKind: TypeKind.Struct, SpecialType: SpecialType.None } named when structs.Count < ReferenceSize && structs.Add(named):
                    foreach (IFieldSymbol field in named.GetMembers().OfType<IFieldSymbol>().Where(field => !field.IsStatic))
                    {
                        pending.Push(field.Type);
                    }

                    break;
                default:
                    size += Size(next?.SpecialType);
                    break;
            }
        }

        return Math.Max(size, 1);
    }

    private static int Size(SpecialType? type) => type switch
    {
        SpecialType.System_Boolean or SpecialType.System_Byte or SpecialType.System_SByte => 1,
        SpecialType.System_Char or SpecialType.System_Int16 or SpecialType.System_UInt16 => 2,
        SpecialType.System_Int32 or SpecialType.System_UInt32 or SpecialType.System_Single => 4,
        SpecialType.System_Decimal => 16,
        _ => ReferenceSize,
    };
}
