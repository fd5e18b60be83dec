using System.Collections.Immutable;
using Microsoft.CodeAnalysis;

namespace MsiEncap.Analyzers.Leaks;

/// <summary>Tells the framework's assemblies by the keys they are signed with.</summary>
internal static class Framework
{
    private static readonly ImmutableArray<string> s_tokens =
        ["b03f5f7f11d50a3a", "7cec85d7bea7798e", "b77a5c561934e089", "cc7b13ffcd2ddd51", "adb9793829ddae60", "31bf3856ad364e35"];

    /// <summary>Whether an assembly is the framework's.</summary>
    /// <param name="assembly">The assembly.</param>
    /// <returns><see langword="true"/> if one of its keys signed it.</returns>
    public static bool Contains(IAssemblySymbol? assembly) =>
        assembly is { Identity: { IsStrongName: true, PublicKeyToken: { Length: 8 } token } }
        && s_tokens.Contains(string.Concat(token.Select(part => part.ToString("x2", System.Globalization.CultureInfo.InvariantCulture))));
}
