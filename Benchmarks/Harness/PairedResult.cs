namespace MsiEncap.Benchmarks.Harness;

/// <summary>What the pairs of a measurement gave.</summary>
/// <param name="Subject">Nanoseconds for an operation of what is measured.</param>
/// <param name="Peer">Nanoseconds for an operation of what it is compared with.</param>
/// <param name="Ratio">The one through the other, pair by pair.</param>
internal sealed record PairedResult(Spread Subject, Spread Peer, Spread Ratio);
