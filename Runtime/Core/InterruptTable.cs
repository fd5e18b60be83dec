using System.Globalization;
using System.Text;

namespace MsiEncap.Core;

/// <summary>The requested interrupts as text, in the columns of <c>/proc/interrupts</c> (<c>show_interrupts</c>).</summary>
internal static class InterruptTable
{
    private const int LeastNumberWidth = 5;
    private const int CountWidth = 11;

    public static string Format(IrqCore core, bool showTrigger)
    {
        // A snapshot: the handlers go on counting while the columns are measured.
        (IrqDescriptor Irq, string Names)[] requested =
            [.. core.Virqs.All().Select(irq => (Irq: irq, Names(irq))).Where(row => row.Item2.Length > 0)];
        int numberWidth = requested.Select(row => Text($"{row.Irq.Virq}").Length).Append(LeastNumberWidth).Max();
        int nameWidth = requested.Select(row => row.Irq.Owner.Name.Length).DefaultIfEmpty(0).Max();
        CpuMask online = core.Vectors.Online;
        IrqCpu[] cpus = [.. core.Cpus.Where(cpu => online.Contains(cpu.Id))];

        var text = new StringBuilder();
        text.Append(' ', numberWidth + 1);
        foreach (IrqCpu cpu in cpus)
        {
            text.Append($"CPU{cpu.Id}".PadLeft(CountWidth));
        }

        text.Append('\n');
        foreach ((IrqDescriptor irq, string names) in requested)
        {
            text.Append(Text($"{irq.Virq}:").PadLeft(numberWidth + 1));
            foreach (IrqCpu cpu in cpus)
            {
                text.Append(Text($"{irq.Flow.CountOn(cpu),CountWidth}"));
            }

            (string trigger, string flow) = irq.Domain.IsLevel ? ("Level", "level") : ("Edge", "edge");
            text.Append("  ").Append(irq.Owner.Name.PadRight(nameWidth)).Append(Text($"{irq.Data.Hwirq,6}"));
            if (showTrigger)
            {
                text.Append(Text($" {trigger,-8}"));
            }

            text.Append(Text($"-{flow,-5} {names}\n"));
        }

        text.Append("ERR:".PadLeft(numberWidth + 1));
        text.Append(Text($"{core.Cpus.Sum(cpu => cpu.Spurious),CountWidth}\n"));
        return text.ToString();
    }

    private static string Names(IrqDescriptor irq)
    {
        using (irq.Gate.Enter())
        {
            return irq.Line?.Name ?? "";
        }
    }

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
