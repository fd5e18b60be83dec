using System.Diagnostics.Metrics;
using Xunit;

namespace MsiEncap.Runtime.Tests.Observability;

/// <summary>Reads the meter of one subsystem.</summary>
internal sealed class MeterReader : IDisposable
{
    private readonly MeterListener _listener = new();
    private readonly List<Reading> _readings = [];
    private readonly List<Instrument> _published = [];
    private int _completed;

    public MeterReader(IrqSubsystem irqs, Action? during = null)
    {
        _listener.InstrumentPublished = (instrument, listener) =>
        {
            if (instrument.Meter.Scope == irqs)
            {
                _published.Add(instrument);
                listener.EnableMeasurementEvents(instrument);
            }
        };
        _listener.MeasurementsCompleted = (_, _) => _completed++;
        _listener.SetMeasurementEventCallback<long>((instrument, value, tags, _) =>
        {
            _readings.Add(new Reading(instrument.Name, tags.ToArray().ToDictionary(tag => tag.Key, tag => tag.Value), value));
            during?.Invoke();
        });
        _listener.Start();
    }

    public IReadOnlyList<Instrument> Instruments => _published;

    /// <summary>Instruments that have said that they are gone.</summary>
    public int Completed => _completed;

    public IReadOnlyList<Reading> Read()
    {
        _readings.Clear();
        _listener.RecordObservableInstruments();
        return [.. _readings];
    }

    /// <summary>The series of an instrument that have a tag.</summary>
    public IReadOnlyList<Reading> Read(string instrument, string? tag = null, object? value = null) =>
        [.. Read().Where(reading => reading.Instrument == instrument && (tag is null || Equals(reading.Tags[tag], value)))];

    /// <summary>The value of the only such series.</summary>
    public long Value(string instrument, string? tag = null, object? value = null) => Read(instrument, tag, value).Single().Value;

    /// <summary>Waits until the only such series has a value.</summary>
    public void Await(long expected, string instrument, string? tag = null, object? value = null)
    {
        SpinWait.SpinUntil(() => Read(instrument, tag, value) is [var only] && only.Value == expected, Patience.Time);
        Assert.Equal(expected, Value(instrument, tag, value));
    }

    public void Dispose() => _listener.Dispose();
}
