namespace MsiEncap.Runtime.Tests.Observability;

/// <summary>A measurement: the instrument, its tags and the value.</summary>
internal sealed record Reading(string Instrument, IReadOnlyDictionary<string, object?> Tags, long Value)
{
    /// <summary>What tells the series from all others of its meter.</summary>
    public string Series => $"{Instrument} {string.Join(' ', Tags.OrderBy(tag => tag.Key, StringComparer.Ordinal).Select(tag => $"{tag.Key}={tag.Value}"))}";
}
