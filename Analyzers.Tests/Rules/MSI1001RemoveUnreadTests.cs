using MsiEncap.Analyzers.Tests.TestKit;
using MsiEncap.CodeFixes;
using Xunit;

namespace MsiEncap.Analyzers.Tests.Rules;

/// <summary>What nobody reads goes.</summary>
public class MSI1001RemoveUnreadTests
{
    private static string InQueue(string members) => $$"""
        using System;
        using Acme.Irq;
        class Queue
        {
            public Device Device = new();
            {{members}}
        }
        """;

    private static CodeFixCheck Fix(string members) =>
        Check.Analyzer<MSI1001RestrictedSymbolAnalyzer>(InQueue(members)).Reference(IrqLibrary.Reference).FixedBy<MSI1001AnswerFix>();

    [Theory]
    [InlineData(
        "[|MsiDomain|]? _d; // kept\n    public void M() { {|MSI1002:_d|} = {|MSI1002:Device.ImsDomain|}; }",
        "public void M() { }")]
    [InlineData(
        "// The domain.\n    private static readonly [|MsiDomain|]? s_d = null;\n    public int N;",
        "public int N;")]
    [InlineData("public int N;\n    private [|MsiDomain|]? D { get; set; }\n    public void M() => {|MSI1002:this.D|} = {|MSI1002:Device.ImsDomain|};", "public int N;\n    public void M() { }")]
    [InlineData("public void M()\n    {\n        if (Device != null)\n            _ = {|MSI1002:Device.ImsDomain|};\n    }", "public void M()\n    {\n        if (Device != null)\n            { }\n    }")]
    [InlineData("public int M() { {|MSI1002:var|} d = Device.ImsDomain; return 1; }", "public int M() { return 1; }")]
    [InlineData("public int M() { [|MsiDomain|]? d; {|MSI1002:d|} = {|MSI1002:Device.ImsDomain|}; {|MSI1002:d|} ??= {|MSI1002:Device.ImsDomain|}; return 1; }", "public int M() { return 1; }")]
    public Task Given_data_that_is_only_written_then_it_goes_with_what_writes_it(string before, string after) => Fix(before).Becomes(InQueue(after)).RunAsync();

    [Theory]
    [InlineData("[|MsiDomain|]? _d; public bool M() => {|MSI1002:_d|} is null;")]
    [InlineData("[|MsiDomain|]? _d; public void M() => Take(out {|MSI1002:_d|}); void Take(out [|MsiDomain|]? d) => {|MSI1002:d|} = null;")]
    [InlineData("[|MsiDomain|]? _d; public string M() { {|MSI1002:_d|} = {|MSI1002:Device.ImsDomain|}; return nameof(_d); }")]
    [InlineData("[Obsolete] [|MsiDomain|]? _d;")]
    [InlineData("[|MsiDomain|]? _d; public void M() => {|MSI1002:_d|} = new [|IdxdImsDomain|]();")]
    [InlineData("public [|IdxdImsDomain|]? M() => null;")]
    [InlineData("internal virtual [|MsiDomain|]? D { get; set; }")]
    [InlineData("record R { [|MsiDomain|]? _d; }")]
    [InlineData("[|MsiDomain|]? _a, _b;")]
    [InlineData("public int M() { foreach ({|MSI1002:var|} d in Device.Domains) { } return 1; }")]
    [InlineData("void M() => Device.[|Reset|]();")]
    [InlineData("void M() { Device.Domains.[|GetHashCode|]().ToString(); }")]
    public Task Given_data_that_somebody_may_read_or_make_then_nothing_is_offered(string members) => Fix(members).OffersNothingAsync();

    [Fact]
    public Task Given_what_other_assemblies_can_use_then_nothing_is_offered() => Check
        .Analyzer<MSI1001RestrictedSymbolAnalyzer>("public class Queue { public int M(Acme.Irq.[|MsiDomain|]? d) => 1; public Acme.Irq.[|MsiDomain|]? D; }")
        .Reference(IrqLibrary.Reference)
        .FixedBy<MSI1001AnswerFix>()
        .OffersNothingAsync();

    [Fact]
    public Task Given_friends_then_what_is_internal_stays_and_what_is_private_goes() => Check
        .Analyzer<MSI1001RestrictedSymbolAnalyzer>(
            "[assembly: System.Runtime.CompilerServices.InternalsVisibleTo(\"Friend\")]\nclass Queue { internal Acme.Irq.[|MsiDomain|]? D; Acme.Irq.[|MsiDomain|]? _d; }")
        .Reference(IrqLibrary.Reference)
        .FixedBy<MSI1001AnswerFix>()
        .Becomes("[assembly: System.Runtime.CompilerServices.InternalsVisibleTo(\"Friend\")]\nclass Queue { internal Acme.Irq.[|MsiDomain|]? D; }")
        .RunAsync();

    [Fact]
    public Task Given_a_parameter_that_nobody_reads_then_it_goes_from_its_callers_in_every_file() => Check
        .Analyzer<MSI1001RestrictedSymbolAnalyzer>("""
            using Acme.Irq;
            /// <summary>A ring.</summary>
            class Ring
            {
                /// <summary>Makes one.</summary>
                /// <param name="size">How large.</param>
                /// <param name="domain">What for.</param>
                public Ring(int size, [|MsiDomain|]? domain) { Size = size; }
                public int Size { get; }
                public static Ring Small(Device device) => new(1, {|MSI1002:device.ImsDomain|});
            }
            """)
        .File("Others.cs", """
            using Acme.Irq;
            class Big : Ring
            {
                public Big(Device device) : base(9, {|MSI1002:device.ImsDomain|}) { }
                public static Ring Of(Device device) => new Ring(domain: {|MSI1002:device.ImsDomain|}, size: 3);
            }
            """)
        .Reference(IrqLibrary.Reference)
        .FixedBy<MSI1001AnswerFix>()
        .Becomes("""
            using Acme.Irq;
            /// <summary>A ring.</summary>
            class Ring
            {
                /// <summary>Makes one.</summary>
                /// <param name="size">How large.</param>
                public Ring(int size) { Size = size; }
                public int Size { get; }
                public static Ring Small(Device device) => new(1);
            }
            """)
        .FileBecomes("Others.cs", """
            using Acme.Irq;
            class Big : Ring
            {
                public Big(Device device) : base(9) { }
                public static Ring Of(Device device) => new Ring(size: 3);
            }
            """)
        .RunAsync();

    [Theory]
    [InlineData("int N([|MsiDomain|]? d, int n) => n; public int M() => N(new [|IdxdImsDomain|](), 1);")]
    [InlineData("int N([|MsiDomain|]? d) => 1; public Delegate M() => {|MSI1002:N|};")]
    [InlineData("int N([|MsiDomain|]? d) => 1; string N() => \"\"; public string M() => N({|MSI1002:null|}) + N();")]
    public Task Given_a_parameter_whose_callers_would_mean_something_else_then_nothing_is_offered(string members) => Fix(members).OffersNothingAsync();

    [Theory]
    [InlineData("private [|MsiDomain|]? D => {|MSI1002:Device.ImsDomain|};\n    public int N;", "public int N;")]
    [InlineData("public int M() { return 1; [|MsiDomain|]? Find() => {|MSI1002:Device.ImsDomain|}; }", "public int M() { return 1; }")]
    public Task Given_what_gives_something_restricted_to_nobody_then_it_goes(string before, string after) => Fix(before).Becomes(InQueue(after)).RunAsync();
}
