using System.Collections.Immutable;

namespace MsiEncap.DataSheets;

/// <summary>A contract, as compiled.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Struct">The full name of its cookie.</param>
/// <param name="Assembly">The name of the assembly that declares it.</param>
/// <param name="Version">Its version.</param>
/// <param name="Fingerprint">The fingerprint of its layout.</param>
/// <param name="Parts">What the cookie holds and what it leaves free, the least significant first, the reference last.</param>
internal sealed record Contract(string Id, string Struct, string Assembly, string Version, ulong Fingerprint, ImmutableArray<ContractPart> Parts);

/// <summary>A field, a gap or the reference of a contract.</summary>
/// <param name="Position">The least significant bit.</param>
/// <param name="Bits">How many bits; 0 for the reference.</param>
/// <param name="Name">The property; empty for a gap.</param>
/// <param name="Kind">What the bits are, as the layout has it; the type of the reference; empty for a gap.</param>
/// <param name="Meaning">What the declaration says of it.</param>
internal sealed record ContractPart(int Position, int Bits, string Name, string Kind, string Meaning);
