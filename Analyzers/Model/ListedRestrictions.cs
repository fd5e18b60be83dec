using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using MsiEncap.Analyzers.Ledger;
using MsiEncap.Analyzers.Roles;

namespace MsiEncap.Analyzers;

/// <summary>What <c>MsiEncap.Restricted*.txt</c> restricts: declarations that bear no attribute, because they are somebody else's.</summary>
internal sealed class ListedRestrictions
{
    private readonly ImmutableArray<Line> _lines;
    private readonly Dictionary<ISymbol, ImmutableArray<Restriction>> _listed = new(ReferenceComparer<ISymbol>.Instance);
    private readonly HashSet<IAssemblySymbol> _hidingIn = new(ReferenceComparer<IAssemblySymbol>.Instance);
    private bool _anyNamespace;

    private ListedRestrictions(ImmutableArray<Line> lines, Compilation compilation)
    {
        _lines = lines;
        foreach (Line line in lines)
        {
            Add(compilation, line);
        }
    }

    /// <summary>The declarations themselves, as far as the compiler knows them.</summary>
    public IEnumerable<ISymbol> Subjects => _listed.Keys;

    /// <summary>Where the others may be: assemblies with the type of a listed member that the compiler does not know, as a private one.</summary>
    public IEnumerable<IAssemblySymbol> HidingIn => _hidingIn;

    /// <summary>Reads what a compilation's additional files restrict.</summary>
    /// <param name="compilation">The compilation.</param>
    /// <param name="options">Holds the files.</param>
    /// <param name="cancellationToken">Stops the reading.</param>
    /// <returns><see langword="null"/> if they restrict nothing. Without such a file nothing is looked up.</returns>
    public static ListedRestrictions? Read(Compilation compilation, AnalyzerOptions options, CancellationToken cancellationToken)
    {
        if (!LedgerFiles.Any(options, LedgerFileKind.Restricted))
        {
            return null;
        }

        var lines = ImmutableArray.CreateBuilder<Line>();
        foreach (LedgerFile file in LedgerFiles.Of(compilation, options, LedgerFileKind.Restricted, cancellationToken))
        {
            foreach (LedgerEntry entry in file.Entries)
            {
                cancellationToken.ThrowIfCancellationRequested();

                // Several roles of that name are several roles: who declares a class of the same name takes nothing away from the other.
                if (entry.Kind == LedgerEntryKind.Restriction && Role.Named(compilation, entry.Object.Text) is { IsEmpty: false } roles)
                {
                    lines.Add(new(new(entry.Subject.Text), roles, OneLine.Of(entry.Reason.Text) is { Length: > 0 } text ? text : null));
                }
            }
        }

        ListedRestrictions listed = new(lines.ToImmutable(), compilation);
        return listed._listed.Count == 0 && listed._hidingIn.Count == 0 ? null : listed;
    }

    /// <summary>What the same lines restrict in another view of the references.</summary>
    /// <param name="view">The view.</param>
    /// <returns>Its declarations, and the same roles.</returns>
    public ListedRestrictions In(Compilation view) => new(_lines, view);

    /// <summary>What restricts a declaration by a line for it, or for a namespace that it is in.</summary>
    /// <param name="symbol">The original definition of a type or member.</param>
    /// <returns>One for each line.</returns>
    public ImmutableArray<Restriction> Of(ISymbol symbol)
    {
        ImmutableArray<Restriction> found = _listed.TryGetValue(symbol, out ImmutableArray<Restriction> own) ? own : [];
        if (_anyNamespace && symbol is INamedTypeSymbol { ContainingType: null })
        {
            for (INamespaceSymbol? space = symbol.ContainingNamespace; space is not null; space = space.ContainingNamespace)
            {
                if (_listed.TryGetValue(space, out ImmutableArray<Restriction> outer))
                {
                    found = found.AddRange(outer);
                }
            }
        }

        return found;
    }

    /// <summary>Whether code elsewhere can inherit what is restricted, by deriving from it or overriding it.</summary>
    /// <param name="subject">What is restricted.</param>
    /// <returns><see langword="false"/> for what is sealed, static or not virtual.</returns>
    public static bool IsInheritable(ISymbol subject) => subject switch
    {
        INamespaceSymbol => true,
        INamedTypeSymbol type => type.TypeKind == TypeKind.Interface || (type.TypeKind == TypeKind.Class && !type.IsSealed && !type.IsStatic),
        _ => subject.IsVirtual || subject.IsAbstract || subject.IsOverride,
    };

    private void Add(Compilation compilation, Line line)
    {
        bool any = false;
        foreach (ISymbol subject in line.Id.In(DeclarationId.Visible(compilation)))
        {
            any = true;
            _anyNamespace |= subject is INamespaceSymbol;
            IEnumerable<Restriction> added = line.Roles.Select(role => new Restriction(role, subject, line.Instead));
            _listed[subject] = _listed.TryGetValue(subject, out ImmutableArray<Restriction> known) ? known.AddRange(added) : [.. added];
        }

        if (!any && line.Id.Text[0] is not ('T' or 'N'))
        {
            _hidingIn.UnionWith(line.Id.ContainersIn(compilation.SourceModule.ReferencedAssemblySymbols).Select(container => container.ContainingAssembly));
        }
    }

    private sealed record Line(DeclarationId Id, ImmutableArray<INamedTypeSymbol> Roles, string? Instead);
}
