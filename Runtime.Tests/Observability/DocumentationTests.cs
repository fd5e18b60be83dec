using System.Diagnostics.Metrics;
using System.Diagnostics.Tracing;
using System.Reflection;
using MsiEncap.Runtime.Tests.Rig;
using MsiEncap.Testing;
using Xunit;

namespace MsiEncap.Runtime.Tests.Observability;

/// <summary>docs/observability.md lists what there is, all of it and nothing else.</summary>
public class DocumentationTests
{
    private static readonly string[] s_tagsOfInterrupts = ["irq.virq", "irq.chip", "irq.name", "irq.allocation"];
    private static readonly string[] s_lines = File.ReadAllLines(RepositoryRoot.PathTo("docs", "observability.md"));

    [Fact]
    public void Every_event_is_listed_with_its_id_level_keyword_and_number_of_values()
    {
        IEnumerable<string> events =
            from method in EventRecorder.Source.GetType().GetMethods(BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.DeclaredOnly)
            let told = method.GetCustomAttribute<EventAttribute>()
            where told is not null
            orderby told.EventId
            select $"{told.EventId} {method.Name} {told.Level} {KeywordName(told.Keywords)} {method.GetParameters().Length - 1}";

        IEnumerable<string> listed = Rows("| id | event |").Select(cells => $"{cells[0]} {cells[1]} {cells[2]} {cells[3]} {cells[4].Split(',').Length}");

        Assert.Equal(events, listed);
    }

    [Fact]
    public void Every_keyword_is_listed_with_its_value()
    {
        IEnumerable<string> keywords = Keywords().Select(keyword => $"{keyword.Name} {(long)keyword.GetRawConstantValue()!}");

        Assert.Equal(keywords, Rows("| keyword | value |").Select(cells => $"{cells[0]} {cells[1]}"));
    }

    [Fact]
    public void Every_instrument_is_listed_with_its_kind_unit_and_tags()
    {
        using var rig = new TestRig();
        rig.Request(static () => IrqReturn.Handled);
        using var reader = new MeterReader(rig.Machine.Irqs);
        Dictionary<string, Reading> read = reader.Read().GroupBy(reading => reading.Instrument).ToDictionary(group => group.Key, group => group.First());

        IEnumerable<string> instruments = reader.Instruments.Select(instrument => $"`{instrument.Name}` {Kind(instrument)} `{instrument.Unit}` {Tags(read[instrument.Name])}".TrimEnd());

        Assert.Equal(
            instruments.Order(StringComparer.Ordinal),
            Rows("| instrument | kind |").Select(cells => $"{cells[0]} {cells[1]} {cells[2]} {cells[3]}".TrimEnd()).Order(StringComparer.Ordinal));
    }

    private static string Kind(Instrument instrument) => instrument is ObservableCounter<long> ? "counter" : instrument is ObservableUpDownCounter<long> ? "up-down counter" : "?";

    private static string Tags(Reading reading)
    {
        bool isOfInterrupt = s_tagsOfInterrupts.All(reading.Tags.ContainsKey);
        IEnumerable<string> others = reading.Tags.Keys.Where(tag => !tag.StartsWith("irq.", StringComparison.Ordinal)).Select(tag => $"`{tag}`");
        return string.Join(", ", isOfInterrupt ? others.Prepend("interrupt") : others);
    }

    private static FieldInfo[] Keywords() =>
        EventRecorder.Source.GetType().GetNestedType("Keywords")!.GetFields(BindingFlags.Static | BindingFlags.Public);

    private static string KeywordName(EventKeywords value) => Keywords().Single(keyword => (long)keyword.GetRawConstantValue()! == (long)value).Name;

    /// <summary>The cells of the table with a heading.</summary>
    private static IEnumerable<string[]> Rows(string heading) => s_lines
        .SkipWhile(line => !line.StartsWith(heading, StringComparison.Ordinal))
        .Skip(2)
        .TakeWhile(line => line.StartsWith('|'))
        .Select(line => line.Trim('|').Split('|').Select(cell => cell.Trim()).ToArray());
}
