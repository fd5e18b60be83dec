using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using MsiEncap.Analyzers.Ledger;
using MsiEncap.Analyzers.Roles;

namespace MsiEncap.Analyzers;

/// <summary>Reports types that take a role which the ledger does not give them.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class MSI4001UnlistedGrantAnalyzer : MsiEncapAnalyzer
{
    /// <inheritdoc/>
    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics { get; } =
        [Descriptors.UnlistedGrant, Descriptors.UnlistableGrant, Descriptors.PragmaWithoutIds, Descriptors.AnalyzerFailed];

    private protected override string RuleId => RuleIds.UnlistedGrant;

    /// <inheritdoc/>
    private protected override void Start(CompilationStartAnalysisContext context)
    {
        if (context.Compilation.GetTypesByMetadataName(WellKnownNames.ActsAs).IsEmpty)
        {
            return;
        }

        ActingRoles roles = new(context.Compilation.Assembly, new(() => LedgerFiles.Read(context.Compilation, context.Options, CancellationToken.None)));
        context.RegisterSymbolAction(
            type => Guard.Run(type, RuleId, () => Check(roles, (INamedTypeSymbol)type.Symbol, type.Reporter())),
            SymbolKind.NamedType);
    }

    private static void Check(ActingRoles roles, INamedTypeSymbol type, Action<Diagnostic> report)
    {
        HashSet<INamedTypeSymbol> seen = new(SymbolEqualityComparer.Default);
        foreach (Grant grant in Grant.Of(type))
        {
            // What includes other roles needs an entry for each; a role that this assembly declares needs none.
            foreach (INamedTypeSymbol role in Role.WithBases(grant.Role))
            {
                if (!roles.Declares(role) && !roles.Lists(type, role) && seen.Add(role))
                {
                    report(Unlisted(type, role, grant));
                }
            }
        }
    }

    private static Diagnostic Unlisted(INamedTypeSymbol type, INamedTypeSymbol role, Grant grant)
    {
        Location location = grant.Attribute.ApplicationSyntaxReference is { } reference
            ? Location.Create(reference.SyntaxTree, reference.Span)
            : type.Locations[0];
        string name = type.ToDisplayString(SymbolDisplayFormat.CSharpShortErrorMessageFormat);
        string who = RolePhrase.Singular(role.Name);
        if (type.IsFileLocal)
        {
            return Diagnostic.Create(Descriptors.UnlistableGrant, location, name, who, role.Name, role.ContainingAssembly.Name);
        }

        string line = RoleLedger.LineFor(type, role, RestrictedTo.NamedText(grant.Attribute, "Justification"));
        return Diagnostic.Create(
            Descriptors.UnlistedGrant,
            location,
            ImmutableDictionary<string, string?>.Empty.Add(LedgerProperties.Line, line),
            name,
            who,
            role.Name,
            role.ContainingAssembly.Name,
            line);
    }
}
