using System.Globalization;
using System.Runtime.CompilerServices;
using MsiEncap.Benchmarks.Device;
using MsiEncap.Benchmarks.Harness;
using MsiEncap.Contracts;
using MsiEncap.Encapsulation;

namespace MsiEncap.Benchmarks;

/// <summary>What a typed cookie costs over the number that it is: packed where the core takes it, unpacked where the domain reads it.</summary>
[ActsAs(typeof(IrqDomainImplementer), Justification = "measures what the core does with a cookie")]
internal sealed class PackingBenchmark : IBenchmark
{
    private const int Cookies = 4_096;
    private const int Rounds = 16;
    private const ulong Mask = 0xFFFF;

    public string Name => "packing";

    public IEnumerable<Row> Run(Paired paired)
    {
        ulong[] numbers = [.. Enumerable.Range(0, Cookies).Select(static number => (ulong)number & Mask)];
        SlotCookie[] cookies = [.. numbers.Select(static number => new SlotCookie((uint)number))];
        for (int i = 0; i < 2_000; i++)
        {
            EnsureEqual(SumOfCookies(cookies), SumOfNumbers(numbers));
            EnsureEqual(SumOfUnpacked(numbers), SumOfMasked(numbers));
        }

        yield return Row.OfNanoseconds(
            "pack a cookie, to reading the number",
            paired.Measure(() => Sample(() => SumOfCookies(cookies)), () => Sample(() => SumOfNumbers(numbers))),
            Budget.AtMost(1.05));
        yield return Row.OfNanoseconds(
            "unpack a cookie and read its field, to masking the number",
            paired.Measure(() => Sample(() => SumOfUnpacked(numbers)), () => Sample(() => SumOfMasked(numbers))),
            Budget.AtMost(1.05));

        _ = Allocated(cookies, numbers);
        var bytes = new Spread([(double)Allocated(cookies, numbers) / Cookies]);
        yield return new Row("bytes allocated per cookie", string.Create(CultureInfo.InvariantCulture, $"{bytes.Median:0.##} B"), "", bytes, Budget.AtMost(0));
    }

    private static long Allocated(SlotCookie[] cookies, ulong[] numbers)
    {
        long before = GC.GetAllocatedBytesForCurrentThread();
        ulong sum = SumOfCookies(cookies) + SumOfUnpacked(numbers);
        long allocated = GC.GetAllocatedBytesForCurrentThread() - before;
        EnsureEqual(sum, SumOfNumbers(numbers) + SumOfMasked(numbers));
        return allocated;
    }

    private static double Sample(Func<ulong> sum) => Slices.LowerQuartile(() =>
    {
        long start = System.Diagnostics.Stopwatch.GetTimestamp();
        for (int round = 0; round < Rounds; round++)
        {
            _ = sum();
        }

        return Watch.NanosecondsEach(System.Diagnostics.Stopwatch.GetTimestamp() - start, Cookies * Rounds);
    });

    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    private static ulong SumOfCookies(SlotCookie[] cookies)
    {
        ulong sum = 0;
        foreach (SlotCookie cookie in cookies)
        {
            sum = (sum * 3) + Pack(cookie);
        }

        return sum;
    }

    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    private static ulong SumOfNumbers(ulong[] numbers)
    {
        ulong sum = 0;
        foreach (ulong number in numbers)
        {
            sum = (sum * 3) + number;
        }

        return sum;
    }

    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    private static ulong SumOfUnpacked(ulong[] numbers)
    {
        ulong sum = 0;
        foreach (ulong number in numbers)
        {
            sum = (sum * 3) + Unpack<SlotCookie>(number).Tag;
        }

        return sum;
    }

    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    private static ulong SumOfMasked(ulong[] numbers)
    {
        ulong sum = 0;
        foreach (ulong number in numbers)
        {
            sum = (sum * 3) + (number & Mask);
        }

        return sum;
    }

    private static ulong Pack<TCookie>(TCookie cookie)
        where TCookie : struct, IMsiCookie<TCookie> => cookie.Pack().Value;

    private static TCookie Unpack<TCookie>(ulong value)
        where TCookie : struct, IMsiCookie<TCookie> => TCookie.Unpack(MsiInstanceCookie.FromValue(value));

    private static void EnsureEqual(ulong one, ulong other)
    {
        if (one != other)
        {
            throw new InvalidOperationException($"The cookies say {one}, the numbers {other}.");
        }
    }
}
