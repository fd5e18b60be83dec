using MsiEncap.Samples.Rejected.Rules;

namespace MsiEncap.Abuse;

/// <summary>A debug file that digs for what an interrupt is made of, as ab8500's did. Who reads it wants the number.</summary>
internal static class Pattern05PrintsWhatItFinds
{
    public static void Show(TextWriter output, IrqSubsystem irqs, AcmeProbe driver, MsiMap map)
    {
        output.WriteLine($"bank 0: {map.Virq}");
        output.WriteLine("bank 1: {0}", map.Virq);
        output.WriteLine($"chip: {map.DomainId}, index {map.Index}");
    }
}
