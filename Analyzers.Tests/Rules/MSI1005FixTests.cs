using Microsoft.CodeAnalysis.CodeFixes;
using MsiEncap.Analyzers.Tests.TestKit;
using MsiEncap.CodeFixes;
using Xunit;

namespace MsiEncap.Analyzers.Tests.Rules;

public class MSI1005FixTests
{
    private static string InProbe(string members) => $$"""
        using System;
        using Acme.Irq;
        using MsiEncap.Encapsulation;
        namespace Dsa
        {
            [ActsAs(typeof(SlabImplementer))]
            public class Probe
            {
                {{members}}
            }
        }
        """;

    private static CodeFixCheck Fix<TFix>(string members)
        where TFix : CodeFixProvider, new() =>
        Check.Analyzer<MSI1005ExposedTypeAnalyzer>(InProbe(members))
            .Reference(IrqLibrary.Reference)
            .Ledger("T:Dsa.Probe;Acme.Irq.SlabImplementer;programs the slots")
            .FixedBy<TFix>();

    [Theory]
    [InlineData("public MsiDomain? [|Open|];", "private MsiDomain? Open;")]
    [InlineData("// the domain\n        protected internal static MsiDomain? [|Open|] { get; private set; }", "// the domain\n        private static MsiDomain? Open { get; set; }")]
    [InlineData("internal int [|Add|](MsiDomain d) => 0;\n        internal int [|Take|](MsiDomain d) => 0;", "private int Add(MsiDomain d) => 0;\n        private int Take(MsiDomain d) => 0;")]
    [InlineData("public int [|this|][MsiDomain d] => 0;", "private int this[MsiDomain d] => 0;")]
    [InlineData("public MsiDomain? [|A|], [|B|];", "private MsiDomain? A, B;")]
    [InlineData("public event Action<MsiDomain>? [|Added|], [|Gone|];\n        void M() { Added?.Invoke(null!); Gone?.Invoke(null!); }", "private event Action<MsiDomain>? Added, Gone;\n        void M() { Added?.Invoke(null!); Gone?.Invoke(null!); }")]
    [InlineData("public event Action<MsiDomain>? [|Added|] { add { } remove { } }", "private event Action<MsiDomain>? Added { add { } remove { } }")]
    public Task Given_a_member_when_it_is_made_private_then_nothing_is_shown(string before, string after) =>
        Fix<MSI1005HideDeclarationFix>(before).Becomes(InProbe(after)).RunAsync();

    [Theory]
    [InlineData("public static implicit operator [|IdxdImsDomain?|](Probe p) => null;")]
    [InlineData("public record R(MsiDomain [|Domain|]);")]
    [InlineData("public delegate void [|Added|](MsiDomain d);")]
    [InlineData("public class [|Set|] : System.Collections.Generic.List<MsiDomain> { }")]
    [InlineData("public virtual MsiDomain? [|Open|] => null;")]
    [InlineData("public interface IHave { MsiDomain? [|Open|] { get; } }")]
    public Task Given_what_cannot_be_private_then_nothing_is_offered(string members) =>
        Fix<MSI1005HideDeclarationFix>(members).OffersNothingAsync();

    [Theory]
    [InlineData("public MsiDomain? [|Open|];", "[RestrictedTo(typeof(SlabImplementer))]\n        public MsiDomain? Open;")]
    [InlineData("/// <summary>Adds.</summary>\n        internal int [|Add|](MsiDomain d) => 0;", "/// <summary>Adds.</summary>\n        [RestrictedTo(typeof(SlabImplementer))]\n        internal int Add(MsiDomain d) => 0;")]
    [InlineData("public MsiDomain? [|A|], [|B|];", "[RestrictedTo(typeof(SlabImplementer))]\n        public MsiDomain? A, B;")]
    [InlineData("public delegate void [|Added|](MsiDomain d);", "[RestrictedTo(typeof(SlabImplementer))]\n        public delegate void Added(MsiDomain d);")]
    [InlineData("public event Action<MsiDomain> [|Added|] { add { } remove { } }", "[RestrictedTo(typeof(SlabImplementer))]\n        public event Action<MsiDomain> Added { add { } remove { } }")]
    [InlineData("public static explicit operator [|MsiDomain?|](Probe p) => null;", "[RestrictedTo(typeof(SlabImplementer))]\n        public static explicit operator MsiDomain?(Probe p) => null;")]
    [InlineData("public static MsiDomain? operator [|+|](Probe p) => null;", "[RestrictedTo(typeof(SlabImplementer))]\n        public static MsiDomain? operator +(Probe p) => null;")]
    [InlineData("public int [|this|][MsiDomain d] => 0;", "[RestrictedTo(typeof(SlabImplementer))]\n        public int this[MsiDomain d] => 0;")]
    [InlineData("public interface IHave { MsiDomain? [|Open|] { get; } }", "public interface IHave { [RestrictedTo(typeof(SlabImplementer))] MsiDomain? Open { get; } }")]
    [InlineData("public record R(int Index, MsiDomain [|Domain|]);", "public record R(int Index, [property: RestrictedTo(typeof(SlabImplementer))] MsiDomain Domain);")]
    [InlineData("public readonly record struct R([field: Obsolete] MsiDomain [|A|], MsiDomain [|B|]);", "public readonly record struct R([property: RestrictedTo(typeof(SlabImplementer))][field: Obsolete] MsiDomain A, [property: RestrictedTo(typeof(SlabImplementer))] MsiDomain B);")]
    [InlineData("public class [|Slot|](MsiDomain d) { public int X => d is null ? 0 : 1; }", "[method: RestrictedTo(typeof(SlabImplementer))]\n        public class Slot(MsiDomain d) { public int X => d is null ? 0 : 1; }")]
    [InlineData("[Obsolete] public virtual MsiDomain? [|Open|] => null;\n        public class [|Set|] : System.Collections.Generic.List<MsiDomain> { }", "[RestrictedTo(typeof(SlabImplementer))]\n        [Obsolete] public virtual MsiDomain? Open => null;\n        [RestrictedTo(typeof(SlabImplementer))]\n        public class Set : System.Collections.Generic.List<MsiDomain> { }")]
    public Task Given_a_member_when_it_is_restricted_then_only_role_code_sees_it(string before, string after) =>
        Fix<MSI1005RestrictDeclarationFix>(before).Becomes(InProbe(after)).RunAsync();

    [Fact]
    public Task Given_a_member_that_is_restricted_to_another_role_then_no_second_attribute_is_offered() =>
        Check.Analyzer<MSI1005ExposedTypeAnalyzer>("""
            using MsiEncap.Encapsulation;
            public class Small : EncapsulationRole { }
            public class Other : EncapsulationRole { }
            [RestrictedTo(typeof(Small))] public class Gear { }
            public class Shop { [RestrictedTo(typeof(Other))] public Gear? [|A|]; }
            """).FixedBy<MSI1005RestrictDeclarationFix>().OffersNothingAsync();
}
