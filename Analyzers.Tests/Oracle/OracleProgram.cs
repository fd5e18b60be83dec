namespace MsiEncap.Analyzers.Tests.Oracle;

/// <summary>
/// A program of role code and of code outside. What is analysed has no probes, since handing a value to one is a touch; what is run shows the
/// probe every value that the code outside gets hold of.
/// </summary>
/// <param name="Seed">What makes the same program again.</param>
/// <param name="Plain">The program as its author wrote it.</param>
/// <param name="Probed">The same with probes.</param>
internal sealed record OracleProgram(int Seed, string Plain, string Probed)
{
    /// <summary>The one grant of the program.</summary>
    public const string Ledger = "T:Keeper;Acme.Author;keeps domains\n";

    private const string Text = """
        using System;
        using System.Collections;
        using System.Collections.Generic;
        using System.Linq;
        using System.Threading.Tasks;
        using Acme;
        using MsiEncap.Encapsulation;

        [ActsAs(typeof(Author))]
        public sealed class Keeper
        {
            private readonly Domain _domain = new();
            private readonly List<Domain> _list = [new()];
            private readonly Dictionary<int, Domain> _byNumber = new() { [1] = new() };
            private object? _kept;

            public event Action<object>? Told;

            private void Tell(object what) => Told?.Invoke(what);
            private static T Same<T>(T value) => value;
            private object Hidden() => _domain;
            private sealed class Holder(Domain domain) { public int Mask => domain.Mask; }
        $MEMBERS$
        }

        public sealed class Carrier(object what) : Exception { public object What => what; }

        public static class Board { public static object? Pinned; public static void Pin(object what) => Pinned = what; }

        public static class Outside
        {
            public static void Run()
            {
                var keeper = new Keeper();
                var device = new Device();
                keeper.Told += told => { $PROBE:told$ };
                try
                {
        $STATEMENTS$
                }
                catch (Carrier carrier)
                {
                    $PROBE:carrier.What$
                }

                $PROBE:Board.Pinned$
            }
        }
        """;

    /// <summary>Makes a program.</summary>
    public static OracleProgram Of(int seed)
    {
        var choices = new Choices(seed);
        ProgramParts parts = ProgramParts.Choose(choices);
        string text = Text.Replace("$MEMBERS$", parts.Members, StringComparison.Ordinal).Replace("$STATEMENTS$", parts.Statements, StringComparison.Ordinal);
        return new(seed, Probes.Remove(text), Probes.Insert(text));
    }
}
