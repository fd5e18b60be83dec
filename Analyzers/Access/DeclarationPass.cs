using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace MsiEncap.Analyzers.Access;

/// <summary>Looks at declarations that touch what is restricted without naming it: overrides, accessors, overlaid fields.</summary>
internal static class DeclarationPass
{
    /// <summary>Reports a declaration.</summary>
    /// <param name="access">The access model.</param>
    /// <param name="context">A type, method, property or event.</param>
    public static void Run(AccessModel access, SymbolAnalysisContext context)
    {
        switch (context.Symbol)
        {
            case INamedTypeSymbol type:
                OverlaidFields.Visit(access, type, context.ReportDiagnostic);
                break;
            case IMethodSymbol method:
                AccessorTouch.Visit(access, context.Compilation, method, context.ReportDiagnostic);
                OverridePass.Run(access, context);
                break;
            default:
                OverridePass.Run(access, context);
                break;
        }
    }
}
