using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using MsiEncap.Generators.Models;

namespace MsiEncap.Generators.Reading;

/// <summary>Reads a type that a contract is nested in, if another file can add a part to it.</summary>
internal static class ContainerReader
{
    /// <summary>Reads a container.</summary>
    /// <param name="type">The container.</param>
    /// <param name="syntax">The part of it that the contract is in; nothing in metadata.</param>
    /// <param name="problems">What is wrong with it.</param>
    public static ContainerModel Read(INamedTypeSymbol type, SyntaxNode? syntax, ref ContractProblems problems)
    {
        string? keyword = Keyword(type);
        if (keyword is null || type.Name.Length == 0)
        {
            problems.Add(TypeReader.Name(type, syntax), "it is nested in what cannot be opened again", "move it out");
        }
        else if (syntax is not null && !(syntax is TypeDeclarationSyntax declaration && declaration.Modifiers.Any(SyntaxKind.PartialKeyword)))
        {
            problems.Add(TypeReader.Name(type, syntax), $"it is nested in '{type.Name}', which is not partial", $"make '{type.Name}' partial, or move it out");
        }

        if (type.IsFileLocal)
        {
            problems.Add(
                TypeReader.Name(type, syntax), $"it is nested in '{type.Name}', a file type, to which the generator's file can add nothing", "move it out");
        }

        return new ContainerModel(keyword ?? string.Empty, type.Name, ReadTypeParameters(type, syntax, ref problems));
    }

    private static string? Keyword(INamedTypeSymbol type) => type switch
    {
        { TypeKind: TypeKind.Class, IsRecord: true } => "record",
        { TypeKind: TypeKind.Class } => "class",
        { TypeKind: TypeKind.Struct, IsRecord: true } => "record struct",
        { TypeKind: TypeKind.Struct } => "struct",
        { TypeKind: TypeKind.Interface } => "interface",
        _ => null,
    };

    private static EquatableArray<string> ReadTypeParameters(INamedTypeSymbol type, SyntaxNode? syntax, ref ContractProblems problems)
    {
        ImmutableArray<ITypeParameterSymbol> typeParameters = type.TypeParameters;
        if (typeParameters.IsEmpty)
        {
            return default;
        }

        string[] names = new string[typeParameters.Length];
        for (int i = 0; i < names.Length; i++)
        {
            names[i] = typeParameters[i].Name;
            if (names[i].Length == 0 || typeParameters[i].Variance != VarianceKind.None)
            {
                problems.Add(
                    TypeReader.Name(type, syntax),
                    $"it is nested in '{type.Name}', a type parameter of which is variant or has no name",
                    "move it out: a variant interface can hold no struct");
            }
        }

        return new(names);
    }
}
