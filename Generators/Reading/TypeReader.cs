using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using MsiEncap.Generators.Models;

namespace MsiEncap.Generators.Reading;

/// <summary>Reads where a struct stands, if another file can add a part to it.</summary>
internal static class TypeReader
{
    public static TypeModel? Read(INamedTypeSymbol type, StructDeclarationSyntax declaration)
    {
        // A record struct writes its own equality and text; a ref struct cannot implement the cookie's interface as it is used;
        // a generic contract would be as many contracts as it has arguments.
        if (type.Name.Length == 0
            || !type.IsReadOnly
            || type.IsRefLikeType
            || type.IsFileLocal
            || type.Arity != 0
            || !declaration.Modifiers.Any(SyntaxKind.PartialKeyword)
            || HasPrimaryConstructor(type)
            || ReadNamespace(type.ContainingNamespace) is not { } space
            || ReadContainers(type, declaration) is not { } containers)
        {
            return null;
        }

        return new TypeModel(space, containers, type.Name);
    }

    // Any other constructor would have to call it.
    private static bool HasPrimaryConstructor(INamedTypeSymbol type)
    {
        foreach (SyntaxReference part in type.DeclaringSyntaxReferences)
        {
            if (part.GetSyntax() is TypeDeclarationSyntax { ParameterList: not null })
            {
                return true;
            }
        }

        return false;
    }

    // Cheaper than a display string, which would be most of what a transform allocates.
    private static string? ReadNamespace(INamespaceSymbol space)
    {
        if (space.IsGlobalNamespace)
        {
            return string.Empty;
        }

        return space.Name.Length == 0 || ReadNamespace(space.ContainingNamespace) is not { } outer
            ? null
            : outer.Length == 0 ? space.Name : outer + "." + space.Name;
    }

    private static EquatableArray<ContainerModel>? ReadContainers(INamedTypeSymbol type, StructDeclarationSyntax declaration)
    {
        int depth = 0;
        for (INamedTypeSymbol? outer = type.ContainingType; outer is not null; outer = outer.ContainingType)
        {
            depth++;
        }

        if (depth == 0)
        {
            return default(EquatableArray<ContainerModel>);
        }

        ContainerModel[] containers = new ContainerModel[depth];
        SyntaxNode? syntax = declaration.Parent;
        for (INamedTypeSymbol? outer = type.ContainingType; outer is not null; outer = outer.ContainingType)
        {
            if (ContainerReader.Read(outer, syntax) is not { } container)
            {
                return null;
            }

            containers[--depth] = container;
            syntax = syntax?.Parent;
        }

        return new(containers);
    }
}
