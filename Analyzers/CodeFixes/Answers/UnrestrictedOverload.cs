using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Operations;
using MsiEncap.Analyzers;

namespace MsiEncap.CodeFixes.Answers;

/// <summary>Finds the overload that a usage site should have called.</summary>
internal static class UnrestrictedOverload
{
    /// <summary>A call and what to write in its place.</summary>
    /// <param name="MethodName">The name of the method.</param>
    /// <param name="Old">The call as it is.</param>
    /// <param name="New">The call without the argument.</param>
    public sealed record Replacement(string MethodName, InvocationExpressionSyntax Old, InvocationExpressionSyntax New);

    /// <summary>The call without an argument, if it then binds to an unrestricted overload that equals the called one minus the parameter.</summary>
    /// <param name="argument">The argument to take away.</param>
    /// <param name="model">The file's semantic model.</param>
    /// <param name="options">Holds what additional files restrict.</param>
    /// <param name="cancellationToken">Stops the search.</param>
    /// <returns><see langword="null"/> if there is no such overload.</returns>
    public static Replacement? CallWithout(ArgumentSyntax argument, SemanticModel model, AnalyzerOptions options, CancellationToken cancellationToken)
    {
        if (argument is not { Parent: ArgumentListSyntax { Parent: InvocationExpressionSyntax call } list }
            || model.GetOperation(call, cancellationToken) is not IInvocationOperation { TargetMethod: { } called, Arguments: var arguments }
            || arguments.FirstOrDefault(candidate => argument.Span.Contains(candidate.Syntax.Span))?.Parameter is not { IsParams: false } parameter
            || CandidateAssemblies.Find(model.Compilation, ListedRestrictions.Read(model.Compilation, options, cancellationToken)) is not { } candidates)
        {
            return null;
        }

        InvocationExpressionSyntax without = call.WithArgumentList(ArgumentRemoval.Remove(list, list.Arguments.IndexOf(argument)));
        return Standalone(call, without) is { } question
            && model.GetSpeculativeSymbolInfo(call.SpanStart, question, SpeculativeBindingOption.BindAsExpression).Symbol is IMethodSymbol overload
            && new RestrictionModel(candidates).OfMember(overload).IsEmpty
            && EqualsWithout(called.OriginalDefinition, overload.OriginalDefinition, parameter.Ordinal)
            ? new(called.Name, call, without)
            : null;
    }

    // The compiler cannot be asked about the right side of "a?.M()" alone; "a.M()" binds to the same.
    private static InvocationExpressionSyntax? Standalone(InvocationExpressionSyntax call, InvocationExpressionSyntax without)
    {
        if (call.Expression is MemberBindingExpressionSyntax binding && call.FirstAncestorOrSelf<ConditionalAccessExpressionSyntax>() is { } conditional)
        {
            without = without.WithExpression(SyntaxFactory.MemberAccessExpression(
                SyntaxKind.SimpleMemberAccessExpression, conditional.Expression.WithoutTrivia(), binding.Name));
        }

        bool open = without.DescendantNodes().Any(node =>
            node is MemberBindingExpressionSyntax or ElementBindingExpressionSyntax
            && node.FirstAncestorOrSelf<ConditionalAccessExpressionSyntax>() is null);
        return open ? null : without;
    }

    private static bool EqualsWithout(IMethodSymbol called, IMethodSymbol overload, int ordinal)
    {
        if (called.Arity != overload.Arity || called.Name != overload.Name || called.IsStatic != overload.IsStatic)
        {
            return false;
        }

        // Type parameters of the two are different symbols; the one constructed over the other's makes them comparable.
        IMethodSymbol comparable = overload.Arity == 0 ? overload : overload.Construct([.. called.TypeParameters]);
        ImmutableArray<IParameterSymbol> expected = called.Parameters.RemoveAt(ordinal);
        return SymbolEqualityComparer.Default.Equals(called.ReturnType, comparable.ReturnType)
            && expected.Length == comparable.Parameters.Length
            && expected.Zip(comparable.Parameters, (left, right) =>
                left.RefKind == right.RefKind && SymbolEqualityComparer.Default.Equals(left.Type, right.Type)).All(same => same);
    }
}
