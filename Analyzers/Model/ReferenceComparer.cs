using System.Runtime.CompilerServices;

namespace MsiEncap.Analyzers;

/// <summary>Compares by identity. Original definitions are unique within a compilation, and this is the cheapest question about them.</summary>
/// <typeparam name="T">What is compared.</typeparam>
internal sealed class ReferenceComparer<T> : IEqualityComparer<T>
    where T : class
{
    public static readonly ReferenceComparer<T> Instance = new();

    public bool Equals(T? x, T? y) => ReferenceEquals(x, y);

    public int GetHashCode(T obj) => RuntimeHelpers.GetHashCode(obj);
}
