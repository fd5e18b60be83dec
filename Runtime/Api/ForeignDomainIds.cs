using System.ComponentModel;
using System.Diagnostics.CodeAnalysis;
using MsiEncap.Contracts;

namespace MsiEncap;

/// <summary>
/// Allocations by the id of a domain whose cookies are of another type. A call of them does not compile; they are here so that the compiler says
/// why, where it would otherwise speak of a domain object, which is not for usage sites, or of type arguments.
/// </summary>
/// <remarks>Reached all the same, as through reflection, they are refused as any cookie of another contract is.</remarks>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class ForeignDomainIds
{
    /// <summary>Where allocations that do not compile are explained.</summary>
    internal const string Page = "https://github.com/msiencap/msiencap/blob/main/docs/rules/MSI2003.md";

    private const string Why = "the id is of a domain whose cookies are of another type; pass the id that creating the domain for this cookie returned";

    /// <summary>Is refused, by the compiler and at run time.</summary>
    /// <typeparam name="TOther">The cookie of the domain's contract.</typeparam>
    /// <typeparam name="TCookie">The cookie that is passed.</typeparam>
    /// <param name="device">The device.</param>
    /// <param name="domainId">The id of a domain of another contract.</param>
    /// <param name="cookie">The cookie.</param>
    /// <returns>The index and the number of the interrupt, if the two types are copies of one contract.</returns>
    /// <exception cref="MsiException">The contract is another one (<see cref="MsiErrorCode.ContractMismatch"/>); nothing is left behind.</exception>
    /// <exception cref="ArgumentException">The domain is one of another device, or none.</exception>
    [Obsolete(Why, error: true, UrlFormat = Page)]
    public static MsiMap AllocateImsIrq<TOther, TCookie>(this PciDevice device, MsiDomainId<TOther> domainId, TCookie cookie)
        where TOther : struct, IMsiCookie<TOther>
        where TCookie : struct, IMsiCookie<TCookie>
    {
        ArgumentNullException.ThrowIfNull(device);
        return device.AllocateImsIrq(AsIf<TOther, TCookie>(domainId), cookie);
    }

    /// <summary>Is refused, by the compiler and at run time.</summary>
    /// <typeparam name="TOther">The cookie of the domain's contract.</typeparam>
    /// <typeparam name="TCookie">The cookie that is passed.</typeparam>
    /// <param name="device">The device.</param>
    /// <param name="domainId">The id of a domain of another contract.</param>
    /// <param name="cookie">The cookie.</param>
    /// <param name="map">The index and the number of the interrupt, if the two types are copies of one contract.</param>
    /// <param name="error">Why there is no interrupt; nothing is left behind.</param>
    /// <returns>Whether there is one.</returns>
    /// <exception cref="ArgumentException">The domain is one of another device, or none.</exception>
    [Obsolete(Why, error: true, UrlFormat = Page)]
    public static bool TryAllocateImsIrq<TOther, TCookie>(
        this PciDevice device, MsiDomainId<TOther> domainId, TCookie cookie, out MsiMap map, [NotNullWhen(false)] out MsiError? error)
        where TOther : struct, IMsiCookie<TOther>
        where TCookie : struct, IMsiCookie<TCookie>
    {
        ArgumentNullException.ThrowIfNull(device);
        return device.TryAllocateImsIrq(AsIf<TOther, TCookie>(domainId), cookie, out map, out error);
    }

    /// <summary>Is refused, by the compiler and at run time.</summary>
    /// <typeparam name="TOther">The cookie of the domain's contract.</typeparam>
    /// <typeparam name="TCookie">The cookie that is passed.</typeparam>
    /// <param name="device">The device.</param>
    /// <param name="domainId">The id of a domain of another contract.</param>
    /// <param name="index">The index, or <see langword="null"/> for the lowest that is free.</param>
    /// <param name="cookie">The cookie.</param>
    /// <param name="affinity">Where it shall be delivered; anywhere if not given.</param>
    /// <returns>The index and the number of the interrupt, if the two types are copies of one contract.</returns>
    /// <exception cref="MsiException">The contract is another one (<see cref="MsiErrorCode.ContractMismatch"/>); nothing is left behind.</exception>
    /// <exception cref="ArgumentException">The domain is one of another device, or none.</exception>
    [Obsolete(Why, error: true, UrlFormat = Page)]
    public static MsiMap AllocateMsiIrqAt<TOther, TCookie>(
        this PciDevice device, MsiDomainId<TOther> domainId, int? index, TCookie cookie, IrqAffinity? affinity = null)
        where TOther : struct, IMsiCookie<TOther>
        where TCookie : struct, IMsiCookie<TCookie>
    {
        ArgumentNullException.ThrowIfNull(device);
        return device.AllocateMsiIrqAt(AsIf<TOther, TCookie>(domainId), index, cookie, affinity);
    }

    // The domain compares its contract with that of the cookie, whatever the id says.
    private static MsiDomainId<TCookie> AsIf<TOther, TCookie>(MsiDomainId<TOther> domainId)
        where TOther : struct, IMsiCookie<TOther>
        where TCookie : struct, IMsiCookie<TCookie> =>
        domainId.Device is { } device ? new(device, domainId.Id) : default;
}
