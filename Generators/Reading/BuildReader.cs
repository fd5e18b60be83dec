using System.Collections.Immutable;
using System.Runtime.CompilerServices;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using MsiEncap.Generators.Models;

namespace MsiEncap.Generators.Reading;

/// <summary>
/// Finds the contracts that a compilation is built with, without declaring them. It may run at every key stroke: what it reads of references is kept
/// with them, and where none has a contract it looks at no file.
/// </summary>
internal static class BuildReader
{
    private static readonly ConditionalWeakTable<IAssemblySymbol, ReferencedCookie[]> s_known = new();

    // No keyword has an "@" there.
    private static readonly SymbolDisplayFormat s_asInMetadata = new(typeQualificationStyle: SymbolDisplayTypeQualificationStyle.NameAndContainingTypesAndNamespaces);

    /// <summary>Reads a compilation.</summary>
    /// <param name="compilation">The compilation.</param>
    /// <param name="cancellationToken">Stops the search.</param>
    /// <returns>One, or none if the code names and makes no cookie of a reference.</returns>
    public static ImmutableArray<BuildModel> Read(Compilation compilation, CancellationToken cancellationToken)
    {
        // What is generated has the keywords of the cookies themselves.
        if (compilation is not CSharpCompilation { LanguageVersion: >= LanguageVersion.CSharp11 })
        {
            return [];
        }

        List<ReferencedCookie> cookies = [];
        foreach (IAssemblySymbol assembly in References.ThatName(compilation, MetadataNames.Contract))
        {
            cookies.AddRange(s_known.GetValue(assembly, key => ReferencedCookie.Of(key, compilation)));
        }

        if (cookies.Count == 0)
        {
            return [];
        }

        string[] names = [.. cookies.Select(cookie => cookie.Type.Name)];
        bool[] named = new bool[names.Length];
        foreach (SyntaxTree tree in compilation.SyntaxTrees)
        {
            cancellationToken.ThrowIfCancellationRequested();
            NamedInTree.Mark(tree, names, named, cancellationToken);
        }

        // Asked for if there is a cookie that is not named: it means to bind code.
        HashSet<ITypeSymbol> made = named.All(isNamed => isNamed) ? [] : MadeInAllocations.In(compilation, cancellationToken);
        UsedContractModel[] used =
        [
            .. cookies.Where((cookie, i) => (named[i] || made.Contains(cookie.Type)) && IsReached(cookie.Type, compilation)).Select(cookie => cookie.Model)
                .OrderBy(model => model.Cookie, StringComparer.Ordinal),
        ];
        return used.Length == 0 ? [] : [new(compilation.AssemblyName ?? string.Empty, new(used))];
    }

    // By its full name, which another type may have as well.
    private static bool IsReached(INamedTypeSymbol type, Compilation compilation) =>
        compilation.IsSymbolAccessibleWithin(type, compilation.Assembly)
        && compilation.GetMetadataReference(type.ContainingAssembly) is { } reference
        && (reference.Properties.Aliases.IsEmpty || reference.Properties.Aliases.Contains("global"))
        && SymbolEqualityComparer.Default.Equals(compilation.GetTypeByMetadataName(MetadataName(type)), type);

    private static string MetadataName(INamedTypeSymbol type) => type.ContainingType is { } outer
        ? $"{MetadataName(outer)}+{type.MetadataName}"
        : type.ContainingNamespace.IsGlobalNamespace ? type.MetadataName : $"{type.ContainingNamespace.ToDisplayString(s_asInMetadata)}.{type.MetadataName}";
}
