using Microsoft.CodeAnalysis;

namespace MsiEncap.Analyzers;

/// <summary>What each rule says, in one place.</summary>
/// <remarks>
/// All rules carry two tags. NotConfigurable makes them deaf to pragmas, NoWarn, editorconfig and rule sets; Compiler makes them deaf
/// to <c>[SuppressMessage]</c> too, which NotConfigurable alone obeys. The editor looks at the Compiler tag in two places only:
/// it offers no suppression in source, which is what we want, and it leaves out live diagnostics that have no location, of which
/// we report none. CustomSeverityConfigurable would bring the "configure severity" menu back for a setting that has no effect.
/// </remarks>
internal static class Descriptors
{
    private const string HelpBase = "https://github.com/msiencap/msiencap/blob/main/docs/rules/";

    private const string Infrastructure = "MsiEncap.Infrastructure";
    private const string Access = "MsiEncap.Access";
    private const string Contracts = "MsiEncap.Contracts";
    private const string Ledger = "MsiEncap.Ledger";

    private const string SuppressionDescription =
        "Rules that anyone can silence would be a header comment again, so sanctioned suppressions are reviewed in one place: MsiEncap.Roles.txt.";

    private const string StaleDescription =
        "An entry that matches nothing is a permission or a restriction that somebody believes in, and nobody has.";

    private const string ImplementationTitle = "Contract without its implementation, or with several";

    private const string ImplementationDescription = "An assembly that says it implements a contract has one irq domain of it.";

    private const string DriftTitle = "Contract layout other than was agreed on";

    private const string DriftDescription =
        "Queue code and irq domain may come from different builds, so a layout that has been released does not change under its id and version.";

    private static readonly string[] s_alwaysOn = [WellKnownDiagnosticTags.NotConfigurable, WellKnownDiagnosticTags.Compiler];

    public static readonly DiagnosticDescriptor AnalyzerFailed = new(
        RuleIds.AnalyzerFailed,
        "An MsiEncap analyzer failed",
        "{0} failed with {1} in {2}, so that file is not checked; please report this with the file that causes it",
        Infrastructure,
        DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        description: "The compiler turns a crash of an analyzer into a warning, which would be a way around its rules.",
        helpLinkUri: HelpBase + RuleIds.AnalyzerFailed + ".md",
        customTags: s_alwaysOn);

    public static readonly DiagnosticDescriptor RestrictedSymbol = new(
        RuleIds.RestrictedSymbol,
        "Restricted symbol used outside its role",
        "'{0}' is restricted to {1} (role {2} of {3}); {4}",
        Access,
        DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        description: "A declaration marked [RestrictedTo] is for code that acts in that role.",
        helpLinkUri: HelpBase + RuleIds.RestrictedSymbol + ".md",
        customTags: s_alwaysOn);

    public static readonly DiagnosticDescriptor InferredType = new(
        RuleIds.InferredType,
        "Restricted type inferred outside its role",
        "The type here is '{0}', which nobody names but which is restricted to {1} (role {2} of {3}); {4}",
        Access,
        DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        description: "A value of a type marked [RestrictedTo] is for code that acts in that role, whether the type is written or inferred.",
        helpLinkUri: HelpBase + RuleIds.InferredType + ".md",
        customTags: s_alwaysOn);

    public static readonly DiagnosticDescriptor ReachedByName = new(
        RuleIds.ReachedByName,
        "Restricted symbol reached by name",
        "'{0}' is restricted to {1} (role {2} of {3}), also for code that reaches it by name; {4}",
        Access,
        DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        description: "A string or a dynamic call reaches a declaration marked [RestrictedTo] past the compiler; the restriction holds there too.",
        helpLinkUri: HelpBase + RuleIds.ReachedByName + ".md",
        customTags: s_alwaysOn);

    public static readonly DiagnosticDescriptor Reinterpreted = new(
        RuleIds.Reinterpreted,
        "Restricted value reinterpreted",
        "'{0}' is restricted to {1} (role {2} of {3}), and so is reading its memory as something else; {4}",
        Access,
        DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        description: "Pointers, Unsafe, MemoryMarshal, handles and overlaid fields give the memory of a value another type; that of a restricted value is restricted.",
        helpLinkUri: HelpBase + RuleIds.Reinterpreted + ".md",
        customTags: s_alwaysOn);

    public static readonly DiagnosticDescriptor EscapingMemory = new(
        RuleIds.Reinterpreted,
        "Restricted value reinterpreted",
        "'{0}' is restricted to {1} (role {2} of {3}) but a pointer, reference or handle to it leaves the role here: {4}; keep it in private state, or give out a copy of the numbers that others need",
        Access,
        DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        description: "Pointers, Unsafe, MemoryMarshal, handles and overlaid fields give the memory of a value another type; that of a restricted value is restricted.",
        helpLinkUri: HelpBase + RuleIds.Reinterpreted + ".md",
        customTags: s_alwaysOn);

    public static readonly DiagnosticDescriptor ExposedType = new(
        RuleIds.ExposedType,
        "Restricted type shown outside its role",
        "'{0}' shows '{1}' to code outside the role; '{1}' is restricted to {2} (role {3} of {4}); make '{0}' private or mark it [RestrictedTo(typeof({3}))]",
        Access,
        DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        description: "A declaration that others can use may not have a type in its signature that they may not touch.",
        helpLinkUri: HelpBase + RuleIds.ExposedType + ".md",
        customTags: s_alwaysOn);

    public static readonly DiagnosticDescriptor EscapingValue = new(
        RuleIds.EscapingValue,
        "Restricted value let out of its role",
        "'{0}' is restricted to {1} (role {2} of {3}) but leaves the role here: {4}; keep it in private state, or give out a number, a text or a private type that does not give it back",
        Access,
        DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        description: "Code that acts in a role may not hand what is restricted to others under a type that does not say so.",
        helpLinkUri: HelpBase + RuleIds.EscapingValue + ".md",
        customTags: s_alwaysOn);

    public static readonly DiagnosticDescriptor ForgedVirq = new(
        RuleIds.ForgedVirq,
        "Interrupt number forged or computed",
        "Only an allocation makes a '{0}', or an irq domain implementer (role IrqDomainImplementer of {1}); keep the one that the allocation returned",
        Access,
        DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        description: "A number that no allocation returned is nobody's interrupt, or somebody else's.",
        helpLinkUri: HelpBase + RuleIds.ForgedVirq + ".md",
        customTags: s_alwaysOn);

    public static readonly DiagnosticDescriptor ComputedVirq = new(
        RuleIds.ForgedVirq,
        "Interrupt number forged or computed",
        "'{0}' is a name, not a quantity: neighbouring indices need not have neighbouring numbers, and only an irq domain implementer (role IrqDomainImplementer of {1}) knows how they are laid out; ask the device for the virq of each index",
        Access,
        DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        description: "A number that no allocation returned is nobody's interrupt, or somebody else's.",
        helpLinkUri: HelpBase + RuleIds.ForgedVirq + ".md",
        customTags: s_alwaysOn);

    public static readonly DiagnosticDescriptor InvalidContract = new(
        RuleIds.InvalidContract,
        "Cookie contract without a cookie",
        "No cookie is generated for '{0}': {1}; {2}",
        Contracts,
        DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        description: "The generator writes the cookie of a contract, or nothing; this rule says why nothing was written, where and what to do.",
        helpLinkUri: HelpBase + RuleIds.InvalidContract + ".md",
        customTags: s_alwaysOn);

    public static readonly DiagnosticDescriptor RawCookie = new(
        RuleIds.RawCookie,
        "Raw cookie made or read at a usage site",
        "'{0}' {1} a raw cookie, which is between the core and irq domain implementers (role IrqDomainImplementer of {2}); {3}",
        Contracts,
        DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        description: "What the bits of a cookie mean is said by its contract, and by nothing that queue code writes by hand.",
        helpLinkUri: HelpBase + RuleIds.RawCookie + ".md",
        customTags: s_alwaysOn);

    public static readonly DiagnosticDescriptor ForeignCookie = new(
        RuleIds.ForeignCookie,
        "Cookie of another contract",
        "'{0}' is a cookie of {1}, but {2} serves {3}; pass a cookie of the contract that it serves",
        Contracts,
        DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        description: "A domain takes cookies of its own contract and layout; what another one means by the same bits is something else.",
        helpLinkUri: HelpBase + RuleIds.ForeignCookie + ".md",
        customTags: s_alwaysOn);

    public static readonly DiagnosticDescriptor MisfitConstant = new(
        RuleIds.MisfitConstant,
        "Constant outside a cookie field's range",
        "{0} does not fit the field '{1}' of the contract '{2}', which has {3} ({4} of the cookie): {5}",
        Contracts,
        DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        description: "The constructor would throw, and so would the property, each time that the code runs.",
        helpLinkUri: HelpBase + RuleIds.MisfitConstant + ".md",
        customTags: s_alwaysOn);

    public static readonly DiagnosticDescriptor MissingImplementation = new(
        RuleIds.ContractImplementation,
        ImplementationTitle,
        "The assembly says that it implements {0}, but none of its classes does; derive one that is not abstract from 'MsiDomain<{1}>', or leave out the attribute",
        Contracts,
        DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        description: ImplementationDescription,
        helpLinkUri: HelpBase + RuleIds.ContractImplementation + ".md",
        customTags: s_alwaysOn);

    public static readonly DiagnosticDescriptor SeveralImplementations = new(
        RuleIds.ContractImplementation,
        ImplementationTitle,
        "The assembly says that it implements {0}, which has more than one implementation: {1}; leave one of them",
        Contracts,
        DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        description: ImplementationDescription,
        helpLinkUri: HelpBase + RuleIds.ContractImplementation + ".md",
        customTags: s_alwaysOn);

    public static readonly DiagnosticDescriptor SeveralImplementers = new(
        RuleIds.ContractImplementation,
        ImplementationTitle,
        "The program references more than one assembly that implements {0}: {1}; reference one of them",
        Contracts,
        DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        description: "Of the assemblies that a program is made of, one implements a contract.",
        helpLinkUri: HelpBase + RuleIds.ContractImplementation + ".md",
        customTags: s_alwaysOn);

    public static readonly DiagnosticDescriptor ImplementsNoContract = new(
        RuleIds.ContractImplementation,
        ImplementationTitle,
        "'{0}' is the cookie of no contract, so nothing implements it; name the struct that has [MsiCookieContract]",
        Contracts,
        DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        description: ImplementationDescription,
        helpLinkUri: HelpBase + RuleIds.ContractImplementation + ".md",
        customTags: s_alwaysOn);

    public static readonly DiagnosticDescriptor ChangedLayout = new(
        RuleIds.DriftingLayout,
        DriftTitle,
        "The contract '{0}' version {1} has shipped with another layout: {2}; restore it, or give the new layout a version or an id of its own",
        Contracts,
        DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        description: DriftDescription,
        helpLinkUri: HelpBase + RuleIds.DriftingLayout + ".md",
        customTags: s_alwaysOn);

    public static readonly DiagnosticDescriptor UnlistedContract = new(
        RuleIds.DriftingLayout,
        DriftTitle,
        "'{0}' declares the contract '{1}' version {2}, which no list of contracts has, so nobody would see its layout change; add this line to MsiEncap.Contracts.Unshipped.txt: {3}",
        Contracts,
        DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        description: DriftDescription,
        helpLinkUri: HelpBase + RuleIds.DriftingLayout + ".md",
        customTags: s_alwaysOn);

    public static readonly DiagnosticDescriptor StaleContract = new(
        RuleIds.DriftingLayout,
        DriftTitle,
        "{0}",
        Contracts,
        DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        description: DriftDescription,
        helpLinkUri: HelpBase + RuleIds.DriftingLayout + ".md",
        customTags: s_alwaysOn);

    public static readonly DiagnosticDescriptor TwoLayouts = new(
        RuleIds.DriftingLayout,
        DriftTitle,
        "'{0}' of {1} and '{2}' of {3} are the contract '{4}' in two layouts, so no cookie of one reaches a domain of the other; build both against one version of the contract; the former has {5}; the latter has {6}",
        Contracts,
        DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        description: DriftDescription,
        helpLinkUri: HelpBase + RuleIds.DriftingLayout + ".md",
        customTags: s_alwaysOn);

    public static readonly DiagnosticDescriptor OtherBuild = new(
        RuleIds.DriftingLayout,
        DriftTitle,
        "The assembly '{0}' was built with another layout of the contract '{1}' than {2} has, and is refused when it is loaded; build it anew with this {2}, or reference the {2} that it was built with, which has {3}; this one has {4}",
        Contracts,
        DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        description: DriftDescription,
        helpLinkUri: HelpBase + RuleIds.DriftingLayout + ".md",
        customTags: s_alwaysOn);

    public static readonly DiagnosticDescriptor ContractGone = new(
        RuleIds.DriftingLayout,
        DriftTitle,
        "The assembly '{0}' was built with the contract '{1}', whose cookie '{2}' {3} has no more, and is refused when it is loaded; build it anew with this {3}, or reference the {3} that it was built with, which has {4}",
        Contracts,
        DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        description: DriftDescription,
        helpLinkUri: HelpBase + RuleIds.DriftingLayout + ".md",
        customTags: s_alwaysOn);

    public static readonly DiagnosticDescriptor UnlistedGrant = new(
        RuleIds.UnlistedGrant,
        "Role taken but not in the ledger",
        "'{0}' acts as {1} (role {2} of {3}) but the ledger does not list it; once that is agreed, add this line to MsiEncap.Roles.txt: {4}",
        Ledger,
        DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        description: "Anyone can write [ActsAs], so grants are reviewed in one place: MsiEncap.Roles.txt lists each with its reason.",
        helpLinkUri: HelpBase + RuleIds.UnlistedGrant + ".md",
        customTags: s_alwaysOn);

    public static readonly DiagnosticDescriptor UnlistableGrant = new(
        RuleIds.UnlistedGrant,
        "Role taken but not in the ledger",
        "'{0}' is a file type, which cannot act as {1} (role {2} of {3}) because the ledger has no name for it; make it internal",
        Ledger,
        DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        description: "Anyone can write [ActsAs], so grants are reviewed in one place: MsiEncap.Roles.txt lists each with its reason.",
        helpLinkUri: HelpBase + RuleIds.UnlistedGrant + ".md",
        customTags: s_alwaysOn);

    public static readonly DiagnosticDescriptor UnlistedSuppression = new(
        RuleIds.UnlistedSuppression,
        "Suppression not in the ledger",
        "{0} of {1} has no effect, and the ledger does not sanction it; remove it, or once it is agreed, add this line to MsiEncap.Roles.txt: {2}",
        Ledger,
        DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        description: SuppressionDescription,
        helpLinkUri: HelpBase + RuleIds.UnlistedSuppression + ".md",
        customTags: s_alwaysOn);

    public static readonly DiagnosticDescriptor UnlistableSuppression = new(
        RuleIds.UnlistedSuppression,
        "Suppression not in the ledger",
        "{0} of {1} has no effect, and {2}; remove it",
        Ledger,
        DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        description: SuppressionDescription,
        helpLinkUri: HelpBase + RuleIds.UnlistedSuppression + ".md",
        customTags: s_alwaysOn);

    public static readonly DiagnosticDescriptor PragmaWithoutIds = new(
        RuleIds.UnlistedSuppression,
        "Suppression not in the ledger",
        "A pragma without ids covers an error of MsiEncap, on which it has no effect; name the ids that it is meant for, or restore warnings before that place",
        Ledger,
        DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        description: SuppressionDescription,
        helpLinkUri: HelpBase + RuleIds.UnlistedSuppression + ".md",
        customTags: s_alwaysOn);

    public static readonly DiagnosticDescriptor StaleEntry = new(
        RuleIds.StaleEntry,
        "Entry that matches nothing",
        "{0}",
        Ledger,
        DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        description: StaleDescription,
        helpLinkUri: HelpBase + RuleIds.StaleEntry + ".md",
        customTags: s_alwaysOn);

    public static readonly DiagnosticDescriptor UnusedSuppression = new(
        RuleIds.StaleEntry,
        "Entry that matches nothing",
        "Nothing that {0} reports is in '{1}', so there is nothing to sanction; remove the line",
        Ledger,
        DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        description: StaleDescription,
        helpLinkUri: HelpBase + RuleIds.StaleEntry + ".md",
        customTags: [.. s_alwaysOn, WellKnownDiagnosticTags.CompilationEnd]);

    public static readonly DiagnosticDescriptor MalformedEntry = new(
        RuleIds.MalformedEntry,
        "Entry that has no effect",
        "This line has no effect; expected {0}",
        Ledger,
        DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        description: "A line that cannot be read would leave its author to believe that something is granted or restricted.",
        helpLinkUri: HelpBase + RuleIds.MalformedEntry + ".md",
        customTags: s_alwaysOn);
}
