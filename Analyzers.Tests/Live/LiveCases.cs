namespace MsiEncap.Analyzers.Live;

/// <summary>One for each rule that an editor shows.</summary>
internal static class LiveCases
{
    public static IEnumerable<LiveCase> All { get; } =
    [
        new(RuleIds.RestrictedSymbol, "using MsiEncap.Domains; class Queue { MsiDomain? domain; }"),
        new(
            RuleIds.UnlistedGrant,
            "using MsiEncap.Encapsulation; [ActsAs(typeof(IrqDomainImplementer), Justification = \"programs slots\")] class Slots { }") { HasFix = true },
    ];
}
