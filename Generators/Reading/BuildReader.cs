using System.Collections.Immutable;
using System.Runtime.CompilerServices;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using MsiEncap.Generators.Models;

namespace MsiEncap.Generators.Reading;

/// <summary>
/// Finds the contracts that a compilation is built with, without declaring them. It runs at every key stroke: what it reads of references is kept
/// with them, and where none has a contract it looks at no file.
/// </summary>
internal static class BuildReader
{
    private static readonly ConditionalWeakTable<IAssemblySymbol, ReferencedCookie[]> s_known = new();

    /// <summary>Reads a compilation.</summary>
    /// <param name="compilation">The compilation.</param>
    /// <param name="cancellationToken">Stops the search.</param>
    /// <returns>One, or none if the code names no cookie of a reference.</returns>
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

        // Whichever file: a full name is the same in all of them.
        SemanticModel? model = Array.IndexOf(named, true) < 0 ? null : compilation.GetSemanticModel(compilation.SyntaxTrees.First());
        if (model is null || Bind(model, MetadataNames.ContractCheck) is not INamedTypeSymbol)
        {
            return [];
        }

        UsedContractModel[] used =
        [
            .. cookies.Where((cookie, i) => named[i] && SymbolEqualityComparer.Default.Equals(Bind(model, cookie.Model.Cookie), cookie.Type))
                .Select(cookie => cookie.Model).OrderBy(one => one.Cookie, StringComparer.Ordinal),
        ];
        return used.Length == 0 ? [] : [new(compilation.AssemblyName ?? string.Empty, new(used))];
    }

    // As the compiler will: another type or namespace may have the full name, or a part of it, and an extern alias may hide it.
    private static ISymbol? Bind(SemanticModel model, string fullName) =>
        model.GetSpeculativeSymbolInfo(0, SyntaxFactory.ParseTypeName(fullName), SpeculativeBindingOption.BindAsTypeOrNamespace).Symbol;
}
