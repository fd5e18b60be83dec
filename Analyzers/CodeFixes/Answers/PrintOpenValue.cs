using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace MsiEncap.CodeFixes.Answers;

/// <summary>
/// Where something restricted is only printed, prints what everybody knows the interrupt by: its virq; of a domain its id, or else the device.
/// </summary>
internal sealed class PrintOpenValue : Answer
{
    private static readonly ImmutableHashSet<string> s_printing =
        ["Write", "WriteLine", "WriteAsync", "WriteLineAsync", "Format", "Append", "AppendFormat", "Print"];

    /// <inheritdoc/>
    public override Task<Rewrite?> FindAsync(TouchPlace place, CancellationToken cancellationToken)
    {
        if (place.Around<SyntaxNode>().Select(node => Printed(node, place.Model)).FirstOrDefault(found => found is not null) is not { } printed
            || !SideEffects.AreNone(Evaluated(printed, place.Model))
            || ValueFor(printed, place.Model) is not { } value)
        {
            return Task.FromResult<Rewrite?>(null);
        }

        Rewrite rewrite = new Rewrite($"Print '{value}' instead of the restricted value").Replace(place.Document, printed.Span, value);

        // What a number was formatted by is nothing to a virq.
        return Task.FromResult<Rewrite?>(printed.Parent is InterpolationSyntax { FormatClause: { } format } ? rewrite.Replace(place.Document, format.Span, "") : rewrite);
    }

    private static ExpressionSyntax? Printed(SyntaxNode node, SemanticModel model) => node switch
    {
        InterpolationSyntax hole => hole.Expression,
        ArgumentSyntax { Parent: ArgumentListSyntax { Parent: InvocationExpressionSyntax call } } argument
            when model.GetTypeInfo(argument.Expression).ConvertedType?.SpecialType == SpecialType.System_Object
            && model.GetSymbolInfo(call).Symbol is IMethodSymbol { Name: var name }
            && (s_printing.Contains(name) || name.StartsWith("Log", StringComparison.Ordinal)) => argument.Expression,
        _ => null,
    };

    // An accessor does what the method does whose name its declaration says.
    private static SyntaxNode Evaluated(ExpressionSyntax printed, SemanticModel model) =>
        printed is InvocationExpressionSyntax call && model.GetSymbolInfo(call).Symbol is IMethodSymbol { IsExtern: true } method && IsAccessorOfLookup(method)
            ? call.ArgumentList
            : printed;

    private static bool IsAccessorOfLookup(IMethodSymbol method) => method.GetAttributes().Any(attribute =>
        attribute.AttributeClass?.Name == "UnsafeAccessorAttribute"
        && attribute.NamedArguments.Any(argument => argument is { Key: "Name", Value.Value: string name } && SideEffects.IsLookup(name)));

    private static string? ValueFor(ExpressionSyntax printed, SemanticModel model)
    {
        ImmutableArray<ExpressionSyntax> parts = [.. printed.DescendantNodesAndSelf().OfType<ExpressionSyntax>()];
        if (parts.Any(part => IsDomain(model.GetTypeInfo(part).Type)))
        {
            return OpenValue.AtHand(RuntimeApi.DomainId, printed, model) ?? OpenValue.AtHand(RuntimeApi.Device, printed, model);
        }

        if (!parts.Any(part => IsOfInterrupt(model.GetTypeInfo(part).Type)))
        {
            return null;
        }

        ImmutableArray<string> passed =
            [.. parts.Where(part => part.Parent is ArgumentSyntax && RuntimeApi.IsType(model.GetTypeInfo(part).Type, RuntimeApi.Virq)).Select(part => part.ToString()).Distinct()];
        return passed is [var only] ? only : OpenValue.AtHand(RuntimeApi.Virq, printed, model);
    }

    private static bool IsOfInterrupt(ITypeSymbol? type) => type?.Name is RuntimeApi.Message or "MsiDescriptor" or "IrqData" && RuntimeApi.IsType(type, type.Name);

    private static bool IsDomain(ITypeSymbol? type)
    {
        for (ITypeSymbol? level = type; level is not null; level = level.BaseType)
        {
            if (RuntimeApi.IsType(level, "MsiDomain"))
            {
                return true;
            }
        }

        return false;
    }
}
