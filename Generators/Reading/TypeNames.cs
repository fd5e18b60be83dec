using System.Text;
using Microsoft.CodeAnalysis;

namespace MsiEncap.Generators.Reading;

/// <summary>How a type is named from outside: in code, and in the layout.</summary>
internal static class TypeNames
{
    // The compiler's own spelling, since it knows every corner: keywords, arrays of nullable arrays, the names of a tuple's parts.
    private static readonly SymbolDisplayFormat s_code = SymbolDisplayFormat.FullyQualifiedFormat
        .AddMiscellaneousOptions(SymbolDisplayMiscellaneousOptions.IncludeNullableReferenceTypeModifier);

    /// <summary>The name in code, the same wherever it is written.</summary>
    public static string InCode(ITypeSymbol type) => type.ToDisplayString(s_code);

    /// <summary>
    /// The name in the layout, as reflection has it without assemblies: <c>Acme.Outer+Pool`1[Acme.Queue][]</c>. Spelled here and not by
    /// the compiler, the next version of which may spell it otherwise.
    /// </summary>
    public static string InLayout(ITypeSymbol type)
    {
        StringBuilder name = new();
        AppendType(name, type);
        return name.ToString();
    }

    private static void AppendType(StringBuilder name, ITypeSymbol type)
    {
        if (type is IArrayTypeSymbol array)
        {
            AppendType(name, array.ElementType);
            name.Append('[').Append(',', array.Rank - 1).Append(']');
        }
        else if (type is INamedTypeSymbol named)
        {
            AppendDeclaration(name, named);
            List<ITypeSymbol> arguments = [];
            AddArguments(arguments, named);
            AppendArguments(name, arguments);
        }
        else if (type.TypeKind == TypeKind.Dynamic)
        {
            // Which a signature cannot tell from it.
            name.Append("System.Object");
        }
    }

    private static void AppendDeclaration(StringBuilder name, INamedTypeSymbol type)
    {
        if (type.ContainingType is { } outer)
        {
            AppendDeclaration(name, outer);
            name.Append('+');
        }
        else
        {
            AppendNamespace(name, type.ContainingNamespace);
        }

        name.Append(type.MetadataName);
    }

    private static void AppendNamespace(StringBuilder name, INamespaceSymbol space)
    {
        if (!space.IsGlobalNamespace)
        {
            AppendNamespace(name, space.ContainingNamespace);
            name.Append(space.Name).Append('.');
        }
    }

    private static void AddArguments(List<ITypeSymbol> arguments, INamedTypeSymbol type)
    {
        if (type.ContainingType is { } outer)
        {
            AddArguments(arguments, outer);
        }

        arguments.AddRange(type.TypeArguments);
    }

    private static void AppendArguments(StringBuilder name, List<ITypeSymbol> arguments)
    {
        for (int i = 0; i < arguments.Count; i++)
        {
            name.Append(i == 0 ? '[' : ',');
            AppendType(name, arguments[i]);
        }

        if (arguments.Count > 0)
        {
            name.Append(']');
        }
    }
}
