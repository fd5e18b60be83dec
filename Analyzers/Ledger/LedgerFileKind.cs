namespace MsiEncap.Analyzers.Ledger;

/// <summary>What the lines of an additional file say.</summary>
internal enum LedgerFileKind
{
    /// <summary><c>MsiEncap.Roles*.txt</c>: who acts in a role, and what may be suppressed.</summary>
    Roles,

    /// <summary><c>MsiEncap.Restricted*.txt</c>: what is restricted that bears no attribute.</summary>
    Restricted,

    /// <summary><c>MsiEncap.Trusted*.txt</c>: which callees keep nothing of what role code passes to them.</summary>
    Trusted,

    /// <summary><c>MsiEncap.Contracts.Shipped*.txt</c>: the layouts of contracts as they have been released.</summary>
    ShippedContracts,

    /// <summary><c>MsiEncap.Contracts.Unshipped*.txt</c>: those of the next release, and contracts that it removes.</summary>
    UnshippedContracts,
}
