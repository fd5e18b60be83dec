using System.Collections;
using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Text;

namespace MsiEncap;

/// <summary>
/// A set of CPUs. Written and read as the kernel's list format, for example "0-3,8", and as a collection expression:
/// <c>CpuMask mask = [0, 1, 8];</c>. The default value is <see cref="None"/>.
/// </summary>
/// <remarks>The kernel's <c>cpumask_t</c>. Immutable, so safe to share between threads; nothing but text and boxing allocates.</remarks>
[CollectionBuilder(typeof(CpuMask), nameof(Of))]
public readonly struct CpuMask : IEquatable<CpuMask>, IEnumerable<int>, ISpanParsable<CpuMask>
{
    /// <summary>How many CPUs a mask can hold; their ids are less than this (<c>NR_CPUS</c>).</summary>
    public const int MaxCpus = 256;

    private const int WordBits = 64;

    private readonly Vector256<ulong> _words;

    private CpuMask(Vector256<ulong> words) => _words = words;

    /// <summary>No CPU (<c>CPU_MASK_NONE</c>).</summary>
    public static CpuMask None => default;

    /// <summary>How many CPUs are in the mask (<c>cpumask_weight</c>).</summary>
    public int Count
    {
        get
        {
            int count = 0;
            for (int word = 0; word < Vector256<ulong>.Count; word++)
            {
                count += BitOperations.PopCount(_words[word]);
            }

            return count;
        }
    }

    /// <summary>Whether no CPU is in the mask (<c>cpumask_empty</c>).</summary>
    public bool IsEmpty => _words == Vector256<ulong>.Zero;

    /// <summary>The CPU with the lowest id (<c>cpumask_first</c>).</summary>
    /// <exception cref="InvalidOperationException">The mask is empty.</exception>
    public int First
    {
        get
        {
            int first = NextFrom(0);
            return first < MaxCpus ? first : throw new InvalidOperationException("An empty CPU mask has no first CPU.");
        }
    }

    /// <summary>The CPUs that are in both masks (<c>cpumask_and</c>).</summary>
    /// <param name="left">One mask.</param>
    /// <param name="right">The other.</param>
    /// <returns>What they share.</returns>
    public static CpuMask operator &(CpuMask left, CpuMask right) => new(left._words & right._words);

    /// <summary>The CPUs that are in either mask (<c>cpumask_or</c>).</summary>
    /// <param name="left">One mask.</param>
    /// <param name="right">The other.</param>
    /// <returns>What they hold together.</returns>
    public static CpuMask operator |(CpuMask left, CpuMask right) => new(left._words | right._words);

    /// <summary>Whether two masks hold the same CPUs (<c>cpumask_equal</c>).</summary>
    /// <param name="left">One mask.</param>
    /// <param name="right">The other.</param>
    /// <returns><see langword="true"/> if they are equal.</returns>
    public static bool operator ==(CpuMask left, CpuMask right) => left._words == right._words;

    /// <summary>Whether a CPU is in one of two masks only.</summary>
    /// <param name="left">One mask.</param>
    /// <param name="right">The other.</param>
    /// <returns><see langword="true"/> if they differ.</returns>
    public static bool operator !=(CpuMask left, CpuMask right) => left._words != right._words;

    /// <summary>The CPUs that are in both masks (<c>cpumask_and</c>).</summary>
    /// <param name="left">One mask.</param>
    /// <param name="right">The other.</param>
    /// <returns>What they share.</returns>
    public static CpuMask BitwiseAnd(CpuMask left, CpuMask right) => left & right;

    /// <summary>The CPUs that are in either mask (<c>cpumask_or</c>).</summary>
    /// <param name="left">One mask.</param>
    /// <param name="right">The other.</param>
    /// <returns>What they hold together.</returns>
    public static CpuMask BitwiseOr(CpuMask left, CpuMask right) => left | right;

    /// <summary>The first CPUs of a machine: ids 0 to <paramref name="count"/> - 1.</summary>
    /// <param name="count">How many, 0 to <see cref="MaxCpus"/>.</param>
    /// <returns>The mask.</returns>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="count"/> is not in that range.</exception>
    public static CpuMask All(int count)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(count);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(count, MaxCpus);
        return count == 0 ? None : Range(0, count - 1);
    }

    /// <summary>One CPU (<c>cpumask_of</c>).</summary>
    /// <param name="cpu">Its id, 0 to <see cref="MaxCpus"/> - 1.</param>
    /// <returns>The mask.</returns>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="cpu"/> is not in that range.</exception>
    public static CpuMask Of(int cpu) => None.With(cpu);

    /// <summary>Some CPUs, in any order.</summary>
    /// <param name="cpus">Their ids, each 0 to <see cref="MaxCpus"/> - 1; naming one twice changes nothing.</param>
    /// <returns>The mask.</returns>
    /// <exception cref="ArgumentOutOfRangeException">An id is not in that range.</exception>
    public static CpuMask Of(params ReadOnlySpan<int> cpus)
    {
        CpuMask mask = None;
        foreach (int cpu in cpus)
        {
            mask = mask.With(cpu);
        }

        return mask;
    }

    /// <summary>Reads a mask from the kernel's list format (<c>cpulist_parse</c>).</summary>
    /// <param name="s">
    /// Ids and ranges of ids, separated by commas, in any order; blanks and line ends around them do not count. Nothing is
    /// <see cref="None"/>.
    /// </param>
    /// <returns>The mask.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="s"/> is <see langword="null"/>.</exception>
    /// <exception cref="FormatException">The text is no such list, or an id is not less than <see cref="MaxCpus"/>.</exception>
    public static CpuMask Parse(string s)
    {
        ArgumentNullException.ThrowIfNull(s);
        return Parse(s.AsSpan());
    }

    /// <summary>Reads a mask from the kernel's list format, as <see cref="Parse(string)"/> does.</summary>
    /// <param name="s">The text.</param>
    /// <returns>The mask.</returns>
    /// <exception cref="FormatException">The text is no such list, or an id is not less than <see cref="MaxCpus"/>.</exception>
    public static CpuMask Parse(ReadOnlySpan<char> s) => Read(s, out CpuMask mask) is { } error ? throw new FormatException(error) : mask;

    /// <summary>Reads a mask from the kernel's list format, if the text is in it; see <see cref="Parse(string)"/>.</summary>
    /// <param name="s">The text; <see langword="null"/> is none.</param>
    /// <param name="result">The mask, or <see cref="None"/>.</param>
    /// <returns>Whether it was.</returns>
    public static bool TryParse([NotNullWhen(true)] string? s, out CpuMask result)
    {
        result = None;
        return s is not null && TryParse(s.AsSpan(), out result);
    }

    /// <summary>Reads a mask from the kernel's list format, if the text is in it; see <see cref="Parse(string)"/>.</summary>
    /// <param name="s">The text.</param>
    /// <param name="result">The mask, or <see cref="None"/>.</param>
    /// <returns>Whether it was.</returns>
    public static bool TryParse(ReadOnlySpan<char> s, out CpuMask result) => Read(s, out result) is null;

    static CpuMask IParsable<CpuMask>.Parse(string s, IFormatProvider? provider) => Parse(s);

    static bool IParsable<CpuMask>.TryParse([NotNullWhen(true)] string? s, IFormatProvider? provider, out CpuMask result) => TryParse(s, out result);

    static CpuMask ISpanParsable<CpuMask>.Parse(ReadOnlySpan<char> s, IFormatProvider? provider) => Parse(s);

    static bool ISpanParsable<CpuMask>.TryParse(ReadOnlySpan<char> s, IFormatProvider? provider, out CpuMask result) => TryParse(s, out result);

    /// <summary>Whether a CPU is in the mask (<c>cpumask_test_cpu</c>).</summary>
    /// <param name="cpu">Its id, 0 to <see cref="MaxCpus"/> - 1.</param>
    /// <returns><see langword="true"/> if it is.</returns>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="cpu"/> is not in that range.</exception>
    public bool Contains(int cpu) => (_words[WordOf(cpu)] & BitOf(cpu)) != 0;

    /// <summary>This mask and one more CPU (<c>cpumask_set_cpu</c>).</summary>
    /// <param name="cpu">Its id, 0 to <see cref="MaxCpus"/> - 1.</param>
    /// <returns>The larger mask.</returns>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="cpu"/> is not in that range.</exception>
    public CpuMask With(int cpu)
    {
        int word = WordOf(cpu);
        return new(_words.WithElement(word, _words[word] | BitOf(cpu)));
    }

    /// <summary>This mask but for one CPU (<c>cpumask_clear_cpu</c>).</summary>
    /// <param name="cpu">Its id, 0 to <see cref="MaxCpus"/> - 1.</param>
    /// <returns>The smaller mask.</returns>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="cpu"/> is not in that range.</exception>
    public CpuMask Without(int cpu)
    {
        int word = WordOf(cpu);
        return new(_words.WithElement(word, _words[word] & ~BitOf(cpu)));
    }

    /// <summary>The CPUs of this mask that are not in another (<c>cpumask_andnot</c>).</summary>
    /// <param name="other">The other mask.</param>
    /// <returns>What is left.</returns>
    public CpuMask Except(CpuMask other) => new(_words & ~other._words);

    /// <summary>Whether the masks have a CPU in common (<c>cpumask_intersects</c>).</summary>
    /// <param name="other">The other mask.</param>
    /// <returns><see langword="true"/> if they have.</returns>
    public bool Intersects(CpuMask other) => !(this & other).IsEmpty;

    /// <summary>Whether every CPU of this mask is in another (<c>cpumask_subset</c>); so is no CPU at all.</summary>
    /// <param name="other">The other mask.</param>
    /// <returns><see langword="true"/> if it is.</returns>
    public bool IsSubsetOf(CpuMask other) => Except(other).IsEmpty;

    /// <summary>Goes through the CPUs by ascending id (<c>for_each_cpu</c>), without allocating.</summary>
    /// <returns>An enumerator before the first CPU.</returns>
    public Enumerator GetEnumerator() => new(this);

    IEnumerator<int> IEnumerable<int>.GetEnumerator() => GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    /// <inheritdoc/>
    public bool Equals(CpuMask other) => this == other;

    /// <inheritdoc/>
    public override bool Equals(object? obj) => obj is CpuMask other && Equals(other);

    /// <inheritdoc/>
    public override int GetHashCode() => _words.GetHashCode();

    /// <summary>The kernel's list format (<c>cpulist</c>, <c>%*pbl</c>).</summary>
    /// <returns>For example "0-3,8"; empty for <see cref="None"/>.</returns>
    public override string ToString()
    {
        var text = new StringBuilder();
        var absent = new CpuMask(~_words);
        int end;
        for (int start = NextFrom(0); start < MaxCpus; start = NextFrom(end))
        {
            end = absent.NextFrom(start);
            text.Append(CultureInfo.InvariantCulture, $"{(text.Length == 0 ? "" : ",")}{start}");
            if (end - start > 1)
            {
                text.Append(CultureInfo.InvariantCulture, $"-{end - 1}");
            }
        }

        return text.ToString();
    }

    private static CpuMask Range(int first, int last)
    {
        Vector256<ulong> words = default;
        for (int word = first / WordBits; word <= last / WordBits; word++)
        {
            int from = Math.Max(first - word * WordBits, 0);
            int to = Math.Min(last - word * WordBits, WordBits - 1);
            words = words.WithElement(word, ~0UL << from & ~0UL >> (WordBits - 1 - to));
        }

        return new(words);
    }

    private static string? Read(ReadOnlySpan<char> text, out CpuMask mask)
    {
        mask = None;
        if (text.IsWhiteSpace())
        {
            return null;
        }

        CpuMask read = None;
        foreach (Range part in text.Split(','))
        {
            ReadOnlySpan<char> item = text[part].Trim();
            int dash = item.IndexOf('-');
            if (ReadCpu(dash < 0 ? item : item[..dash], item, out int first) is { } error)
            {
                return error;
            }

            int last = first;
            if (dash >= 0 && ReadCpu(item[(dash + 1)..], item, out last) is { } errorOfLast)
            {
                return errorOfLast;
            }

            if (last < first)
            {
                return $"In a list of CPUs, the range '{item}' runs backwards; write the lower id first.";
            }

            read |= Range(first, last);
        }

        mask = read;
        return null;
    }

    private static string? ReadCpu(ReadOnlySpan<char> number, ReadOnlySpan<char> item, out int cpu) =>
        int.TryParse(number, NumberStyles.None, CultureInfo.InvariantCulture, out cpu) && cpu < MaxCpus
            ? null
            : $"In a list of CPUs, '{item}' is neither an id from 0 to {MaxCpus - 1} nor a range of them; a list is written like '0-3,8'.";

    private static int WordOf(int cpu)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(cpu);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(cpu, MaxCpus);
        return cpu / WordBits;
    }

    private static ulong BitOf(int cpu) => 1UL << (cpu % WordBits);

    /// <summary>The lowest CPU that is in the mask and not below an id; <see cref="MaxCpus"/> if there is none (<c>cpumask_next</c>).</summary>
    private int NextFrom(int cpu)
    {
        ulong below = (1UL << (cpu % WordBits)) - 1;
        for (int word = cpu / WordBits; word < Vector256<ulong>.Count; word++)
        {
            ulong rest = _words[word] & ~below;
            if (rest != 0)
            {
                return word * WordBits + BitOperations.TrailingZeroCount(rest);
            }

            below = 0;
        }

        return MaxCpus;
    }

    /// <summary>Goes through the CPUs of a mask by ascending id. Not thread-safe; a copy goes its own way.</summary>
    public struct Enumerator : IEnumerator<int>
    {
        private const int BeforeFirst = -1;

        private readonly CpuMask _mask;
        private int _current = BeforeFirst;

        internal Enumerator(CpuMask mask) => _mask = mask;

        /// <summary>The id of the CPU; meaningless before the first and after the last.</summary>
        public readonly int Current => _current;

        readonly object IEnumerator.Current => _current;

        /// <summary>Goes on to the next CPU.</summary>
        /// <returns>Whether there is one.</returns>
        public bool MoveNext()
        {
            // At the end it stays there.
            _current = _mask.NextFrom(Math.Min(_current + 1, MaxCpus));
            return _current < MaxCpus;
        }

        /// <summary>Goes back to before the first CPU.</summary>
        public void Reset() => _current = BeforeFirst;

        /// <summary>Does nothing: there is nothing to release.</summary>
        public readonly void Dispose()
        {
        }
    }
}
