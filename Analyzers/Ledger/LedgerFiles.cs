using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace MsiEncap.Analyzers.Ledger;

/// <summary>Which additional files are part of the ledger.</summary>
internal static class LedgerFiles
{
    /// <summary>The file that a project has one of.</summary>
    public const string Name = "MsiEncap.Roles.txt";

    private const string Prefix = "MsiEncap.Roles";
    private const string Suffix = ".txt";

    /// <summary>Whether a file is part of the ledger, by its name.</summary>
    /// <param name="path">Path or name.</param>
    /// <returns><see langword="true"/> for <c>MsiEncap.Roles*.txt</c>.</returns>
    public static bool IsLedger(string? path)
    {
        string name = path is null ? "" : path.Substring(path.LastIndexOfAny(['/', '\\']) + 1);
        return name.Length >= Prefix.Length + Suffix.Length
            && name.StartsWith(Prefix, StringComparison.OrdinalIgnoreCase)
            && name.EndsWith(Suffix, StringComparison.OrdinalIgnoreCase);
    }

    /// <summary>Reads the ledger of a compilation.</summary>
    /// <param name="options">Holds the additional files.</param>
    /// <param name="cancellationToken">Stops the reading.</param>
    /// <returns>All files merged.</returns>
    public static RoleLedger Read(AnalyzerOptions options, CancellationToken cancellationToken)
    {
        var entries = ImmutableArray.CreateBuilder<LedgerEntry>();
        foreach (AdditionalText file in options.AdditionalFiles)
        {
            if (IsLedger(file.Path) && file.GetText(cancellationToken) is { } text)
            {
                entries.AddRange(LedgerParser.Parse(text));
            }
        }

        return new(entries.ToImmutable());
    }
}
