namespace MsiEncap.Analyzers.Ledger;

/// <summary>What the ledger's rules tell their fixes, as properties of a diagnostic.</summary>
internal static class LedgerProperties
{
    /// <summary>The line to add to the ledger.</summary>
    public const string Line = "MsiEncap.LedgerLine";

    /// <summary>What to write at the diagnostic's place instead.</summary>
    public const string Nearest = "MsiEncap.Nearest";

    /// <summary>Present if the line can be removed.</summary>
    public const string Remove = "MsiEncap.RemoveLine";
}
