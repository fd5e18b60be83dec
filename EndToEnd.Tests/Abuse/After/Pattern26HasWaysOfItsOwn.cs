using MsiEncap.Domains;
using MsiEncap.Samples.Rejected.Rules;

namespace MsiEncap.Abuse;

/// <summary>A field, a local, a return, a cast, an accessor, reflection: what none of it was ever needed for.</summary>
internal sealed class Pattern26HasWaysOfItsOwn(AcmeProbe driver)
{
    public AcmeProbe Driver { get; } = driver;

    public int Open(object hostData)
    {
        return hostData.GetHashCode();
    }
}
