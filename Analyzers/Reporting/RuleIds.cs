namespace MsiEncap.Analyzers;

/// <summary>The ids of all rules. Each has an analyzer file, a test file and a page under <c>docs/rules</c> of the same name.</summary>
public static class RuleIds
{
    /// <summary>An analyzer failed, so what it guards was not checked.</summary>
    public const string AnalyzerFailed = "MSI0001";

    /// <summary>A restricted symbol is named or used outside its role.</summary>
    public const string RestrictedSymbol = "MSI1001";

    /// <summary>A restricted type is inferred outside its role.</summary>
    public const string InferredType = "MSI1002";

    /// <summary>A restricted symbol is reached by its name in a string, or dynamically.</summary>
    public const string ReachedByName = "MSI1003";

    /// <summary>A restricted value's memory is read as something else.</summary>
    public const string Reinterpreted = "MSI1004";

    /// <summary>A role's code declares a member that shows a restricted type to others.</summary>
    public const string ExposedType = "MSI1005";

    /// <summary>A role's code lets a restricted value out under another type.</summary>
    public const string EscapingValue = "MSI1006";

    /// <summary>An interrupt number is made or computed, where only an allocation gives one.</summary>
    public const string ForgedVirq = "MSI1007";

    /// <summary>A cookie contract is declared in a way that no cookie can be generated for.</summary>
    public const string InvalidContract = "MSI2001";

    /// <summary>A raw cookie is made or read at a usage site, where only cookies of contracts are.</summary>
    public const string RawCookie = "MSI2002";

    /// <summary>A cookie is passed to a domain of another contract.</summary>
    public const string ForeignCookie = "MSI2003";

    /// <summary>A constant that does not fit the field of a cookie.</summary>
    public const string MisfitConstant = "MSI2004";

    /// <summary>An assembly says that it implements a contract, and has no irq domain of it, or several.</summary>
    public const string ContractImplementation = "MSI2005";

    /// <summary>A contract is laid out otherwise than was agreed on.</summary>
    public const string DriftingLayout = "MSI2006";

    /// <summary>A type takes a role that the ledger does not give it.</summary>
    public const string UnlistedGrant = "MSI4001";

    /// <summary>A suppression of a rule that the ledger does not sanction.</summary>
    public const string UnlistedSuppression = "MSI4002";

    /// <summary>A line of an additional file that matches nothing.</summary>
    public const string StaleEntry = "MSI4003";

    /// <summary>A line of an additional file that cannot be read.</summary>
    public const string MalformedEntry = "MSI4004";
}
