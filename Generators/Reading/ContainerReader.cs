using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using MsiEncap.Generators.Models;

namespace MsiEncap.Generators.Reading;

/// <summary>Reads a type that a contract is nested in, if another file can add a part to it.</summary>
internal static class ContainerReader
{
    public static ContainerModel? Read(INamedTypeSymbol type, SyntaxNode? syntax) =>
        syntax is TypeDeclarationSyntax declaration
        && declaration.Modifiers.Any(SyntaxKind.PartialKeyword)
        && type is { IsFileLocal: false, Name.Length: > 0 }
        && Keyword(type) is { } keyword
        && ReadTypeParameters(type.TypeParameters) is { } typeParameters
            ? new ContainerModel(keyword, type.Name, typeParameters)
            : null;

    private static string? Keyword(INamedTypeSymbol type) => type switch
    {
        { TypeKind: TypeKind.Class, IsRecord: true } => "record",
        { TypeKind: TypeKind.Class } => "class",
        { TypeKind: TypeKind.Struct, IsRecord: true } => "record struct",
        { TypeKind: TypeKind.Struct } => "struct",
        { TypeKind: TypeKind.Interface } => "interface",
        _ => null,
    };

    private static EquatableArray<string>? ReadTypeParameters(ImmutableArray<ITypeParameterSymbol> typeParameters)
    {
        if (typeParameters.IsEmpty)
        {
            return default(EquatableArray<string>);
        }

        string[] names = new string[typeParameters.Length];
        for (int i = 0; i < names.Length; i++)
        {
            // A variant interface cannot hold a struct.
            if (typeParameters[i] is not { Name: { Length: > 0 } name, Variance: VarianceKind.None })
            {
                return null;
            }

            names[i] = name;
        }

        return new(names);
    }
}
