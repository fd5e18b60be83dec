using Microsoft.CodeAnalysis;

namespace MsiEncap.Analyzers.Access;

/// <summary>
/// The members that code uses without naming them: who has a value of their type may call them by <c>foreach</c>, <c>await</c>,
/// <c>using</c>, an operator, an index, a deconstruction, a query, a collection or string that is put together.
/// </summary>
internal static class ImplicitMembers
{
    private static readonly HashSet<string> s_names = new(StringComparer.Ordinal)
    {
        "GetEnumerator", "GetAsyncEnumerator", "MoveNext", "MoveNextAsync", "Current", "Dispose", "DisposeAsync",
        "GetAwaiter", "IsCompleted", "OnCompleted", "UnsafeOnCompleted", "GetResult",
        "Deconstruct", "Invoke", "Add", "Length", "Count", "Slice", "GetPinnableReference",
        "AppendLiteral", "AppendFormatted", "ToStringAndClear",
        "Select", "SelectMany", "Where", "Join", "GroupJoin", "OrderBy", "OrderByDescending", "ThenBy", "ThenByDescending", "GroupBy", "Cast",
    };

    /// <summary>Whether members of a name are used without naming them.</summary>
    /// <param name="name">The name.</param>
    /// <returns><see langword="true"/> if they may be.</returns>
    public static bool Has(string name) => s_names.Contains(name);

    /// <summary>Whether a member is used without naming it.</summary>
    /// <param name="member">The member.</param>
    /// <returns><see langword="true"/> if it may be.</returns>
    public static bool Has(ISymbol member) => member switch
    {
        IMethodSymbol { MethodKind: MethodKind.Ordinary or MethodKind.DelegateInvoke } => Has(member.Name),
        IMethodSymbol { MethodKind: MethodKind.Constructor or MethodKind.UserDefinedOperator or MethodKind.Conversion } => true,
        IPropertySymbol property => property.IsIndexer || Has(property.Name),
        _ => false,
    };
}
