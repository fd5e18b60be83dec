using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using MsiEncap.Analyzers.Ledger;
using MsiEncap.Analyzers.Roles;

namespace MsiEncap.Analyzers;

/// <summary>What <c>MsiEncap.Restricted*.txt</c> restricts: declarations that bear no attribute, because they are somebody else's.</summary>
internal sealed class ListedRestrictions
{
    private readonly Dictionary<ISymbol, ImmutableArray<Restriction>> _listed = new(ReferenceComparer<ISymbol>.Instance);
    private bool _anyNamespace;

    private ListedRestrictions()
    {
    }

    /// <summary>The declarations themselves.</summary>
    public IEnumerable<ISymbol> Subjects => _listed.Keys;

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

        ListedRestrictions listed = new();
        foreach (LedgerFile file in LedgerFiles.Of(options, LedgerFileKind.Restricted, cancellationToken))
        {
            foreach (LedgerEntry entry in file.Entries)
            {
                cancellationToken.ThrowIfCancellationRequested();
                if (entry.Kind == LedgerEntryKind.Restriction)
                {
                    listed.Add(compilation, entry);
                }
            }
        }

        return listed._listed.Count == 0 ? null : listed;
    }

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

    // Several roles of that name are several roles: who declares a class of the same name takes nothing away from the other.
    private void Add(Compilation compilation, LedgerEntry entry)
    {
        ImmutableArray<INamedTypeSymbol> roles = Role.Named(compilation, entry.Object.Text);
        if (roles.IsEmpty)
        {
            return;
        }

        string? instead = OneLine.Of(entry.Reason.Text) is { Length: > 0 } text ? text : null;
        foreach (ISymbol subject in new DeclarationId(entry.Subject.Text).In(DeclarationId.Visible(compilation)))
        {
            _anyNamespace |= subject is INamespaceSymbol;
            IEnumerable<Restriction> added = roles.Select(role => new Restriction(role, subject, instead));
            _listed[subject] = _listed.TryGetValue(subject, out ImmutableArray<Restriction> known) ? known.AddRange(added) : [.. added];
        }
    }
}
