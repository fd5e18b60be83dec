using System.Collections;
using System.Globalization;
using Xunit;

namespace MsiEncap.Runtime.Tests;

/// <summary>Sets of CPUs (<c>cpumask_t</c>) and their text (<c>cpulist</c>).</summary>
public class CpuMaskTests
{
    public static TheoryData<CpuMask, string> Lists => new()
    {
        { CpuMask.None, "" },
        { [0], "0" },
        { [255], "255" },
        { [0, 1], "0-1" },
        { [0, 2], "0,2" },
        { [8, 0, 1, 2, 3], "0-3,8" },
        { [63, 64], "63-64" },
        { [62, 63, 64, 65, 127, 128, 191, 192], "62-65,127-128,191-192" },
        { CpuMask.All(256), "0-255" },
        { CpuMask.All(256).Without(100), "0-99,101-255" },
    };

    [Theory]
    [MemberData(nameof(Lists))]
    public void A_mask_is_written_as_the_kernel_writes_lists_of_cpus(CpuMask mask, string text) => Assert.Equal(text, mask.ToString());

    [Theory]
    [MemberData(nameof(Lists))]
    public void What_the_kernel_writes_is_read(CpuMask mask, string text)
    {
        Assert.Equal(mask, CpuMask.Parse(text));
        Assert.True(CpuMask.TryParse(text, out CpuMask read));
        Assert.Equal(mask, read);
    }

    [Theory]
    [InlineData("0-3,8\n", "0-3,8")]
    [InlineData(" 0-3, 8 ", "0-3,8")]
    [InlineData("\n", "")]
    [InlineData("8,3,2-4", "2-4,8")]
    [InlineData("0-1,2-3,3", "0-3")]
    [InlineData("5-5", "5")]
    [InlineData("007", "7")]
    public void Blanks_order_and_overlaps_do_not_count(string text, string canonical) =>
        Assert.Equal(canonical, CpuMask.Parse(text).ToString());

    [Theory]
    [InlineData("256", "'256' is neither an id from 0 to 255 nor a range")]
    [InlineData("99999999999", "'99999999999' is neither an id")]
    [InlineData("0-256", "'0-256' is neither an id")]
    [InlineData("-1", "'-1' is neither an id")]
    [InlineData("1-", "'1-' is neither an id")]
    [InlineData("-", "'-' is neither an id")]
    [InlineData("1-2-3", "'1-2-3' is neither an id")]
    [InlineData("1 - 2", "'1 - 2' is neither an id")]
    [InlineData("+1", "'+1' is neither an id")]
    [InlineData("1,,2", "'' is neither an id")]
    [InlineData("1,", "'' is neither an id")]
    [InlineData("1;2", "'1;2' is neither an id")]
    [InlineData("0x1", "'0x1' is neither an id")]
    [InlineData("ff", "'ff' is neither an id")]
    [InlineData("\u0661", "'\u0661' is neither an id")]
    [InlineData("0-3,9-7", "the range '9-7' runs backwards")]
    public void Text_that_is_no_list_is_refused_with_what_is_wrong(string text, string reason)
    {
        FormatException thrown = Assert.Throws<FormatException>(() => CpuMask.Parse(text));

        Assert.Contains(reason, thrown.Message, StringComparison.Ordinal);
        Assert.False(CpuMask.TryParse(text, out CpuMask mask));
        Assert.Equal(CpuMask.None, mask);
    }

    [Fact]
    public void No_text_is_no_list()
    {
        Assert.Throws<ArgumentNullException>(() => CpuMask.Parse(null!));
        Assert.False(CpuMask.TryParse(null, out CpuMask mask));
        Assert.True(mask.IsEmpty);
    }

    [Fact]
    public void Generic_code_parses_masks_as_it_parses_numbers()
    {
        Assert.Equal([0, 1, 8], ParseAs<CpuMask>("0-1,8"));
        Assert.Equal([0, 1, 8], SpanParseAs<CpuMask>("0-1,8"));
        Assert.False(TryParseAs<CpuMask>("x"));
        Assert.False(TryParseAs<CpuMask>(null));
        Assert.False(TrySpanParseAs<CpuMask>("x"));

        static T ParseAs<T>(string text)
            where T : IParsable<T> => T.Parse(text, CultureInfo.InvariantCulture);

        static T SpanParseAs<T>(ReadOnlySpan<char> text)
            where T : ISpanParsable<T> => T.Parse(text, CultureInfo.InvariantCulture);

        static bool TryParseAs<T>(string? text)
            where T : IParsable<T> => T.TryParse(text, CultureInfo.InvariantCulture, out _);

        static bool TrySpanParseAs<T>(ReadOnlySpan<char> text)
            where T : ISpanParsable<T> => T.TryParse(text, CultureInfo.InvariantCulture, out _);
    }

    [Fact]
    public void Random_masks_behave_as_sets_do_and_come_back_from_their_text()
    {
        var random = new Random(20230201);
        SortedSet<int> former = [];
        for (int round = 0; round < 2_000; round++)
        {
            SortedSet<int> expected = RandomSet(random);
            CpuMask mask = [.. expected];
            CpuMask other = [.. former];

            Assert.Equal(expected, mask.AsEnumerable());
            Assert.Equal(expected.Count, mask.Count);
            Assert.Equal(expected.Count == 0, mask.IsEmpty);
            Assert.Equal(mask, CpuMask.Parse(mask.ToString()));
            Assert.Equal(expected.Intersect(former).Order(), (mask & other).AsEnumerable());
            Assert.Equal(expected.Union(former).Order(), (mask | other).AsEnumerable());
            Assert.Equal(expected.Except(former).Order(), mask.Except(other).AsEnumerable());
            Assert.Equal(expected.Overlaps(former), mask.Intersects(other));
            Assert.Equal(expected.IsSubsetOf(former), mask.IsSubsetOf(other));
            Assert.Equal(expected.SetEquals(former), mask == other);
            Assert.True((mask & other).IsSubsetOf(mask));
            former = expected;
        }
    }

    [Fact]
    public void A_cpu_goes_in_and_out_and_touches_no_other()
    {
        for (int cpu = 0; cpu < CpuMask.MaxCpus; cpu++)
        {
            CpuMask one = CpuMask.Of(cpu);
            CpuMask rest = CpuMask.All(CpuMask.MaxCpus).Without(cpu);

            Assert.True(one.Contains(cpu));
            Assert.Equal(1, one.Count);
            Assert.Equal(cpu, one.First);
            Assert.False(rest.Contains(cpu));
            Assert.Equal(CpuMask.MaxCpus - 1, rest.Count);
            Assert.Equal(CpuMask.All(CpuMask.MaxCpus), rest.With(cpu));
            Assert.Equal(CpuMask.None, one.Without(cpu));
            Assert.Equal(one, one.With(cpu));
            Assert.Equal(rest, rest.Without(cpu));
            Assert.False(one.Intersects(rest));
        }
    }

    [Fact]
    public void The_first_cpus_of_a_machine_are_those_below_their_number()
    {
        for (int count = 0; count <= CpuMask.MaxCpus; count++)
        {
            Assert.Equal(Enumerable.Range(0, count), CpuMask.All(count).AsEnumerable());
        }
    }

    [Theory]
    [InlineData(-1)]
    [InlineData(256)]
    [InlineData(int.MinValue)]
    [InlineData(int.MaxValue)]
    public void An_id_that_no_cpu_has_is_refused(int cpu)
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => CpuMask.Of(cpu));
        Assert.Throws<ArgumentOutOfRangeException>(() => CpuMask.Of(0, cpu));
        Assert.Throws<ArgumentOutOfRangeException>(() => CpuMask.None.With(cpu));
        Assert.Throws<ArgumentOutOfRangeException>(() => CpuMask.None.Without(cpu));
        Assert.Throws<ArgumentOutOfRangeException>(() => CpuMask.None.Contains(cpu));
    }

    [Theory]
    [InlineData(-1)]
    [InlineData(257)]
    public void A_number_of_cpus_that_no_machine_has_is_refused(int count) =>
        Assert.Throws<ArgumentOutOfRangeException>(() => CpuMask.All(count));

    [Fact]
    public void An_empty_mask_has_no_first_cpu() => Assert.Throws<InvalidOperationException>(() => CpuMask.None.First);

    [Fact]
    public void Equal_masks_are_equal_in_every_way()
    {
        CpuMask mask = CpuMask.Of(0, 200);
        CpuMask same = CpuMask.Parse("200,0");
        CpuMask other = mask.Without(200);

        Assert.True(mask == same);
        Assert.False(mask != same);
        Assert.True(mask.Equals((object)same));
        Assert.Equal(mask.GetHashCode(), same.GetHashCode());
        Assert.False(mask == other);
        Assert.True(mask != other);
        Assert.False(mask.Equals((object)other));
        Assert.False(mask.Equals("0,200"));
        Assert.Equal(default, CpuMask.None);
        Assert.Equal(mask & other, CpuMask.BitwiseAnd(mask, other));
        Assert.Equal(mask | other, CpuMask.BitwiseOr(mask, other));
    }

    [Fact]
    public void An_enumerator_stays_at_the_end_and_starts_again_when_reset()
    {
        IEnumerator cpus = ((IEnumerable)CpuMask.Of(3, 255)).GetEnumerator();

        Assert.True(cpus.MoveNext());
        Assert.Equal(3, cpus.Current);
        Assert.True(cpus.MoveNext());
        Assert.Equal(255, cpus.Current);
        Assert.False(cpus.MoveNext());
        Assert.False(cpus.MoveNext());
        cpus.Reset();
        Assert.True(cpus.MoveNext());
        Assert.Equal(3, cpus.Current);
    }

    [Fact]
    public void Working_with_masks_allocates_nothing()
    {
        Assert.Equal(1100, SumOfIds(255));
        long before = GC.GetAllocatedBytesForCurrentThread();

        int sum = SumOfIds(255);

        Assert.Equal(before, GC.GetAllocatedBytesForCurrentThread());
        Assert.Equal(1100, sum);

        static int SumOfIds(int last)
        {
            int sum = 0;
            CpuMask read = CpuMask.TryParse("0-3,200", out CpuMask mask) ? mask : CpuMask.None;
            foreach (int cpu in (read | CpuMask.Of(last, last - 1, 190, 191)).Except(CpuMask.All(2)) & CpuMask.All(last + 1))
            {
                sum += cpu;
            }

            return read.Contains(200) && read.First == 0 && read.Count == 5 ? sum + 5 : 0;
        }
    }

    /// <summary>Single CPUs, runs and holes, from nearly nothing to nearly everything.</summary>
    private static SortedSet<int> RandomSet(Random random)
    {
        SortedSet<int> cpus = [];
        for (int runs = random.Next(8); runs > 0; runs--)
        {
            int start = random.Next(CpuMask.MaxCpus);
            int length = random.Next(4) == 0 ? random.Next(CpuMask.MaxCpus) : random.Next(1, 4);
            cpus.UnionWith(Enumerable.Range(start, Math.Min(length, CpuMask.MaxCpus - start)));
        }

        if (random.Next(2) == 0)
        {
            cpus.ExceptWith(Enumerable.Range(0, random.Next(64)).Select(_ => random.Next(CpuMask.MaxCpus)));
        }

        return cpus;
    }
}
