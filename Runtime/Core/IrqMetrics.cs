using System.Diagnostics.Metrics;

namespace MsiEncap.Core;

/// <summary>
/// The instruments of a subsystem, by the conventions of OpenTelemetry. They read the counts that there are when somebody asks, so an
/// interrupt pays nothing for them; docs/observability.md lists them.
/// </summary>
internal sealed class IrqMetrics : IDisposable
{
    public const string MeterName = "MsiEncap";

    private readonly IrqCore _core;
    private readonly Meter _meter;
    private volatile bool _disposed;

    /// <summary>Publishes the instruments of a core.</summary>
    /// <param name="core">The core, complete: listeners may ask at once.</param>
    /// <param name="scope">What listeners in the process tell it from others by.</param>
    public IrqMetrics(IrqCore core, object scope)
    {
        _core = core;
        _meter = new Meter(new MeterOptions(MeterName)
        {
            Version = typeof(IrqMetrics).Assembly.GetName().Version?.ToString(3),
            Tags = [new KeyValuePair<string, object?>("msiencap.subsystem.id", core.Id)],
            Scope = scope,
        });
        Publish(() => _meter.CreateObservableCounter(
            "msiencap.irq.handled", () => Measure(Handled), "{interrupt}", "Runs of the handlers of requested interrupts, as in the interrupt table."));
        Publish(() => _meter.CreateObservableCounter(
            "msiencap.irq.unhandled", () => Measure(Unhandled), "{interrupt}", "Runs in which no handler had anything to do."));
        Publish(() => _meter.CreateObservableCounter(
            "msiencap.irq.handler.faults", () => Measure(Faults), "{fault}", "Handlers that threw."));
        Publish(() => _meter.CreateObservableUpDownCounter(
            "msiencap.irq.allocated", () => Measure(Allocated), "{interrupt}", "Interrupts that are allocated, lines of devices included."));
        Publish(() => _meter.CreateObservableUpDownCounter(
            "msiencap.irq.spurious_disabled", () => Measure(SpuriousDisabled), "{interrupt}", "Interrupts that are disabled because nobody handled them."));
        Publish(() => _meter.CreateObservableCounter(
            "msiencap.cpu.spurious", () => Measure(Spurious), "{message}", "Messages for vectors that belong to no interrupt."));
        Publish(() => _meter.CreateObservableUpDownCounter(
            "msiencap.cpu.vector.usage", () => Measure(VectorUsage), "{vector}", "Vectors that are in use."));
        Publish(() => _meter.CreateObservableUpDownCounter(
            "msiencap.cpu.vector.limit", () => Measure(VectorLimit), "{vector}", "Vectors that there are for devices."));
        Publish(() => _meter.CreateObservableUpDownCounter(
            "msiencap.cpu.online", () => Measure(OnlineCpus), "{cpu}", "CPUs that take interrupts."));
    }

    public void Dispose()
    {
        _disposed = true;
        try
        {
            _meter.Dispose();
        }
        catch (Exception thrown)
        {
            _core.Log.MeterListenerThrew(thrown);
        }
    }

    // Listeners run as instruments come and go, and what they throw is no failure of the subsystem.
    private void Publish(Action create)
    {
        try
        {
            create();
        }
        catch (Exception thrown)
        {
            _core.Log.MeterListenerThrew(thrown);
        }
    }

    // All at once: a listener that stops half-way, or takes its time, holds nothing up.
    private Measurement<long>[] Measure(Func<IEnumerable<Measurement<long>>> what) => _disposed ? [] : [.. what()];

    private IEnumerable<Measurement<long>> Handled() =>
        from request in Requested()
        from cpu in _core.Cpus
        let count = request.Irq.Flow.CountOn(cpu)
        where count > 0 || cpu == request.Irq.Flow.Owner
        select new Measurement<long>(count, [.. TagsOf(request), TagOf(cpu)]);

    private IEnumerable<Measurement<long>> Unhandled() =>
        Requested().Select(request => new Measurement<long>(request.Irq.Spurious.Unhandled, TagsOf(request)));

    private IEnumerable<Measurement<long>> Faults() => Requested().Select(request => new Measurement<long>(request.Irq.Faults, TagsOf(request)));

    private IEnumerable<Measurement<long>> Allocated() =>
        [new(_core.Virqs.All().Count(irq => irq.Phase is not (IrqPhase.Allocating or IrqPhase.Gone)))];

    private IEnumerable<Measurement<long>> SpuriousDisabled() => [new(_core.Virqs.All().Count(irq => irq is { SpuriousDisabled: true, Phase: IrqPhase.Requested }))];

    private IEnumerable<Measurement<long>> Spurious() => _core.Cpus.Select(cpu => new Measurement<long>(cpu.Spurious, TagOf(cpu)));

    private IEnumerable<Measurement<long>> VectorUsage() =>
        _core.Cpus.Select(cpu => new Measurement<long>(_core.Vectors.AllocatedOn(cpu), TagOf(cpu)));

    private IEnumerable<Measurement<long>> VectorLimit() =>
        _core.Cpus.Select(cpu => new Measurement<long>(VectorDomain.VectorsPerCpu, TagOf(cpu)));

    private IEnumerable<Measurement<long>> OnlineCpus() => [new(_core.Vectors.Online.Count)];

    // Without the interrupts' locks: a listener may be anywhere, in a callback of a domain too.
    private IEnumerable<(IrqDescriptor Irq, string Name)> Requested() =>
        from irq in _core.Virqs.All()
        let line = irq.Line
        where line is not null
        select (irq, line.Name);

    // A number is given out again, and the next owner's counts begin at nothing: the allocation makes that another series.
    private static KeyValuePair<string, object?>[] TagsOf((IrqDescriptor Irq, string Name) request) =>
    [
        new("irq.virq", request.Irq.Virq.Number),
        new("irq.chip", request.Irq.Owner.Name),
        new("irq.name", request.Name),
        new("irq.allocation", request.Irq.Entry.Serial),
    ];

    private static KeyValuePair<string, object?> TagOf(IrqCpu cpu) => new("cpu.logical_number", cpu.Id);
}
