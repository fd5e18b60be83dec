using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using MsiEncap.Generators.Words;

namespace MsiEncap.Analyzers.Access;

/// <summary>The names under which restricted types can appear in a file: their own, and those of aliases.</summary>
internal sealed class RestrictedNames
{
    private readonly Lazy<NameTable> _everywhere;

    /// <summary>Given names, and the aliases under which a compilation has them.</summary>
    /// <param name="compilation">The compilation.</param>
    /// <param name="names">The names.</param>
    public RestrictedNames(Compilation compilation, IEnumerable<string> names) =>
        _everywhere = new(() => WithGlobalAliases(new NameTable(new(names, StringComparer.Ordinal)).Shared(), compilation));

    /// <summary>The names to look for in a file.</summary>
    /// <param name="root">The file.</param>
    /// <returns>The names of restricted types, of global aliases, and of the file's own aliases.</returns>
    public NameTable For(SyntaxNode root)
    {
        NameTable names = _everywhere.Value;
        return names.IsEmpty || root is not CompilationUnitSyntax unit ? names : names.With(Aliases(unit, names, global: false));
    }

    /// <summary>The names of the restricted types in some namespaces and types.</summary>
    /// <param name="restrictions">What is restricted.</param>
    /// <param name="roots">The namespaces and types.</param>
    /// <returns>The names, of attributes with and without their ending.</returns>
    public static HashSet<string> OfTypes(RestrictionModel restrictions, IEnumerable<INamespaceOrTypeSymbol> roots)
    {
        HashSet<string> names = new(StringComparer.Ordinal);
        Stack<INamespaceOrTypeSymbol> pending = new(roots);
        while (pending.Count > 0)
        {
            INamespaceOrTypeSymbol next = pending.Pop();
            if (next is INamedTypeSymbol type && type.Name.Length > 0 && !restrictions.OfType(type).IsEmpty)
            {
                _ = names.Add(type.Name);
                if (Signs.ShortName(type.Name) is { } attribute)
                {
                    _ = names.Add(attribute);
                }
            }

            foreach (INamespaceOrTypeSymbol child in next is INamespaceSymbol space ? space.GetMembers() : next.GetTypeMembers())
            {
                pending.Push(child);
            }
        }

        return names;
    }

    private static NameTable WithGlobalAliases(NameTable names, Compilation compilation)
    {
        if (names.IsEmpty)
        {
            return names;
        }

        List<string> aliases = [];
        foreach (SyntaxTree tree in compilation.SyntaxTrees)
        {
            if (Words.Of(tree, CancellationToken.None).MayHold(names) && tree.GetRoot() is CompilationUnitSyntax unit)
            {
                aliases.AddRange(Aliases(unit, names, global: true));
            }
        }

        return names.With(aliases);
    }

    /// <summary>The usings of a file and of its namespaces.</summary>
    /// <param name="unit">The file.</param>
    /// <returns>The directives in their order.</returns>
    public static IEnumerable<UsingDirectiveSyntax> Usings(CompilationUnitSyntax unit) =>
        unit.DescendantNodes(node => node is CompilationUnitSyntax or BaseNamespaceDeclarationSyntax).OfType<UsingDirectiveSyntax>();

    // Whether an alias is of a restricted type is not asked here: that its target mentions a name is enough to look at its uses.
    // An alias in a namespace may use one from outside, which comes before it.
    internal static HashSet<string> Aliases(CompilationUnitSyntax unit, NameTable names, bool global)
    {
        HashSet<string> aliases = new(StringComparer.Ordinal);
        foreach (UsingDirectiveSyntax directive in global ? unit.Usings : Usings(unit))
        {
            if (directive.Alias is { } alias
                && !(global && directive.GlobalKeyword.RawKind == 0)
                && directive.NamespaceOrType.DescendantTokens().Any(token => names.Contains(token.ValueText) || aliases.Contains(token.ValueText)))
            {
                string name = alias.Name.Identifier.ValueText;
                _ = aliases.Add(name);
                _ = Signs.ShortName(name) is { } attribute && aliases.Add(attribute);
            }
        }

        return aliases;
    }
}
