using System.ComponentModel;
using System.Diagnostics.CodeAnalysis;
using MsiEncap.Contracts;

namespace MsiEncap;

/// <summary>
/// Allocations with a number, or anything else, where a cookie belongs, as C code passes one. A call of them does not compile; they are here so that
/// the compiler says so, where it would otherwise speak of a domain object, which is not for usage sites.
/// </summary>
/// <remarks>Reached all the same, as through reflection, those with a domain id take a cookie that is boxed; all refuse what is none.</remarks>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class UntypedCookies
{
    private const string Why = "what is passed for the cookie is none; construct one of the type that the domain id names";
    private const string WhyWithoutId = "what is passed for the cookie is none; construct one of the type that the device's contract declares";

    /// <summary>Is refused, by the compiler and at run time.</summary>
    /// <param name="device">The device.</param>
    /// <param name="cookie">What is no cookie as far as the compiler sees.</param>
    /// <returns>Never.</returns>
    /// <exception cref="ArgumentException">Always: without a domain id, what is passed as an object is of no contract.</exception>
    [Obsolete(WhyWithoutId, error: true, UrlFormat = ForeignDomainIds.Page)]
    public static MsiMap AllocateImsIrq(this PciDevice device, object? cookie) => throw NoCookie(cookie, "cookie of a contract");

    /// <summary>Is refused, by the compiler and at run time.</summary>
    /// <param name="device">The device.</param>
    /// <param name="cookie">What is no cookie as far as the compiler sees.</param>
    /// <param name="map">Not set.</param>
    /// <param name="error">Not set.</param>
    /// <returns>Never.</returns>
    /// <exception cref="ArgumentException">Always: without a domain id, what is passed as an object is of no contract.</exception>
    [Obsolete(WhyWithoutId, error: true, UrlFormat = ForeignDomainIds.Page)]
    public static bool TryAllocateImsIrq(this PciDevice device, object? cookie, out MsiMap map, [NotNullWhen(false)] out MsiError? error) =>
        throw NoCookie(cookie, "cookie of a contract");

    /// <summary>Is refused by the compiler.</summary>
    /// <typeparam name="TCookie">The cookie of the domain's contract.</typeparam>
    /// <param name="device">The device.</param>
    /// <param name="domainId">The domain.</param>
    /// <param name="cookie">What is no cookie as far as the compiler sees.</param>
    /// <returns>The index and the number of the interrupt.</returns>
    /// <exception cref="ArgumentException"><paramref name="cookie"/> is no <typeparamref name="TCookie"/>, or the domain is one of another device.</exception>
    /// <exception cref="MsiException">As of the allocation by a cookie; nothing is left behind.</exception>
    [Obsolete(Why, error: true, UrlFormat = ForeignDomainIds.Page)]
    public static MsiMap AllocateImsIrq<TCookie>(this PciDevice device, MsiDomainId<TCookie> domainId, object? cookie)
        where TCookie : struct, IMsiCookie<TCookie>
    {
        ArgumentNullException.ThrowIfNull(device);
        return device.AllocateImsIrq(domainId, Unboxed<TCookie>(cookie));
    }

    /// <summary>Is refused by the compiler.</summary>
    /// <typeparam name="TCookie">The cookie of the domain's contract.</typeparam>
    /// <param name="device">The device.</param>
    /// <param name="domainId">The domain.</param>
    /// <param name="cookie">What is no cookie as far as the compiler sees.</param>
    /// <param name="map">The index and the number of the interrupt.</param>
    /// <param name="error">Why there is no interrupt; nothing is left behind.</param>
    /// <returns>Whether there is one.</returns>
    /// <exception cref="ArgumentException"><paramref name="cookie"/> is no <typeparamref name="TCookie"/>, or the domain is one of another device.</exception>
    [Obsolete(Why, error: true, UrlFormat = ForeignDomainIds.Page)]
    public static bool TryAllocateImsIrq<TCookie>(
        this PciDevice device, MsiDomainId<TCookie> domainId, object? cookie, out MsiMap map, [NotNullWhen(false)] out MsiError? error)
        where TCookie : struct, IMsiCookie<TCookie>
    {
        ArgumentNullException.ThrowIfNull(device);
        return device.TryAllocateImsIrq(domainId, Unboxed<TCookie>(cookie), out map, out error);
    }

    /// <summary>Is refused by the compiler.</summary>
    /// <typeparam name="TCookie">The cookie of the domain's contract.</typeparam>
    /// <param name="device">The device.</param>
    /// <param name="domainId">The domain.</param>
    /// <param name="index">The index, or <see langword="null"/> for the lowest that is free.</param>
    /// <param name="cookie">What is no cookie as far as the compiler sees.</param>
    /// <param name="affinity">Where it shall be delivered; anywhere if not given.</param>
    /// <returns>The index and the number of the interrupt.</returns>
    /// <exception cref="ArgumentException"><paramref name="cookie"/> is no <typeparamref name="TCookie"/>, or the domain is one of another device.</exception>
    /// <exception cref="MsiException">As of the allocation by a cookie; nothing is left behind.</exception>
    [Obsolete(Why, error: true, UrlFormat = ForeignDomainIds.Page)]
    public static MsiMap AllocateMsiIrqAt<TCookie>(
        this PciDevice device, MsiDomainId<TCookie> domainId, int? index, object? cookie, IrqAffinity? affinity = null)
        where TCookie : struct, IMsiCookie<TCookie>
    {
        ArgumentNullException.ThrowIfNull(device);
        return device.AllocateMsiIrqAt(domainId, index, Unboxed<TCookie>(cookie), affinity);
    }

    private static TCookie Unboxed<TCookie>(object? cookie)
        where TCookie : struct, IMsiCookie<TCookie> =>
        cookie is TCookie unboxed
            ? unboxed
            : throw NoCookie(cookie, typeof(TCookie).ToString());

    private static ArgumentException NoCookie(object? cookie, string wanted) =>
        new($"{cookie?.GetType().ToString() ?? "null"} is no cookie of the domain's contract; construct a {wanted}.", nameof(cookie));
}
