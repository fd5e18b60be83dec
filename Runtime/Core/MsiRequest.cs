using System.Collections.Immutable;
using MsiEncap.Contracts;

namespace MsiEncap.Core;

/// <summary>What an allocation asks for.</summary>
internal readonly record struct MsiRequest
{
    /// <summary>The index, or <see langword="null"/> for the lowest that is free (<c>MSI_ANY_INDEX</c>).</summary>
    public int? Index { get; init; }

    /// <summary>How many interrupts the index shall stand for; 0 counts as 1.</summary>
    public int Vectors { get; init; }

    /// <summary>What the usage site tells the domain; zero if it says nothing.</summary>
    public MsiInstanceCookie Cookie { get; init; }

    /// <summary>Of which contract the cookie is; <see langword="null"/> without a cookie.</summary>
    public CookieContract? Contract { get; init; }

    /// <summary>Where each interrupt shall be delivered; default or empty if anywhere.</summary>
    public ImmutableArray<IrqAffinity> Affinities { get; init; }
}
