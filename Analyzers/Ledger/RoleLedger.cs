using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using MsiEncap.Analyzers.Roles;

namespace MsiEncap.Analyzers.Ledger;

/// <summary>The reviewed list of who acts in which role.</summary>
internal sealed class RoleLedger
{
    private readonly HashSet<(string Type, string Role)> _grants;

    /// <summary>A ledger of the given lines.</summary>
    /// <param name="entries">The lines of all its files.</param>
    public RoleLedger(ImmutableArray<LedgerEntry> entries) =>
        _grants = [.. entries.Where(entry => entry.Kind == LedgerEntryKind.Grant).Select(entry => (entry.Subject.Text, entry.Object.Text))];

    /// <summary>The simple names of the types that it lets act in any role.</summary>
    public IEnumerable<string> TypeNames => _grants.Select(grant => grant.Type.Substring(grant.Type.LastIndexOf('.') + 1)).Select(name => name.Substring(name.LastIndexOf(':') + 1).Split('`')[0]);

    /// <summary>Whether the ledger lets a type act in a role.</summary>
    /// <param name="type">The type.</param>
    /// <param name="role">The role itself, not one that includes it.</param>
    /// <returns><see langword="true"/> if there is an entry for just these two.</returns>
    public bool Lists(INamedTypeSymbol type, INamedTypeSymbol role) =>
        !type.IsFileLocal
        && _grants.Count > 0
        && type.GetDocumentationCommentId() is { } id
        && _grants.Contains((id, Role.FullName(role)));

    /// <summary>The line that would let a type act in a role.</summary>
    /// <param name="type">The type.</param>
    /// <param name="role">The role.</param>
    /// <param name="reason">Why, if that is known.</param>
    /// <returns>The line, without a line break.</returns>
    public static string LineFor(INamedTypeSymbol type, INamedTypeSymbol role, string? reason) =>
        $"{type.GetDocumentationCommentId()};{Role.FullName(role)};{reason ?? "(say here why it needs the role)"}";
}
