using Microsoft.CodeAnalysis;

namespace MsiEncap.Analyzers.Access;

/// <summary>The types of which code has values without naming anything: keywords, literals, tuples, ranges, lambdas, thrown exceptions.</summary>
internal static class LanguageTypes
{
    private static readonly HashSet<string> s_names = new(StringComparer.Ordinal)
    {
        "ValueTuple", "Index", "Range", "Type", "Func", "Action", "Span", "ReadOnlySpan", "Exception", "FormattableString", "IFormattable",
        "DefaultInterpolatedStringHandler", "Task", "ValueTask", "Expression", "LambdaExpression",
    };

    private static readonly string[] s_namespaces =
        ["System", "System.Threading.Tasks", "System.Linq.Expressions", "System.Runtime.CompilerServices"];

    /// <summary>Whether a type is one of them.</summary>
    /// <param name="type">The type.</param>
    /// <returns><see langword="false"/> if code has to name something to have a value of it.</returns>
    public static bool Has(INamedTypeSymbol type) =>
        type.SpecialType is not (SpecialType.None or SpecialType.System_DateTime or SpecialType.System_IDisposable)
        || (type.ContainingType is null && s_names.Contains(type.Name) && Array.IndexOf(s_namespaces, type.ContainingNamespace.ToDisplayString()) >= 0);
}
