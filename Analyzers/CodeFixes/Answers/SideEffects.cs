using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace MsiEncap.CodeFixes.Answers;

/// <summary>Whether an expression does nothing but give a value, so that nobody misses it when it goes.</summary>
internal static class SideEffects
{
    private static readonly string[] s_lookups = ["Get", "Find"];

    // They begin like one.
    private static readonly string[] s_others = ["GetOr", "GetAnd", "GetNext", "GetResult", "FindOr", "FindAnd"];

    /// <summary>Whether nothing happens when an expression is evaluated, as far as names promise it: a method called Get or Find looks up.</summary>
    /// <param name="expression">The expression.</param>
    /// <returns><see langword="false"/> where something may.</returns>
    public static bool AreNone(SyntaxNode expression) => expression.DescendantNodesAndSelf(node => node is not LambdaExpressionSyntax).All(node => node switch
    {
        InvocationExpressionSyntax call => IsLookup(call),
        ArgumentSyntax argument => argument.RefKindKeyword.Kind() is SyntaxKind.None or SyntaxKind.InKeyword,
        PostfixUnaryExpressionSyntax unary => unary.IsKind(SyntaxKind.SuppressNullableWarningExpression),
        PrefixUnaryExpressionSyntax unary => unary.Kind() is not (SyntaxKind.PreIncrementExpression or SyntaxKind.PreDecrementExpression),
        AssignmentExpressionSyntax or AwaitExpressionSyntax or BaseObjectCreationExpressionSyntax or ThrowExpressionSyntax or WithExpressionSyntax
            or QueryExpressionSyntax or DeclarationExpressionSyntax => false,
        _ => true,
    });

    private static bool IsLookup(InvocationExpressionSyntax call)
    {
        string? name = call.Expression switch
        {
            MemberAccessExpressionSyntax member => member.Name.Identifier.ValueText,
            MemberBindingExpressionSyntax member => member.Name.Identifier.ValueText,
            SimpleNameSyntax simple => simple.Identifier.ValueText,
            _ => null,
        };
        return name == "nameof" || (name is not null && IsLookup(name));
    }

    /// <summary>Whether a method's name promises that it looks something up.</summary>
    /// <param name="name">The name.</param>
    /// <returns>Whether it does.</returns>
    public static bool IsLookup(string name) => s_lookups.Any(verb => BeginsWith(name, verb)) && !s_others.Any(verb => BeginsWith(name, verb));

    private static bool BeginsWith(string name, string words) =>
        name.StartsWith(words, StringComparison.Ordinal) && (name.Length == words.Length || char.IsUpper(name[words.Length]));
}
