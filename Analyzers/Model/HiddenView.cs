using System.Runtime.CompilerServices;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace MsiEncap.Analyzers;

/// <summary>
/// The private members of referenced assemblies. The compiler does not read them, so a second view of the references does; it is made
/// when code, or a line of an additional file, first reaches for a member that the first one does not know.
/// </summary>
internal static class HiddenView
{
    private static readonly ConditionalWeakTable<Compilation, Compilation> s_views = new();
    private static readonly ConditionalWeakTable<RestrictionModel, StrongBox<RestrictionModel?>> s_models = new();

    /// <summary>The view of a compilation's references; it has no source.</summary>
    /// <param name="compilation">The compilation.</param>
    /// <returns>The same for as long as the compilation is.</returns>
    public static Compilation Of(Compilation compilation) => s_views.GetValue(compilation, static key => CSharpCompilation.Create(
        key.AssemblyName,
        references: key.References,
        options: new(OutputKind.DynamicallyLinkedLibrary, metadataImportOptions: MetadataImportOptions.All)));

    /// <summary>What is restricted in the view, by the same attributes and lines.</summary>
    /// <param name="compilation">The compilation.</param>
    /// <param name="restrictions">What is restricted in it.</param>
    /// <returns><see langword="null"/> if nothing is. Roles are those of the view, or of the compilation where a line names them.</returns>
    public static RestrictionModel? Restrictions(Compilation compilation, RestrictionModel restrictions) => s_models.GetValue(restrictions, key =>
    {
        Compilation view = Of(compilation);
        return new(CandidateAssemblies.Find(view, key.Candidates.Listed?.In(view)) is { } candidates ? new(candidates) : null);
    }).Value;

    /// <summary>The same type in another view of the references.</summary>
    /// <param name="view">The view.</param>
    /// <param name="type">The type; constructed ones are taken for their definition.</param>
    /// <returns><see langword="null"/> if the view does not have it.</returns>
    public static INamedTypeSymbol? Same(Compilation view, INamedTypeSymbol type)
    {
        INamedTypeSymbol definition = type.OriginalDefinition;
        if (definition.ContainingAssembly is null)
        {
            return null;
        }

        string name = definition.MetadataName;
        for (INamedTypeSymbol? outer = definition.ContainingType; outer is not null; outer = outer.ContainingType)
        {
            name = outer.MetadataName + "+" + name;
        }

        string full = definition.ContainingNamespace is { IsGlobalNamespace: false } space ? space.ToDisplayString() + "." + name : name;
        return view.GetTypesByMetadataName(full).FirstOrDefault(same => same.ContainingAssembly.Identity.Equals(definition.ContainingAssembly.Identity));
    }
}
