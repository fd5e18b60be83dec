using System.Runtime.CompilerServices;
using Microsoft.CodeAnalysis;
using MsiEncap.Generators.Words;

namespace MsiEncap.Analyzers.Access;

/// <summary>The names of the carriers that referenced assemblies declare.</summary>
/// <param name="Names">The names of all.</param>
/// <param name="Types">The names of the types among them.</param>
/// <param name="IsEverywhere">Whether there are carriers that code uses without naming anything.</param>
internal sealed record ReferencedCarriers(NameTable Names, NameTable Types, bool IsEverywhere)
{
    // Beyond this many types, looking at all code is cheaper than looking through the references.
    private const int MostTypes = 20_000;

    private static readonly ConditionalWeakTable<IAssemblySymbol, Dictionary<string, Kept>> s_kept = new();

    /// <summary>Finds the carriers of some assemblies. They are kept with the assemblies: an editor asks at every keystroke.</summary>
    /// <param name="what">What is asked for; the same words ask the same.</param>
    /// <param name="asking">The assembly that asks, to which others may show their internals.</param>
    /// <param name="assemblies">The assemblies.</param>
    /// <param name="isOfInterest">Whether a type is what carriers carry; this may depend on the assemblies alone.</param>
    /// <param name="isMemberOfInterest">Whether a member or a parameter is, of itself.</param>
    /// <returns><see langword="null"/> if the assemblies are too large to look through.</returns>
    public static ReferencedCarriers? Find(
        string what,
        IAssemblySymbol asking,
        IReadOnlyList<IAssemblySymbol> assemblies,
        Func<INamedTypeSymbol, bool> isOfInterest,
        Func<ISymbol, bool> isMemberOfInterest)
    {
        if (assemblies.Count == 0 || assemblies.Sum(assembly => assembly.TypeNames.Count) > MostTypes)
        {
            return assemblies.Count == 0 ? new(NameTable.Empty, NameTable.Empty, IsEverywhere: false) : null;
        }

        IReadOnlyList<IAssemblySymbol> friends = [.. assemblies.Where(assembly => assembly.GivesAccessTo(asking))];
        what = string.Join("\n", friends.Select(friend => friend.Name).Prepend(what));
        Dictionary<string, Kept> kept = s_kept.GetOrCreateValue(assemblies[0]);
        lock (kept)
        {
            if (!kept.TryGetValue(what, out Kept known) || !known.Assemblies.SequenceEqual(assemblies, ReferenceComparer<IAssemblySymbol>.Instance))
            {
                kept[what] = known = new(assemblies, new CarrierCollector(assemblies, isOfInterest, isMemberOfInterest, friends).Collect());
            }

            return known.Carriers;
        }
    }

    private readonly record struct Kept(IReadOnlyList<IAssemblySymbol> Assemblies, ReferencedCarriers Carriers);
}
