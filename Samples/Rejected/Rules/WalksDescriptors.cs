namespace MsiEncap.Samples.Rejected.Rules;

/// <summary>A mailbox driver that walks the descriptors of its device to find its numbers again, as flexrm did. It was given them.</summary>
internal static class WalksDescriptors
{
    public static IReadOnlyList<Virq> FindNumbers(PciDevice device)
    {
        var numbers = new List<Virq>();
        device.ForEachMsiDescriptor(MsiDomainId.Secondary, descriptor => numbers.Add(descriptor.Virq));
        return numbers;
    }
}
