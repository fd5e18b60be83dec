namespace MsiEncap.Analyzers.Ledger;

/// <summary>What the ledger's rules tell their fixes, as properties of a diagnostic.</summary>
internal static class LedgerProperties
{
    /// <summary>The line to add.</summary>
    public const string Line = "MsiEncap.LedgerLine";

    /// <summary>The name of the file to add it to; the ledger, if it is not given.</summary>
    public const string File = "MsiEncap.LedgerFile";

    /// <summary>What to write at the diagnostic's place instead.</summary>
    public const string Nearest = "MsiEncap.Nearest";

    /// <summary>Present if the line can be removed.</summary>
    public const string Remove = "MsiEncap.RemoveLine";
}
