using Microsoft.CodeAnalysis;
using MsiEncap.Analyzers.Tests.TestKit;

namespace MsiEncap.Analyzers.Tests.Oracle;

/// <summary>What the programs reference: a restricted class whose objects the probe knows, and the probe.</summary>
internal static class OracleLibrary
{
    public const string Name = "Acme.Oracle";

    private const string Source = """
        using System;
        using System.Collections;
        using System.Collections.Generic;
        using System.Runtime.CompilerServices;
        using MsiEncap.Encapsulation;

        namespace Acme;

        public abstract class Author : EncapsulationRole { }

        [RestrictedTo(typeof(Author))]
        public class Domain
        {
            public int Mask => 1;
            public Domain Self => this;
        }

        public sealed record Device
        {
            private readonly Domain _domain = new();
            public int Number => 1;
            [RestrictedTo(typeof(Author))] private Domain Own => _domain;
            public Domain Domain => Own;
            public List<Domain> Domains => [Own];
            public (Domain, int) Pair => (Own, 1);
            public void Each(Action<Domain> visit) => visit(Own);
            public bool TryGet(out Domain domain) { domain = Own; return true; }
        }

        /// <summary>Is shown what code outside holds, and looks into what any code can look into.</summary>
        public static class Probe
        {
            public static bool Held { get; private set; }

            public static void Saw(object? value) => Look(value, 4);

            private static void Look(object? value, int depth)
            {
                switch (value)
                {
                    case null or string:
                        break;
                    case Domain:
                        Held = true;
                        break;
                    case var _ when depth == 0:
                        break;
                    case ITuple tuple:
                        for (int i = 0; i < tuple.Length; i++) { Look(tuple[i], depth - 1); }
                        break;
                    case IEnumerable all:
                        foreach (object? item in all) { Look(item, depth - 1); }
                        break;
                    case Func<object?> function:
                        Look(function.Target is Domain ? function.Target : function(), depth - 1);
                        break;
                    case Delegate { Target: Domain }:
                        Held = true;
                        break;
                }
            }
        }
        """;

    /// <summary>The library as programs run with it.</summary>
    public static byte[] Image { get; } = TestCompilation.Emit(TestCompilation.Create([(Name + ".cs", Source)], assemblyName: Name));

    /// <summary>The library as programs reference it.</summary>
    public static MetadataReference Reference { get; } = MetadataReference.CreateFromImage(Image);
}
