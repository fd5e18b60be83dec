using MsiEncap.Samples.Rejected.Rules;

namespace MsiEncap.Abuse;

/// <summary>A debug file that digs for what an interrupt is made of, as ab8500's did. Who reads it wants the number.</summary>
internal static class Pattern05PrintsWhatItFinds
{
    public static void Show(TextWriter output, IrqSubsystem irqs, AcmeProbe driver, MsiMap map)
    {
        output.WriteLine($"bank 0: {irqs.GetCachedMessage(map.Virq).Data:x8}");
        output.WriteLine("bank 1: {0}", irqs.GetCachedMessage(map.Virq));
        output.WriteLine($"chip: {driver.ImsDomain.Template.ChipName}, index {map.Index}");
    }
}
