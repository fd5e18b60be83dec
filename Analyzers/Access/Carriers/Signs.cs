using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using MsiEncap.Generators.Words;

namespace MsiEncap.Analyzers.Access;

/// <summary>
/// The words without which code names nothing by a string, and reads no memory as something else. Code with one of them is looked at
/// like code that names a carrier.
/// </summary>
internal static class Signs
{
    private const string AttributeSuffix = "Attribute";

    /// <summary>The words that are no identifiers.</summary>
    public static IReadOnlyCollection<SyntaxKind> Keywords { get; } =
        [SyntaxKind.UnsafeKeyword, SyntaxKind.MakeRefKeyword, SyntaxKind.RefTypeKeyword, SyntaxKind.RefValueKeyword, SyntaxKind.ArgListKeyword];

    /// <summary>Words that make a carrier of a declaration: what it declares brings a value along.</summary>
    public static IReadOnlyCollection<string> Words { get; } =
        ["dynamic", .. ReflectionTouch.Members.TypeSigns, .. ReinterpretingCall.Members.TypeSigns, .. ReinterpretingCall.Members.MethodSigns];

    /// <summary>Words that stand at every field which can lie over another.</summary>
    public static NameTable Overlays { get; } = new(new(StringComparer.Ordinal) { "FieldOffset", "FieldOffsetAttribute" });

    /// <summary>Words that tell of the code around them, and of nothing else. Many methods among them have namesakes that are harmless, and look so.</summary>
    public static NameTable Local { get; } = new(new(
        [
            .. ReflectionTouch.Members.MethodSigns, .. Keywords.Select(SyntaxFacts.GetText), .. Overlays.Names,
            "UnsafeAccessor", "UnsafeAccessorAttribute", "UnsafeAccessorType", "UnsafeAccessorTypeAttribute",
        ],
        StringComparer.Ordinal));

    /// <summary>Whether a method name is that of a call which passes no name: <c>value.GetType()</c>, <c>int.Parse(text)</c>.</summary>
    /// <param name="token">The name.</param>
    /// <returns><see langword="false"/> if the call may reach something by a name.</returns>
    public static bool IsHarmless(SyntaxToken token)
    {
        if (token.Parent is not IdentifierNameSyntax name)
        {
            return false;
        }

        (ExpressionSyntax called, ExpressionSyntax? receiver) = name.Parent switch
        {
            MemberAccessExpressionSyntax access when access.Name == name => (access, access.Expression),
            MemberBindingExpressionSyntax binding => (binding, null),
            _ => ((ExpressionSyntax)name, (ExpressionSyntax?)null),
        };
        return called.Parent is InvocationExpressionSyntax call && call.Expression == called
            && (call.ArgumentList.Arguments.Count == 0 || receiver is PredefinedTypeSyntax);
    }

    /// <summary>The name of an attribute class without its ending.</summary>
    /// <param name="name">The name of a class.</param>
    /// <returns><see langword="null"/> if it has no such ending.</returns>
    public static string? ShortName(string name) => name.Length > AttributeSuffix.Length && name.EndsWith(AttributeSuffix, StringComparison.Ordinal)
        ? name.Substring(0, name.Length - AttributeSuffix.Length)
        : null;
}
