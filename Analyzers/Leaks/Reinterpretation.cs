using Microsoft.CodeAnalysis;

namespace MsiEncap.Analyzers.Leaks;

/// <summary>The framework's means to see a value as something else: what they give back is the value, whatever its type says.</summary>
internal static class Reinterpretation
{
    private static readonly HashSet<string> s_types = ["Unsafe", "MemoryMarshal", "CollectionsMarshal", "ImmutableCollectionsMarshal", "GCHandle", "Marshal", "HandleRef"];

    /// <summary>Whether a type is one of pointers, handles, and spans of bytes.</summary>
    /// <param name="type">The type.</param>
    /// <returns><see langword="true"/> if it refers to memory without saying what is there.</returns>
    public static bool IsMemory(ITypeSymbol? type) => type switch
    {
        IPointerTypeSymbol or { SpecialType: SpecialType.System_IntPtr or SpecialType.System_UIntPtr } => true,
        INamedTypeSymbol { Name: "GCHandle" or "HandleRef" or "WeakGCHandle" or "PinnedGCHandle" } named => Framework.Contains(named.ContainingAssembly),
        INamedTypeSymbol { Name: "Span" or "ReadOnlySpan" or "Memory" or "ReadOnlyMemory", TypeArguments: [{ IsUnmanagedType: true }] } named => Framework.Contains(named.ContainingAssembly),
        _ => false,
    };

    /// <summary>Whether a method is one of them.</summary>
    /// <param name="method">A method of the framework.</param>
    /// <returns><see langword="true"/> if its result gives its arguments back.</returns>
    public static bool IsOne(IMethodSymbol method) =>
        s_types.Contains(method.ContainingType.Name)
        && !method.Name.EndsWith("SizeOf", StringComparison.Ordinal)
        && (method.ReturnsByRef || method.ReturnsByRefReadonly || method.ReturnType.SpecialType is not (SpecialType.System_Boolean or SpecialType.System_Int32 or SpecialType.System_Void));
}
