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
    public static bool Has(string name) => s_names.Contains(Simple(name));

    /// <summary>A name as code writes it: that of an explicit implementation has the name of the interface in front.</summary>
    /// <param name="name">The name of a member.</param>
    /// <returns>What is behind the last dot.</returns>
    public static string Simple(string name) => name.Substring(name.LastIndexOf('.') + 1);

    /// <summary>Whether a member is used without naming it.</summary>
    /// <param name="member">The member.</param>
    /// <returns><see langword="true"/> if it may be.</returns>
    public static bool Has(ISymbol member) => member switch
    {
        IMethodSymbol { MethodKind: MethodKind.Ordinary or MethodKind.DelegateInvoke or MethodKind.ExplicitInterfaceImplementation } => Has(member.Name),
        IMethodSymbol { MethodKind: MethodKind.Constructor or MethodKind.UserDefinedOperator or MethodKind.Conversion } => true,
        IPropertySymbol property => property.IsIndexer || Has(property.Name),
        _ => false,
    };
}
