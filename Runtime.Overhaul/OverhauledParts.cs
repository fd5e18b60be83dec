using MsiEncap.Core;

namespace MsiEncap.Runtime.Overhaul;

/// <summary>The second implementation of everything in a core that stands behind an interface.</summary>
internal sealed class OverhauledParts : CoreParts
{
    private static int s_stores;
    private static int s_tables;

    [ThreadStatic]
    private static int s_agreements;

    [ThreadStatic]
    private static Action? s_beforeAgreement;

    /// <summary>Whether every core that is made from now on is an overhauled one.</summary>
    public static bool AreInForce => Default is OverhauledParts;

    /// <summary>How many descriptor stores were made in this process.</summary>
    public static int Stores => Volatile.Read(ref s_stores);

    /// <summary>How many virq tables were made in this process.</summary>
    public static int Tables => Volatile.Read(ref s_tables);

    /// <summary>How often this thread has forced the delivery threads to see what it withdrew.</summary>
    public static int Agreements => s_agreements;

    /// <summary>Puts the parts in force for the whole process, before it makes a core.</summary>
    public static void Install() => Default = new OverhauledParts();

    /// <summary>Has something done by this thread each time when it is about to force the delivery threads to see what it withdrew.</summary>
    public static void BeforeAgreement(Action? action) => s_beforeAgreement = action;

    public override void AgreeWithDelivery()
    {
        s_beforeAgreement?.Invoke();
        base.AgreeWithDelivery();
        s_agreements++;
    }

    public override IDescriptorStore CreateStore(int hardwareSize)
    {
        Interlocked.Increment(ref s_stores);
        return new SortedDescriptorStore(hardwareSize);
    }

    public override IVirqTable CreateVirqTable(int limit)
    {
        Interlocked.Increment(ref s_tables);
        return new ScatteredVirqTable(limit);
    }
}
