namespace MsiEncap.Analyzers.Live;

/// <summary>One for each rule that an editor shows.</summary>
internal static class LiveCases
{
    private const string Role = "MsiEncap.Encapsulation.IrqDomainImplementer";

    public static IEnumerable<LiveCase> All { get; } =
    [
        new(RuleIds.RestrictedSymbol, "using MsiEncap.Domains; class Queue { MsiDomain? domain; }"),
        new(
            RuleIds.InferredType,
            "using MsiEncap; class Queue { void M(PciDevice device) => device.ForEachMsiDescriptor(MsiDomainId.Secondary, descriptor => { }); }"),
        new(RuleIds.ReachedByName, "class Queue { object? M() => System.Type.GetType(\"MsiEncap.Domains.MsiDomain, MsiEncap.Runtime\"); }"),
        new(
            RuleIds.Reinterpreted,
            "using MsiEncap; unsafe class Queue { void M(PciDevice device) => device.ForEachMsiDescriptor(MsiDomainId.Secondary, descriptor => { void* p = &descriptor; }); }"),
        InRole(RuleIds.ExposedType, "public MsiDomain? Domain;"),
        InRole(RuleIds.EscapingValue, "MsiDomain? domain; public object? Domain => domain;"),
        new(RuleIds.ForgedVirq, "class Queue { int M(MsiEncap.Virq virq) => virq.Number + 1; }"),
        new(
            RuleIds.InvalidContract,
            "using MsiEncap.Contracts; [MsiCookieContract(\"acme,x\"), CookieField(\"Slot\", Bits = 65)] readonly partial struct XCookie;"),
        new(
            RuleIds.UnlistedGrant,
            "using MsiEncap.Encapsulation; [ActsAs(typeof(IrqDomainImplementer), Justification = \"programs slots\")] class Slots { }") { HasFix = true },
        new(RuleIds.UnlistedSuppression, "class Queue {\n#pragma warning disable MSI1001\n}") { HasFix = true },
        InLedger(RuleIds.StaleEntry, $"T:Slts;{Role};programs slots"),
        InLedger(RuleIds.MalformedEntry, $"T:Slots;{Role[..^1]}d;programs slots"),
    ];

    private static LiveCase InRole(string id, string members) => new LiveCase(
        id, $"using MsiEncap.Domains; using MsiEncap.Encapsulation; [ActsAs(typeof(IrqDomainImplementer))] class Slots {{ {members} }}")
        .With("MsiEncap.Roles.txt", $"T:Slots;{Role};programs slots");

    private static LiveCase InLedger(string id, string line) =>
        (new LiveCase(id, "[MsiEncap.Encapsulation.ActsAs(typeof(MsiEncap.Encapsulation.IrqDomainImplementer))] class Slots { }") { IsInAdditionalFile = true, HasFix = true }).With("MsiEncap.Roles.txt", line);
}
