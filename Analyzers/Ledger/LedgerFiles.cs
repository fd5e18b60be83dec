using System.Collections.Immutable;
using System.Runtime.CompilerServices;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Text;

namespace MsiEncap.Analyzers.Ledger;

/// <summary>Which additional files are ours, and what is in them.</summary>
internal static class LedgerFiles
{
    /// <summary>The ledger that a project has one of.</summary>
    public const string Name = "MsiEncap.Roles.txt";

    /// <summary>The list that contracts are added to.</summary>
    public const string UnshippedContracts = "MsiEncap.Contracts.Unshipped.txt";

    /// <summary>The list of contracts that have been released.</summary>
    public const string ShippedContracts = "MsiEncap.Contracts.Shipped.txt";

    private static readonly ImmutableArray<(LedgerFileKind Kind, string Prefix)> s_prefixes =
    [
        (LedgerFileKind.Roles, "MsiEncap.Roles"),
        (LedgerFileKind.Restricted, "MsiEncap.Restricted"),
        (LedgerFileKind.Trusted, "MsiEncap.Trusted"),
        (LedgerFileKind.ShippedContracts, "MsiEncap.Contracts.Shipped"),
        (LedgerFileKind.UnshippedContracts, "MsiEncap.Contracts.Unshipped"),
    ];

    private const string Suffix = ".txt";

    // A text is parsed once, however many rules and keystrokes ask for it.
    private static readonly ConditionalWeakTable<SourceText, StrongBox<ImmutableArray<LedgerEntry>>> s_parsed = new();

    /// <summary>What a file is, by its name.</summary>
    /// <param name="path">Path or name.</param>
    /// <returns><see langword="null"/> if it is none of ours.</returns>
    public static LedgerFileKind? KindOf(string? path) => Named(path)?.Kind;

    /// <summary>Whether a file is part of the ledger, by its name.</summary>
    /// <param name="path">Path or name.</param>
    /// <returns><see langword="true"/> for <c>MsiEncap.Roles*.txt</c>.</returns>
    public static bool IsLedger(string? path) => KindOf(path) == LedgerFileKind.Roles;

    /// <summary>Whether a compilation has any of our files, be it for another target framework.</summary>
    /// <param name="options">Holds the additional files.</param>
    /// <returns><see langword="true"/> if it has. No file is read.</returns>
    public static bool Any(AnalyzerOptions options) => options.AdditionalFiles.Any(file => KindOf(file.Path) is not null);

    /// <summary>Whether a compilation has any file of a kind, be it for another target framework.</summary>
    /// <param name="options">Holds the additional files.</param>
    /// <param name="kind">The kind.</param>
    /// <returns><see langword="true"/> if it has. No file is read.</returns>
    public static bool Any(AnalyzerOptions options, LedgerFileKind kind)
    {
        foreach (AdditionalText file in options.AdditionalFiles)
        {
            if (KindOf(file.Path) == kind)
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>The files of a kind that are in force, shared ones first: they are the same for all, so a duplicate is the project's own.</summary>
    /// <param name="compilation">Says which project and target framework is compiled.</param>
    /// <param name="options">Holds the additional files.</param>
    /// <param name="kind">The kind.</param>
    /// <param name="cancellationToken">Stops the reading.</param>
    /// <returns>The files with their entries.</returns>
    public static ImmutableArray<LedgerFile> Of(Compilation compilation, AnalyzerOptions options, LedgerFileKind kind, CancellationToken cancellationToken) =>
    [
        .. options.AdditionalFiles
            .Where(file => KindOf(file.Path) == kind)
            .Select(file => Read(file, compilation, options, cancellationToken))
            .OfType<LedgerFile>()
            .OrderBy(file => file.IsShared ? 0 : 1),
    ];

    /// <summary>Reads one file.</summary>
    /// <param name="file">The file.</param>
    /// <param name="compilation">Says which project and target framework is compiled.</param>
    /// <param name="options">Its options.</param>
    /// <param name="cancellationToken">Stops the reading.</param>
    /// <returns><see langword="null"/> if it is none of ours, is for another target framework, or has no text.</returns>
    public static LedgerFile? Read(AdditionalText file, Compilation compilation, AnalyzerOptions options, CancellationToken cancellationToken) =>
        Named(file.Path) is var (kind, middle)
        && !FileScope.IsForAnotherFramework(middle, compilation, options)
        && file.GetText(cancellationToken) is { } text
            ? new(file, kind, FileScope.IsShared(file, compilation, options), Parse(text, kind))
            : null;

    /// <summary>Reads the ledger of a compilation.</summary>
    /// <param name="compilation">The compilation.</param>
    /// <param name="options">Holds the additional files.</param>
    /// <param name="cancellationToken">Stops the reading.</param>
    /// <returns>All files merged.</returns>
    public static RoleLedger Read(Compilation compilation, AnalyzerOptions options, CancellationToken cancellationToken) =>
        new([.. Of(compilation, options, LedgerFileKind.Roles, cancellationToken).SelectMany(file => file.Entries)]);

    private static ImmutableArray<LedgerEntry> Parse(SourceText text, LedgerFileKind kind) =>
        s_parsed.GetValue(text, key => new(LedgerParser.Parse(key, kind))).Value;

    // The kind, and what stands between prefix and suffix; null if the name is not of that form.
    private static (LedgerFileKind Kind, string Middle)? Named(string? path)
    {
        string name = path is null ? "" : path.Substring(path.LastIndexOfAny(['/', '\\']) + 1);
        foreach ((LedgerFileKind kind, string prefix) in s_prefixes)
        {
            if (name.Length >= prefix.Length + Suffix.Length
                && name.StartsWith(prefix, StringComparison.OrdinalIgnoreCase)
                && name.EndsWith(Suffix, StringComparison.OrdinalIgnoreCase))
            {
                return (kind, name.Substring(prefix.Length, name.Length - prefix.Length - Suffix.Length));
            }
        }

        return null;
    }
}
