using System.Runtime.InteropServices;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using MsiEncap.Generators.Models;

namespace MsiEncap.Generators.Reading;

/// <summary>Reads where a struct stands, if another file can add a part to it.</summary>
internal static class TypeReader
{
    private const string Form = "declare it 'readonly partial struct'";

    public static TypeModel? Read(INamedTypeSymbol type, SyntaxNode? declaration, ref ContractProblems problems)
    {
        if (declaration is not null)
        {
            CheckDeclaration(type, declaration, ref problems);
        }

        CheckKind(type, declaration, ref problems);
        string? space = ReadNamespace(type.ContainingNamespace);
        if (space is null)
        {
            problems.Add(Name(type, declaration), "its namespace has no name", "name the namespace");
        }

        EquatableArray<ContainerModel> containers = ReadContainers(type, declaration, ref problems);
        return problems.Any || space is null ? null : new TypeModel(space, containers, type.Name);
    }

    /// <summary>Where a type's name is written.</summary>
    public static Location? Name(INamedTypeSymbol type, SyntaxNode? declaration) => declaration switch
    {
        BaseTypeDeclarationSyntax { Identifier: { IsMissing: false, RawKind: not 0 } } named => named.Identifier.GetLocation(),
        DelegateDeclarationSyntax { Identifier.IsMissing: false } named => named.Identifier.GetLocation(),
        null => type.Locations.FirstOrDefault(),
        _ => declaration.GetLocation(),
    };

    // A record struct writes its own equality and text; a ref struct cannot implement the cookie's interface as it is used;
    // a generic contract would be as many contracts as it has arguments.
    private static void CheckKind(INamedTypeSymbol type, SyntaxNode? declaration, ref ContractProblems problems)
    {
        if (type.TypeKind != TypeKind.Struct || type.IsRecord)
        {
            string kind = type.TypeKind == TypeKind.Struct ? "a record struct, which writes an equality and a text of its own" : "no struct";
            problems.Add(Name(type, declaration), "it is " + kind, Form);
            return;
        }

        if (type.IsRefLikeType)
        {
            problems.Add(Name(type, declaration), "it is a ref struct, which nothing can keep for the irq domain", "leave out 'ref'");
        }

        if (!type.IsReadOnly)
        {
            problems.Add(Name(type, declaration), "it is not readonly, and a cookie that changes after it was passed would mean nothing", Form);
        }

        if (type.Arity != 0)
        {
            problems.Add(
                Name(type, declaration), "it is generic, so it would be as many contracts as it has arguments", "leave out the type parameters");
        }

        foreach (AttributeData attribute in type.GetAttributes())
        {
            if (SaysWhereFieldsLie(attribute))
            {
                problems.Add(
                    attribute,
                    "it says how its memory is laid out, and the generator writes the field that would have to agree",
                    "leave it out: where bits lie is what [CookieField] says");
            }
        }
    }

    // An explicit layout asks each field for an offset, an inline array for a single one that is not readonly.
    private static bool SaysWhereFieldsLie(AttributeData attribute) => attribute.AttributeClass switch
    {
        { Name: nameof(StructLayoutAttribute), ContainingNamespace.Name: "InteropServices" } =>
            attribute.ConstructorArguments is [{ Value: (int)LayoutKind.Explicit or (short)LayoutKind.Explicit }],
        { Name: "InlineArrayAttribute", ContainingNamespace.Name: "CompilerServices" } => true,
        _ => false,
    };

    private static void CheckDeclaration(INamedTypeSymbol type, SyntaxNode declaration, ref ContractProblems problems)
    {
        if (type.Name.Length == 0)
        {
            problems.Add(Name(type, declaration), "it has no name", "name it");
        }

        if (declaration.SyntaxTree.Options is CSharpParseOptions { LanguageVersion: < LanguageVersion.CSharp11 and var language })
        {
            problems.Add(
                Name(type, declaration),
                $"it is C# {language.ToDisplayString()}, and a cookie implements static members of its interface, which is C# 11",
                "raise <LangVersion>, or leave it out");
        }

        if (Names.WrongStructName(type.Name) is { } wrong)
        {
            problems.Add(Name(type, declaration), "it " + wrong, "rename it");
        }

        if (type.IsFileLocal)
        {
            problems.Add(Name(type, declaration), "it is a file type, to which the generator's file can add nothing", "make it internal");
        }

        if (declaration is not StructDeclarationSyntax structure)
        {
            return;
        }

        if (!structure.Modifiers.Any(SyntaxKind.PartialKeyword))
        {
            problems.Add(Name(type, declaration), "it is not partial, so nothing can be added to it", Form);
        }

        // Any other constructor would have to call it.
        foreach (SyntaxReference part in type.DeclaringSyntaxReferences)
        {
            if (part.GetSyntax() is TypeDeclarationSyntax { ParameterList: { } parameters })
            {
                problems.Add(
                    parameters.GetLocation(), "it has a primary constructor, and the generator writes the constructor", "declare [CookieField]s instead");
            }
        }
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

    private static EquatableArray<ContainerModel> ReadContainers(
        INamedTypeSymbol type, SyntaxNode? declaration, ref ContractProblems problems)
    {
        int depth = 0;
        for (INamedTypeSymbol? outer = type.ContainingType; outer is not null; outer = outer.ContainingType)
        {
            depth++;
        }

        if (depth == 0)
        {
            return default;
        }

        ContainerModel[] containers = new ContainerModel[depth];
        SyntaxNode? syntax = declaration?.Parent;
        for (INamedTypeSymbol? outer = type.ContainingType; outer is not null; outer = outer.ContainingType)
        {
            containers[--depth] = ContainerReader.Read(outer, syntax, ref problems);
            syntax = syntax?.Parent;
        }

        return new(containers);
    }
}
