namespace MsiEncap.Generators.Words;

/// <summary>A set of names that answers for a run of characters without making a string of it.</summary>
internal sealed class NameTable
{
    // Tables are compared by reference where they key what is kept; a few compilations with the same names share one.
    private const int MostShared = 32;

    private static readonly List<NameTable> s_shared = [];

    public static readonly NameTable Empty = new([]);

    private readonly string[]?[] _buckets;
    private readonly HashSet<string> _names;
    private readonly HashSet<int> _hashes = [];

    /// <summary>A table of the given names.</summary>
    /// <param name="names">The names; the table keeps the set.</param>
    public NameTable(HashSet<string> names)
    {
        _names = names;
        int size = 16;
        while (size < names.Count * 4)
        {
            size *= 2;
        }

        _buckets = new string[size][];
        foreach (IGrouping<int, string> bucket in names.GroupBy(name => Bucket(Hash(name.AsSpan()))))
        {
            _buckets[bucket.Key] = [.. bucket];
        }

        _hashes.UnionWith(names.Select(name => Hash(name.AsSpan())));
    }

    /// <summary>The names, in no order.</summary>
    public IReadOnlyCollection<string> Names => _names;

    /// <summary>Whether there is no name.</summary>
    public bool IsEmpty => _names.Count == 0;

    /// <summary>The hash that <see cref="Contains(ReadOnlySpan{char}, int)"/> wants, one character after the other.</summary>
    /// <param name="hash">The hash of the characters before, 0 at first.</param>
    /// <param name="next">The next character.</param>
    /// <returns>The hash of all of them.</returns>
    public static int Hash(int hash, char next) => unchecked((hash * 31) + next);

    /// <summary>Whether a name of a hash may be in the table.</summary>
    /// <param name="hash">The hash.</param>
    /// <returns><see langword="false"/> if none is.</returns>
    public bool MayContain(int hash) => _hashes.Contains(hash);

    /// <summary>The table that stands for all that hold the same names.</summary>
    /// <returns>This one, or one that was asked before.</returns>
    public NameTable Shared()
    {
        lock (s_shared)
        {
            int index = s_shared.FindIndex(other => other._names.SetEquals(_names));
            NameTable shared = index < 0 ? this : s_shared[index];
            s_shared.Remove(shared);
            s_shared.Insert(0, shared);
            if (s_shared.Count > MostShared)
            {
                s_shared.RemoveAt(MostShared);
            }

            return shared;
        }
    }

    /// <summary>Whether a name is in the table.</summary>
    /// <param name="name">The name.</param>
    /// <returns><see langword="true"/> if it is.</returns>
    public bool Contains(string name) => _names.Contains(name);

    /// <summary>Whether a name is in the table.</summary>
    /// <param name="name">The characters of the name.</param>
    /// <param name="hash">Their hash.</param>
    /// <returns><see langword="true"/> if it is.</returns>
    public bool Contains(ReadOnlySpan<char> name, int hash)
    {
        if (_buckets[Bucket(hash)] is { } bucket)
        {
            foreach (string candidate in bucket)
            {
                if (name.SequenceEqual(candidate.AsSpan()))
                {
                    return true;
                }
            }
        }

        return false;
    }

    /// <summary>This table with more names.</summary>
    /// <param name="more">The names.</param>
    /// <returns>A new table, or this one if it holds them all.</returns>
    public NameTable With(IReadOnlyCollection<string> more) => more.All(_names.Contains) ? this : new(new(_names.Concat(more), StringComparer.Ordinal));

    /// <summary>The hash of a name.</summary>
    /// <param name="name">The characters of the name.</param>
    /// <returns>Equal for equal names.</returns>
    public static int Hash(ReadOnlySpan<char> name)
    {
        int hash = 0;
        foreach (char c in name)
        {
            hash = Hash(hash, c);
        }

        return hash;
    }

    private int Bucket(int hash) => (hash ^ (hash >> 15)) & (_buckets.Length - 1);
}
