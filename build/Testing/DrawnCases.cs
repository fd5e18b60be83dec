using System.Globalization;
using FsCheck;
using FsCheck.Fluent;
using Microsoft.FSharp.Core;

namespace MsiEncap.Testing;

/// <summary>
/// How many random cases a test takes, and which. As long as nobody asks for more of them, they are the same at every run: a build fails for
/// what has changed in it. <c>MSIENCAP_SEED</c> repeats a run: the two or three numbers, separated by commas, that a failure prints.
/// </summary>
/// <param name="Count">How many.</param>
/// <param name="Seed">Which.</param>
internal sealed record DrawnCases(int Count, Replay Seed)
{
    private const string SeedVariable = "MSIENCAP_SEED";

    /// <summary>Whether the seed stands for one case alone.</summary>
    public bool IsOneCase => Seed.Size is not null;

    /// <summary>Reads how many cases to take.</summary>
    /// <param name="variable">The environment variable that asks for more of them, of which each run draws others.</param>
    /// <param name="otherwise">How many to take without it.</param>
    /// <returns>The cases.</returns>
    public static DrawnCases Of(string variable, int otherwise)
    {
        bool isAsked = Environment.GetEnvironmentVariable(variable) is { Length: > 0 };
        int count = isAsked ? int.Parse(Environment.GetEnvironmentVariable(variable)!, CultureInfo.InvariantCulture) : otherwise;
        Rnd drawn = isAsked ? new((ulong)Random.Shared.NextInt64()) : new(1);
        return new(count, Given() ?? new(drawn, FSharpOption<int>.None));
    }

    /// <summary>Checks what holds for each case; the first for which it does not is made smaller and printed with its seed.</summary>
    /// <typeparam name="T">The cases.</typeparam>
    /// <param name="name">What is checked.</param>
    /// <param name="cases">Where the cases come from.</param>
    /// <param name="check">Throws where it does not hold.</param>
    /// <param name="inEach">How much of <see cref="Count"/> one case is.</param>
    public void Check<T>(string name, Arbitrary<T> cases, Action<T> check, int inEach = 1) => FsCheck.Check.One(
        name,
        Config.QuickThrowOnFailure
            .WithMaxTest((Count + inEach - 1) / inEach)
            .WithReplay(FSharpOption<Replay>.Some(Seed))
            .WithQuietOnSuccess(true),
        Prop.ForAll(cases, check));

    private static Replay? Given()
    {
        if (Environment.GetEnvironmentVariable(SeedVariable) is not { Length: > 0 } text)
        {
            return null;
        }

        ulong[] numbers = [.. text.Trim('(', ')').Split(',').Select(part => ulong.Parse(part, CultureInfo.InvariantCulture))];
        return new Replay(
            numbers.Length == 1 ? new Rnd(numbers[0]) : new Rnd(numbers[0], numbers[1]),
            numbers.Length == 3 ? FSharpOption<int>.Some((int)numbers[2]) : FSharpOption<int>.None);
    }
}
