namespace MsiEncap.Analyzers.Suppression;

/// <summary>Which ids are ours, and which of them the ledger can sanction the suppression of.</summary>
internal static class Suppressible
{
    private const int Length = 7;

    private static readonly HashSet<string> s_rules =
        [.. typeof(RuleIds).GetFields().Where(field => field.IsLiteral).Select(field => (string)field.GetRawConstantValue())];

    /// <summary>Whether an id has the form of ours, in any spelling: <c>MSI</c> and four digits.</summary>
    /// <param name="id">The id.</param>
    /// <returns><see langword="true"/> if it has.</returns>
    public static bool IsOurs(string id) =>
        id.Length == Length
        && id.StartsWith("MSI", StringComparison.OrdinalIgnoreCase)
        && id.Skip(3).All(digit => digit is >= '0' and <= '9');

    /// <summary>Whether a rule of that id exists.</summary>
    /// <param name="id">The id, as it is written in the ledger.</param>
    /// <returns><see langword="true"/> if it does.</returns>
    public static bool IsRule(string id) => s_rules.Contains(id);

    /// <summary>
    /// Whether the ledger can sanction a suppression of a rule. What guards the rules and the ledger themselves stays.
    /// </summary>
    /// <param name="id">The id of a rule.</param>
    /// <returns><see langword="false"/> for crashes of analyzers, for what the build reports, and for the ledger's own rules.</returns>
    public static bool CanBe(string id) => id.Length == Length && id[3] is not ('0' or '4');
}
