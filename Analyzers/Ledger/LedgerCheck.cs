using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Text;
using MsiEncap.Analyzers.Roles;

namespace MsiEncap.Analyzers.Ledger;

/// <summary>Judges the lines of an additional file: their form, and whether what they name exists.</summary>
/// <param name="compilation">The compilation.</param>
/// <param name="files">All files of that kind that are in force.</param>
/// <param name="cancellationToken">Stops the search.</param>
internal sealed class LedgerCheck(Compilation compilation, ImmutableArray<LedgerFile> files, CancellationToken cancellationToken)
{
    /// <summary>What is to be said of a line.</summary>
    /// <param name="Text">The text, or the part of it that the rule's own text lacks.</param>
    /// <param name="Span">Where.</param>
    public sealed record Finding(string Text, TextSpan Span)
    {
        /// <summary>What to write at that place instead, if something is near.</summary>
        public string? Nearest { get; init; }

        /// <summary>Whether the line is to be removed.</summary>
        public bool IsToRemove { get; init; }

        /// <summary>The line that is missing elsewhere: the name of the file, and the line.</summary>
        public (string File, string Line)? Missing { get; init; }
    }

    /// <summary>The lines of a file that have no effect.</summary>
    /// <param name="file">The file.</param>
    /// <returns>At most one finding for each line.</returns>
    public IEnumerable<Finding> Malformed(LedgerFile file)
    {
        foreach (LedgerEntry entry in file.Entries)
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (MalformedAt(file, entry) is { } finding)
            {
                yield return finding;
            }
        }
    }

    /// <summary>
    /// The lines of a file that match nothing. One that has no effect anyway, or belongs to several projects, is not looked up; what becomes of
    /// contracts is for the rule about them to say.
    /// </summary>
    /// <param name="file">The file.</param>
    /// <returns>At most one finding for each line.</returns>
    public IEnumerable<Finding> Stale(LedgerFile file)
    {
        foreach (LedgerEntry entry in file.IsShared ? [] : file.Entries)
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (MalformedAt(file, entry) is null && StaleAt(entry) is { } finding)
            {
                yield return finding;
            }
        }
    }

    private Finding? MalformedAt(LedgerFile file, LedgerEntry entry)
    {
        if (entry.Problem is { } problem)
        {
            return new(problem.Expected, problem.Span);
        }

        if (FirstOf(entry) is var (firstFile, first) && !ReferenceEquals(first, entry))
        {
            string where = ReferenceEquals(firstFile, file) ? "" : $" of {firstFile.Name}";
            string said = first.Layout?.Fingerprint() == entry.Layout?.Fingerprint() ? "says the same" : "has the contract with another layout";
            return new($"each entry once, but line {first.Lines.Start.Line + 1}{where} {said}", entry.Content) { IsToRemove = true };
        }

        // Whether a role exists depends on the project, and so is no question of form.
        return file.IsShared || entry.Kind is not (LedgerEntryKind.Grant or LedgerEntryKind.Restriction) || !Role.Named(compilation, entry.Object.Text).IsEmpty
            ? null
            : UnknownRole(entry.Object);
    }

    private Finding UnknownRole(LedgerField role)
    {
        DeclarationId id = new("T:" + role.Text);
        string? nearest = id.Nearest(DeclarationId.Visible(compilation), Role.IsRole)?.Substring(2);
        bool exists = id.In(DeclarationId.Visible(compilation)).Any();
        string why = exists ? $"but '{role.Text}' is no class" : $"but neither this project nor its references have '{role.Text}'";
        return new($"the full name of a role, {why}{Near(nearest)}", role.Span) { Nearest = nearest };
    }

    private (LedgerFile File, LedgerEntry Entry)? FirstOf(LedgerEntry entry)
    {
        foreach (LedgerFile file in files)
        {
            foreach (LedgerEntry other in file.Entries)
            {
                if (other.Kind == entry.Kind && other.Subject.Text == entry.Subject.Text && other.Object.Text == entry.Object.Text)
                {
                    return (file, other);
                }
            }
        }

        return null;
    }

    private Finding? StaleAt(LedgerEntry entry) => entry.Kind switch
    {
        LedgerEntryKind.Grant => StaleGrant(entry),
        LedgerEntryKind.Contract or LedgerEntryKind.RemovedContract => null,
        LedgerEntryKind.SanctionedSuppression => Missing(entry.Object, [compilation.Assembly], "this project has no", _ => true),
        LedgerEntryKind.Trust => DeclarationId.Visible(compilation).Any(new DeclarationId(entry.Subject.Text).IsAnyOverloadIn) ? null : Unknown(entry),
        _ => IsHidden(entry.Subject.Text) ? null : Unknown(entry),
    };

    private Finding? Unknown(LedgerEntry entry) =>
        Missing(entry.Subject, DeclarationId.Visible(compilation), "neither this project nor its references have a", _ => true);

    // A private member of somebody else's can be reached by its name, and so can be restricted.
    private bool IsHidden(string id)
    {
        DeclarationId declaration = new(id);
        ImmutableArray<IAssemblySymbol> references = compilation.SourceModule.ReferencedAssemblySymbols;
        return !declaration.In(references).Any()
            && declaration.ContainersIn(references).Any()
            && declaration.In(HiddenView.Of(compilation).SourceModule.ReferencedAssemblySymbols).Any();
    }

    private Finding? StaleGrant(LedgerEntry entry)
    {
        if (Missing(entry.Subject, [compilation.Assembly], "this project has no", symbol => symbol is INamedTypeSymbol { IsFileLocal: false }) is { } missing)
        {
            return missing;
        }

        string role = entry.Object.Text;
        ImmutableArray<string> held =
        [
            .. new DeclarationId(entry.Subject.Text).In(compilation.Assembly).OfType<INamedTypeSymbol>()
                .SelectMany(type => Grant.Of(type))
                .SelectMany(grant => Role.WithBases(grant.Role))
                .Select(Role.FullName),
        ];
        if (held.Contains(role))
        {
            return null;
        }

        string? nearest = NearestName.Of(role, held.Where(other => !IsListed(entry.Subject.Text, other)));
        return new($"This line grants what nobody takes: '{entry.Subject.Text.Substring(2)}' has no [ActsAs] of the role '{role}'{Near(nearest)}", entry.Object.Span)
        {
            Nearest = nearest,
            IsToRemove = true,
        };
    }

    private bool IsListed(string type, string role) => files.Any(file => file.Entries.Any(
        entry => entry.Kind == LedgerEntryKind.Grant && entry.Subject.Text == type && entry.Object.Text == role));

    private static Finding? Missing(LedgerField id, IEnumerable<IAssemblySymbol> assemblies, string nobodyHas, Func<ISymbol, bool> accept)
    {
        DeclarationId declaration = new(id.Text);
        if (declaration.In(assemblies).Any(accept))
        {
            return null;
        }

        string? nearest = declaration.Nearest(assemblies, symbol => symbol.GetDocumentationCommentId() is { Length: > 2 } && accept(symbol));
        return new($"This line matches nothing: {nobodyHas} {KindOf(id.Text)} '{id.Text.Substring(2)}'{Near(nearest)}", id.Span)
        {
            Nearest = nearest,
            IsToRemove = true,
        };
    }

    private static string Near(string? nearest) => nearest is null ? "" : $"; the nearest is '{nearest}'";

    private static string KindOf(string id) => id[0] switch
    {
        'T' => "type",
        'M' => "method",
        'P' => "property",
        'F' => "field",
        'E' => "event",
        _ => "namespace",
    };
}
