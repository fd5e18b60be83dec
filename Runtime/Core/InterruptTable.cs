using System.Globalization;
using System.Text;

namespace MsiEncap.Core;

/// <summary>The requested interrupts as text, in the columns of <c>/proc/interrupts</c> (<c>show_interrupts</c>).</summary>
internal static class InterruptTable
{
    private const int NumberWidth = 5;
    private const int CountWidth = 11;

    public static string Format(IrqCore core)
    {
        // A snapshot: the handlers go on counting while the columns are measured.
        (IrqDescriptor Irq, IrqAction Action)[] requested =
            [.. core.Virqs.All().Select(irq => (Irq: irq, irq.Action!)).Where(row => row.Item2 is not null)];
        int nameWidth = requested.Select(row => row.Irq.Owner.Name.Length).DefaultIfEmpty(0).Max();

        var text = new StringBuilder();
        text.Append(' ', NumberWidth + 1);
        foreach (IrqCpu cpu in core.Cpus)
        {
            text.Append($"CPU{cpu.Id}".PadLeft(CountWidth));
        }

        text.Append('\n');
        foreach ((IrqDescriptor irq, IrqAction action) in requested)
        {
            text.Append(Text($"{irq.Virq,NumberWidth}:"));
            foreach (IrqCpu cpu in core.Cpus)
            {
                text.Append(Text($"{irq.CountOn(cpu),CountWidth}"));
            }

            text.Append("  ").Append(irq.Owner.Name.PadRight(nameWidth)).Append(Text($"{irq.State.Hwirq,6}-edge  {action.Name}\n"));
        }

        text.Append("ERR:".PadLeft(NumberWidth + 1));
        text.Append(Text($"{core.Cpus.Sum(cpu => cpu.Spurious),CountWidth}\n"));
        return text.ToString();
    }

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
