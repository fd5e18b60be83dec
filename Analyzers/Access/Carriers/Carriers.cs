using Microsoft.CodeAnalysis;
using MsiEncap.Generators.Words;

namespace MsiEncap.Analyzers.Access;

/// <summary>
/// The names without which code cannot touch anything restricted, so that only code with one of them is bound. A carrier is a declaration
/// that is restricted, or whose signature mentions a carrier; a value of a restricted type comes from one and goes into one. What code
/// uses without naming it, an enumerator or an operator, makes a carrier of the type that it is used on. Docs/design-notes.md has the
/// argument.
/// </summary>
internal sealed class Carriers
{
    private volatile SignedNames? _withSigns;

    private Carriers(NameTable names, NameTable types, bool isEverywhere)
    {
        Names = names;
        Types = types;
        IsEverywhere = isEverywhere;
    }

    /// <summary>The names of all carriers, and the signs.</summary>
    public NameTable Names { get; }

    /// <summary>The names of the types among them.</summary>
    public NameTable Types { get; }

    /// <summary>Whether no name tells, so that all code has to be looked at.</summary>
    public bool IsEverywhere { get; }

    /// <summary>The names and some signs in one table, so that a file is read once for both.</summary>
    /// <param name="signs">The signs; who asks always asks with the same.</param>
    /// <returns>The table.</returns>
    public NameTable With(NameTable signs)
    {
        // Two that ask at once may both make it.
        if (_withSigns is not { } kept || !ReferenceEquals(kept.Signs, signs))
        {
            _withSigns = kept = new(signs, Names.With(signs.Names));
        }

        return kept.Both;
    }

    /// <summary>Finds the carriers of a compilation.</summary>
    /// <param name="compilation">The compilation.</param>
    /// <param name="names">The names to start with.</param>
    /// <param name="types">Those of types among them.</param>
    /// <param name="referenced">The carriers of its references; <see langword="null"/> if there are too many to tell.</param>
    /// <param name="cancellationToken">Stops the search.</param>
    /// <returns>The carriers.</returns>
    public static Carriers Of(
        Compilation compilation, IEnumerable<string> names, IEnumerable<string> types, ReferencedCarriers? referenced, CancellationToken cancellationToken)
    {
        NameTable known = new NameTable(new(names.Concat(referenced?.Names.Names ?? []), StringComparer.Ordinal)).Shared();
        HashSet<string> typeNames = new(types.Concat(referenced?.Types.Names ?? []), StringComparer.Ordinal);
        HashSet<string> extended = new(StringComparer.Ordinal);
        HashSet<string> aliases = new(StringComparer.Ordinal);
        bool isEverywhere = referenced?.IsEverywhere != false;
        for (NameTable added = known; !added.IsEmpty;)
        {
            HashSet<string> found = new(StringComparer.Ordinal);
            foreach (SyntaxTree tree in compilation.SyntaxTrees)
            {
                if (DeclaredCarriers.Of(tree, added, cancellationToken) is { } declared)
                {
                    found.UnionWith(declared.Names);
                    typeNames.UnionWith(declared.Types);
                    extended.UnionWith(declared.Extended);
                    aliases.UnionWith(declared.Aliases);
                    isEverywhere |= declared.IsEverywhere;
                }
            }

            found.ExceptWith(known.Names);
            added = found.Count == 0 ? NameTable.Empty : new NameTable(found).Shared();
            known = known.With(found);
        }

        isEverywhere |= extended.Overlaps(aliases) || IsReferenced(compilation, extended);
        return new(known.Shared(), new NameTable(typeNames).Shared(), isEverywhere);
    }

    // What references make of a type that only this compilation extends, nobody has looked for.
    private static bool IsReferenced(Compilation compilation, HashSet<string> types) =>
        types.Count > 0 && compilation.SourceModule.ReferencedAssemblySymbols.Any(assembly => types.Any(assembly.TypeNames.Contains));

    private sealed record SignedNames(NameTable Signs, NameTable Both);
}
