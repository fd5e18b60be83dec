using System.Runtime.CompilerServices;
using Microsoft.CodeAnalysis;

namespace MsiEncap.Analyzers;

/// <summary>
/// Symbols that are known to be restricted for nobody: almost all that a walk meets, and it meets the same ones again and again.
/// Of fixed size, since constructed symbols are without number; a symbol that another has displaced is only looked at once more.
/// </summary>
internal sealed class OpenSymbols
{
    private const int Size = 4096;

    // One reference is written and read as a whole, so the threads need no lock.
    private readonly ISymbol?[] _slots = new ISymbol?[Size];

    /// <summary>Whether a symbol is known to be open.</summary>
    /// <param name="symbol">The symbol.</param>
    /// <returns><see langword="false"/> if nothing is known of it.</returns>
    public bool Contains(ISymbol symbol) => ReferenceEquals(_slots[Slot(symbol)], symbol);

    /// <summary>Notes that a symbol is open.</summary>
    /// <param name="symbol">The symbol.</param>
    public void Add(ISymbol symbol) => _slots[Slot(symbol)] = symbol;

    private static int Slot(ISymbol symbol) => RuntimeHelpers.GetHashCode(symbol) & (Size - 1);
}
