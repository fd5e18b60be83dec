using System.Globalization;

namespace MsiEncap.Benchmarks.Harness;

/// <summary>A line of the report.</summary>
/// <param name="What">What was measured.</param>
/// <param name="Subject">The median of it, with its unit.</param>
/// <param name="Peer">The median of what it was compared with.</param>
/// <param name="Figure">The figure that the budget is about; a ratio, if there is a peer.</param>
/// <param name="Budget">What it may be; <see langword="null"/> if it is only reported.</param>
internal sealed record Row(string What, string Subject, string Peer, Spread Figure, Budget? Budget)
{
    private const double NanosecondsPerMicrosecond = 1000;
    private const double NanosecondsPerMillisecond = 1_000_000;

    public string Verdict => Budget is null ? "" : Budget.IsMet(Figure.Median) ? "met" : "NOT MET";

    /// <summary>A row of nanoseconds for an operation.</summary>
    public static Row OfNanoseconds(string what, PairedResult result, Budget? budget = null) =>
        new(what, Nanoseconds(result.Subject.Median), Nanoseconds(result.Peer.Median), result.Ratio, budget);

    /// <summary>A row of microseconds for an operation.</summary>
    public static Row OfMicroseconds(string what, PairedResult result, Budget? budget = null) =>
        new(what, Microseconds(result.Subject.Median), Microseconds(result.Peer.Median), result.Ratio, budget);

    /// <summary>A row of milliseconds for an operation.</summary>
    public static Row OfMilliseconds(string what, PairedResult result, Budget? budget = null) =>
        new(what, Milliseconds(result.Subject.Median), Milliseconds(result.Peer.Median), result.Ratio, budget);

    private static string Nanoseconds(double time) => string.Create(CultureInfo.InvariantCulture, $"{time:0.0} ns");

    private static string Microseconds(double time) => string.Create(CultureInfo.InvariantCulture, $"{time / NanosecondsPerMicrosecond:0.00} us");

    private static string Milliseconds(double time) => string.Create(CultureInfo.InvariantCulture, $"{time / NanosecondsPerMillisecond:0.0} ms");
}
