namespace MsiEncap.Analyzers.Live;

/// <summary>One for each rule that an editor shows, and one for each mechanical answer to a rule.</summary>
internal static class LiveCases
{
    private const string Role = "MsiEncap.Encapsulation.IrqDomainImplementer";

    public static IEnumerable<LiveCase> All { get; } =
    [
        new(RuleIds.RestrictedSymbol, "using MsiEncap.Domains; class Queue { MsiDomain? domain; }") { HasFix = true },
        new(RuleIds.InferredType, "using MsiEncap; class Queue { void M(IrqSubsystem irqs, Virq virq) { var message = irqs.GetCachedMessage(virq); } }") { HasFix = true },
        new(RuleIds.ReachedByName, "class Queue { void M() { _ = System.Type.GetType(\"MsiEncap.Domains.MsiDomain, MsiEncap.Runtime\"); } }") { HasFix = true },
        new(
            RuleIds.Reinterpreted,
            "using MsiEncap; unsafe class Queue { void M(PciDevice device) => device.ForEachMsiDescriptor(MsiDomainId.Secondary, descriptor => { void* p = &descriptor; }); }"),
        InRole(RuleIds.ExposedType, "public MsiDomain? Domain;") with { HasFix = true },
        InRole(RuleIds.EscapingValue, "MsiDomain? domain; public object? Domain => domain;"),
        new(RuleIds.ForgedVirq, "class Queue { int M(MsiEncap.Virq virq) => virq.Number + 1; }"),
        new(
            RuleIds.InvalidContract,
            "using MsiEncap.Contracts; [MsiCookieContract(\"acme,x\"), CookieField(\"Slot\", Bits = 65)] readonly partial struct XCookie;"),
        new(RuleIds.RawCookie, "class Queue { ulong M(MsiEncap.Contracts.MsiInstanceCookie cookie) => cookie.Value; }"),
        new LiveCase(
            RuleIds.ForeignCookie,
            Cookies + """
            [MsiEncap.Encapsulation.ActsAs(typeof(MsiEncap.Encapsulation.IrqDomainImplementer))]
            class Probe { void M(MsiEncap.PciDevice device, MsiEncap.Domains.MsiDomain<XCookie> domain) { device.CreateImsDomain(domain); device.AllocateImsIrq(new YCookie(1)); } }
            """).With("MsiEncap.Roles.txt", $"T:Probe;{Role};programs slots"),
        new(RuleIds.MisfitConstant, Cookies + "class Queue { XCookie M() => new(256); }"),
        new(RuleIds.ContractImplementation, Cookies.Replace("Contracts;", "Contracts; [assembly: ImplementsCookieContract(typeof(XCookie))]", StringComparison.Ordinal)),
        new LiveCase(
            RuleIds.DriftingLayout,
            "using MsiEncap.Contracts; [MsiCookieContract(\"acme,x\"), CookieField(\"Slot\", Bits = 6)] readonly partial struct XCookie;") { HasFix = true }
            .With("MsiEncap.Contracts.Shipped.txt", ""),
        new(
            RuleIds.UnlistedGrant,
            "using MsiEncap.Encapsulation; [ActsAs(typeof(IrqDomainImplementer), Justification = \"programs slots\")] class Slots { }") { HasFix = true },
        new(RuleIds.UnlistedSuppression, "class Queue {\n#pragma warning disable MSI1001\n}") { HasFix = true },
        InLedger(RuleIds.StaleEntry, $"T:Slts;{Role};programs slots"),
        InLedger(RuleIds.MalformedEntry, $"T:Slots;{Role[..^1]}d;programs slots"),
    ];

    /// <summary>By what the light bulb says.</summary>
    public static IReadOnlyDictionary<string, LiveCase> Answers { get; } = new Dictionary<string, LiveCase>
    {
        ["Call 'AllocateImsIrq' without the restricted argument"] = InQueue(
            RuleIds.RestrictedSymbol, "void M<T>(PciDevice device, T cookie) where T : struct, MsiEncap.Contracts.IMsiCookie<T> => device.AllocateImsIrq((MsiEncap.Domains.MsiDomain?)null!, cookie);"),
        ["Pass 'id' instead of the restricted value"] = InQueue(
            RuleIds.RestrictedSymbol, "void M<T>(PciDevice device, MsiDomainId<T> id, T cookie) where T : struct, MsiEncap.Contracts.IMsiCookie<T> => device.AllocateImsIrq((MsiEncap.Domains.MsiDomain?)null!, cookie);"),
        ["Ask the device instead of walking the descriptors"] = InQueue(
            RuleIds.InferredType, "void M(PciDevice device, Virq[] virqs) { device.ForEachMsiDescriptor(MsiDomainId.Secondary, d => virqs[d.Index] = d.Virq); }"),
        ["Ask the device whether the interrupt is active"] = InQueue(
            RuleIds.RestrictedSymbol, "bool M(IrqSubsystem irqs, PciDevice device, Virq virq) => irqs.GetCachedMessage(virq) != default;"),
        ["Let the device restore the messages"] = InQueue(
            RuleIds.RestrictedSymbol, "void M(IrqSubsystem irqs, PciDevice device, Virq virq) { device.WriteConfig32(68, irqs.GetCachedMessage(virq).AddressLow); }"),
        ["Print 'virq' instead of the restricted value"] = InQueue(
            RuleIds.RestrictedSymbol, "string M(IrqSubsystem irqs, Virq virq) => $\"{irqs.GetCachedMessage(virq)}\";"),
        ["Remove the lookup, whose result is not used"] = InQueue(RuleIds.RestrictedSymbol, "void M(IrqSubsystem irqs, Virq virq) { irqs.GetCachedMessage(virq); }"),
        ["Remove 'message', which is never read"] = InQueue(RuleIds.InferredType, "void M(IrqSubsystem irqs, Virq virq) { var message = irqs.GetCachedMessage(virq); }"),
        ["Remove 'Find', which is never used"] = InQueue(RuleIds.RestrictedSymbol, "MsiEncap.Domains.MsiMessage Find(IrqSubsystem irqs, Virq virq) => irqs.GetCachedMessage(virq);"),
        ["Ask the device for the number of the index"] = InQueue(
            RuleIds.ForgedVirq, "Virq M(PciDevice device) => System.Runtime.CompilerServices.Unsafe.BitCast<int, Virq>(device.GetIrqVector(0).Number + 1);"),
    };

    private const string Cookies = """
        using MsiEncap.Contracts;
        [MsiCookieContract("acme,x"), CookieField("Slot", Bits = 8)] readonly partial struct XCookie;
        [MsiCookieContract("acme,y"), CookieField("Slot", Bits = 9)] readonly partial struct YCookie;

        """;

    private static LiveCase InQueue(string id, string member) => new(id, $"using MsiEncap; class Queue {{ {member} }}") { HasFix = true };

    private static LiveCase InRole(string id, string members) => new LiveCase(
        id, $"using MsiEncap.Domains; using MsiEncap.Encapsulation; [ActsAs(typeof(IrqDomainImplementer))] class Slots {{ {members} }}")
        .With("MsiEncap.Roles.txt", $"T:Slots;{Role};programs slots");

    private static LiveCase InLedger(string id, string line) =>
        (new LiveCase(id, "[MsiEncap.Encapsulation.ActsAs(typeof(MsiEncap.Encapsulation.IrqDomainImplementer))] class Slots { }") { IsInAdditionalFile = true, HasFix = true }).With("MsiEncap.Roles.txt", line);
}
