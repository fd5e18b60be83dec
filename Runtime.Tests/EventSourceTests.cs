using System.Collections.Concurrent;
using System.Diagnostics.Tracing;
using System.Globalization;
using MsiEncap.Runtime.Tests.Rig;
using Xunit;

namespace MsiEncap.Runtime.Tests;

/// <summary>What goes wrong on a delivery thread, where nobody waits for an answer, is in the log.</summary>
public class EventSourceTests
{
    [Fact]
    public void A_handler_that_throws_is_logged_with_its_name_and_what_it_threw()
    {
        using var log = new Listener();
        using var rig = new TestRig();
        (MsiMap map, _) = rig.Request(() => throw new InvalidTimeZoneException("out of time"), "log-handler");

        rig.Hardware.Raise(map.Index);

        Assert.True(SpinWait.SpinUntil(
            () => log.Messages.Any(message =>
                message.StartsWith($"The handler 'log-handler' of virq {map.Virq} threw: System.InvalidTimeZoneException: out of time", StringComparison.Ordinal)),
            Patience.Time));
    }

    [Fact]
    public void A_handler_that_frees_itself_while_its_domain_fails_is_logged()
    {
        using var log = new Listener();
        using var rig = new TestRig();
        IrqRegistration? self = null;
        (MsiMap map, IrqRegistration irq) = rig.Request(
            () =>
            {
                self!.Dispose();
                return IrqReturn.Handled;
            },
            "log-self");
        self = irq;
        rig.Log.Fail("Mask");

        rig.Hardware.Raise(map.Index);

        Assert.True(SpinWait.SpinUntil(
            () => log.Messages.Any(message => message.Contains("'log-self' was freed", StringComparison.Ordinal) && message.Contains("injected into Mask", StringComparison.Ordinal)),
            Patience.Time));
    }

    private sealed class Listener : EventListener
    {
        public ConcurrentQueue<string> Messages { get; } = new();

        protected override void OnEventSourceCreated(EventSource eventSource)
        {
            if (eventSource.Name == "MsiEncap")
            {
                EnableEvents(eventSource, EventLevel.Error);
            }
        }

        protected override void OnEventWritten(EventWrittenEventArgs eventData) =>
            Messages?.Enqueue(string.Format(CultureInfo.InvariantCulture, eventData.Message!, [.. eventData.Payload!]));
    }
}
