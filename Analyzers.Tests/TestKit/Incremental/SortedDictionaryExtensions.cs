namespace MsiEncap.Analyzers.Tests.TestKit;

/// <summary>Sorting by name, the same in every culture.</summary>
internal static class SortedDictionaryExtensions
{
    /// <summary>A copy in the ordinal order of the keys.</summary>
    /// <typeparam name="T">The values.</typeparam>
    /// <param name="items">The items.</param>
    /// <returns>The copy.</returns>
    public static SortedDictionary<string, T> ToSortedDictionary<T>(this IDictionary<string, T> items) =>
        new(items, StringComparer.Ordinal);
}
