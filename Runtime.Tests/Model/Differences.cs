using System.Globalization;

namespace MsiEncap.Runtime.Tests.Model;

/// <summary>Compares what can be seen of a machine with what the model says.</summary>
internal static class Differences
{
    /// <summary>Where they differ, one line for each.</summary>
    public static IReadOnlyList<string> Between(ReferenceModel model, RealMachine machine)
    {
        var lines = new List<string>();
        if (machine.Irqs.OnlineCpus != model.Online)
        {
            lines.Add($"online CPUs: {machine.Irqs.OnlineCpus}, but should be {model.Online}");
        }

        for (int device = 0; device < CommandKinds.Devices; device++)
        {
            for (int index = 0; index < CommandKinds.Indices; index++)
            {
                CompareIndex(model, machine, device, index, lines);
            }
        }

        if (lines.Count > 0)
        {
            return lines;
        }

        Adopt(model, machine);
        CompareHandlers(model, machine, lines);
        CompareTable(model, machine, lines);
        return lines;
    }

    /// <summary>Whether nothing that may yet come is missing.</summary>
    public static bool IsQuiet(ReferenceModel model, RealMachine machine)
    {
        for (int device = 0; device < CommandKinds.Devices; device++)
        {
            foreach (ModelIrq irq in model.Devices[device].Irqs.Values.Where(irq => irq.MaxCount > irq.Count || irq.Count > irq.Seen))
            {
                Virq virq = machine.Places[device].VirqAt(irq.Index);
                if (virq == Virq.None || machine.Places[device].Device.DescribeIrq(virq).Count < irq.MaxCount)
                {
                    return false;
                }
            }
        }

        return true;
    }

    private static void CompareIndex(ReferenceModel model, RealMachine machine, int device, int index, List<string> lines)
    {
        string place = $"{CommandKinds.Device(device)}{index}";
        RealPlace real = machine.Places[device];
        ModelDevice expected = model.Devices[device];
        ModelSlot slot = expected.Slots[index];
        Compare(lines, CommandKinds.Device(device), "sleeps", real.Device.PowerState != PciPowerState.D0, expected.Asleep);
        if (slot.Prepared && !expected.Asleep)
        {
            Compare(lines, place, "slot", real.Hardware.State(index), (slot.Masked, slot.HasMessage, slot.Pending));
        }

        Virq virq = real.VirqAt(index);
        ModelIrq? irq = expected.Irqs.GetValueOrDefault(index);
        Compare(lines, place, "is allocated", virq != Virq.None, irq is not null);
        if (virq == Virq.None || irq is null)
        {
            return;
        }

        if (irq.Virq != 0)
        {
            Compare(lines, place, "virq", virq.Number, irq.Virq);
        }

        IrqStatus status = real.Device.DescribeIrq(virq);
        CpuMask where = real.Device.GetEffectiveIrqAffinity(virq);
        Compare(lines, place, "disable depth", status.DisableDepth, irq.Depth);
        Compare(lines, place, "is pending", status.IsPending, irq.Pending);
        Compare(lines, place, "is masked", status.IsMasked, irq.Masked);
        Compare(lines, place, "is activated", status.IsActivated, irq.Active);
        Compare(lines, place, "affinity", status.Affinity, new IrqAffinity(irq.Affinity, irq.Managed));
        Compare(lines, place, "faults, unhandled", (status.Faults, status.Unhandled), (0, 0));
        Compare(lines, place, "is stopped, is spurious", (status.IsManagedShutdown, status.IsSpuriousDisabled), (irq.Stopped, false));
        if (!status.Handlers.SequenceEqual(irq.Handlers.Select(handler => handler.Name)))
        {
            Compare(lines, place, "handlers", string.Join(", ", status.Handlers), string.Join(", ", irq.Handlers.Select(handler => handler.Name)));
        }

        if (where.Count != (irq.Where.IsEmpty ? 0 : 1) || !where.IsSubsetOf(irq.Where))
        {
            lines.Add($"{place} is delivered to CPUs {where}, but should be to one of {irq.Where}");
        }

        if (status.Count < irq.Count || status.Count > irq.MaxCount + irq.Slack)
        {
            lines.Add(string.Create(CultureInfo.InvariantCulture, $"{place} ran {status.Count} times, but should have {irq.Count} to {irq.MaxCount + irq.Slack} times"));
        }
    }

    private static void Adopt(ReferenceModel model, RealMachine machine)
    {
        for (int device = 0; device < CommandKinds.Devices; device++)
        {
            foreach (ModelIrq irq in model.Devices[device].Irqs.Values)
            {
                RealPlace real = machine.Places[device];
                Virq virq = real.VirqAt(irq.Index);
                irq.Adopt(virq.Number, real.Device.GetEffectiveIrqAffinity(virq), real.Device.DescribeIrq(virq).Count);
            }
        }
    }

    private static void CompareHandlers(ReferenceModel model, RealMachine machine, List<string> lines)
    {
        for (int device = 0; device < CommandKinds.Devices; device++)
        {
            foreach ((IrqRegistration registration, ModelHandler handler) in machine.Places[device].Registrations.Select(entry => entry.Irq).Zip(model.HandlersOf(device)))
            {
                if (registration.Count != handler.Count)
                {
                    Compare(lines, handler.Name, "calls", registration.Count, handler.Count);
                }
            }
        }
    }

    private static void CompareTable(ReferenceModel model, RealMachine machine, List<string> lines)
    {
        string[] rows = [.. machine.Irqs.FormatInterrupts().Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(WithoutPadding)];
        string[] expected =
        [
            string.Join(' ', model.Online.Select(cpu => $"CPU{cpu}")),
            .. model.Devices.SelectMany(device => device.Irqs.Values).Where(irq => irq.Handlers.Count > 0).OrderBy(irq => irq.Virq).Select(irq => Row(model, irq)),
            "ERR: 0",
        ];
        if (!rows.SequenceEqual(expected))
        {
            lines.Add($"interrupt table:\n{string.Join('\n', rows)}\nbut should be:\n{string.Join('\n', expected)}");
        }
    }

    private static string Row(ReferenceModel model, ModelIrq irq) => string.Create(
        CultureInfo.InvariantCulture,
        $"{irq.Virq}: {string.Join(' ', model.Online.Select(irq.CountOn))} {model.Prefix}TEST-IMS-0000:00:{irq.Device.BusSlot:x2}.0 {irq.Index}-edge {string.Join(", ", irq.Handlers.Select(handler => handler.Name))}");

    private static string WithoutPadding(string row) => string.Join(' ', row.Split(' ', StringSplitOptions.RemoveEmptyEntries));

    private static void Compare<T>(List<string> lines, string place, string what, T real, T expected)
    {
        if (!EqualityComparer<T>.Default.Equals(real, expected))
        {
            lines.Add($"{place} {what}: {real}, but should be {expected}");
        }
    }
}
