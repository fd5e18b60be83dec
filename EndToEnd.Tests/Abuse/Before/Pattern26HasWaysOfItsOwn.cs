using MsiEncap.Domains;
using MsiEncap.Samples.Rejected.Rules;

namespace MsiEncap.Abuse;

/// <summary>A field, a local, a return, a cast, an accessor, reflection: what none of it was ever needed for.</summary>
internal sealed class Pattern26HasWaysOfItsOwn(AcmeProbe driver)
{
    private readonly List<MsiDescriptorVisitor> _visitors = [];

    public AcmeProbe Driver { get; } = driver;

    private MsiDomain Domain => Driver.ImsDomain;

    public int Open(object hostData)
    {
        MsiDomain? local = hostData as MsiDomain;
        var method = typeof(IrqSubsystem).GetMethod("GetCachedMessage");
        return hostData.GetHashCode();
    }

    private AcmeImsDomain Cast(object hostData) => (AcmeImsDomain)hostData;
}
