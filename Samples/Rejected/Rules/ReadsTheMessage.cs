namespace MsiEncap.Samples.Rejected.Rules;

/// <summary>
/// A wireless driver that tells its firmware the message data of an interrupt, as ath11k did. What the message is good for is known to
/// the domain, whose WriteMessage callback gets it.
/// </summary>
internal static class ReadsTheMessage
{
    public static uint FirmwareInterruptData(IrqSubsystem irqs, Virq virq) => irqs.GetCachedMessage(virq).Data;
}
