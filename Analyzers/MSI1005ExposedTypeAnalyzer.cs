using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using MsiEncap.Analyzers.Access;
using MsiEncap.Analyzers.Leaks;
using MsiEncap.Generators.Words;

namespace MsiEncap.Analyzers;

/// <summary>Reports declarations of a role's code whose signature shows a restricted type to code outside the role.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class MSI1005ExposedTypeAnalyzer : MsiEncapAnalyzer
{
    /// <summary>The diagnostic property that holds the full name of the role.</summary>
    internal const string RoleProperty = "MsiEncap.Role";

    /// <summary>The diagnostic property that a constructor's diagnostic has: a primary one is shown at the name of its type.</summary>
    internal const string ConstructorProperty = "MsiEncap.Constructor";

    /// <inheritdoc/>
    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics { get; } =
        [Descriptors.ExposedType, Descriptors.PragmaWithoutIds, Descriptors.UnusedSuppression, Descriptors.AnalyzerFailed];

    private protected override string RuleId => RuleIds.ExposedType;

    /// <inheritdoc/>
    private protected override void Start(CompilationStartAnalysisContext context)
    {
        if (AccessModel.Of(context.Compilation, context.Options) is not { } access)
        {
            return;
        }

        // Where nobody acts in a role, nobody can show what belongs to one.
        NameTable? acting = access.ActingNames();
        if (acting is { IsEmpty: true })
        {
            return;
        }

        ExposurePass pass = new(access, context.Compilation, acting);
        context.RegisterSymbolAction(
            symbol => Guard.Run(symbol, RuleId, () => pass.Run(symbol)),
            SymbolKind.NamedType,
            SymbolKind.Method,
            SymbolKind.Property,
            SymbolKind.Field,
            SymbolKind.Event);
    }
}
