using System.Collections.Immutable;

namespace MsiEncap.Runtime.Tests.Model;

/// <summary>A kind of command: how often it comes, up to where its arguments go, how it reads and what it does.</summary>
/// <param name="Weight">How often, compared with the others.</param>
/// <param name="Limits">Each argument is less than its limit; the smaller, the simpler.</param>
/// <param name="Text">How it reads.</param>
/// <param name="Apply">What it does.</param>
internal sealed record CommandKind(
    int Weight, ImmutableArray<int> Limits, Func<ImmutableArray<int>, string> Text, Func<IModelOperations, ImmutableArray<int>, string> Apply);
