using Microsoft.CodeAnalysis;
using MsiEncap.Analyzers.Ledger;
using MsiEncap.Analyzers.Tests.TestKit;
using MsiEncap.Generators.Layout;
using MsiEncap.Generators.Reading;
using Xunit;

namespace MsiEncap.Analyzers.Tests.Rules;

/// <summary>The lists of contracts against the contracts.</summary>
public class MSI2006Tests
{
    private const string Shipped = "MsiEncap.Contracts.Shipped.txt";
    private const string Unshipped = "MsiEncap.Contracts.Unshipped.txt";
    private const string Slot = """[CookieField("Slot", Bits = 8)] """;
    private const string Struct = "readonly partial struct XCookie;";

    private const string Source = "[MsiCookieContract(\"acme,x\")] " + Slot + Struct;

    private static string Marked(string source) => source.Replace("\"acme,x\"", "[|\"acme,x\"|]", StringComparison.Ordinal);

    private static AnalyzerCheck Verify(string markup) =>
        Check.Analyzer<MSI2006DriftingLayoutAnalyzer>("using MsiEncap.Contracts;\n" + markup);

    // What the analyzer itself writes; the first test compares one with a line that a person has worked out.
    private static string LineOf(string source) => ContractLine.Of(LayoutOf(source));

    private static CookieLayout LayoutOf(string source)
    {
        var compilation = TestCompilation.Create([("Source.cs", "using MsiEncap.Contracts;\n" + source)]);
        ContractProblems problems = default;
        return ContractReader.Read(compilation.GetTypeByMetadataName("XCookie")!, compilation, ref problems)!.Layout;
    }

    [Fact]
    public void Given_a_contract_then_its_line_reads_like_a_data_sheet() => Assert.Equal(
        "acme,x;version 3;bit 0 Valid bool;bits 15:4 Offset signed;bits 17:16 Mode enum Outer+Mode None=0 Read=1;bits 63:18 Rest unsigned;"
        + "reference Queue System.Collections.Generic.List`1[System.String];layout "
        + Hash("contract acme,x\nversion 3\nfield 0 1 Valid bool\nfield 4 12 Offset signed\nfield 16 2 Mode enum Outer+Mode None=0 Read=1\n"
            + "field 18 46 Rest\nreference System.Collections.Generic.List`1[System.String] Queue\n"),
        LineOf("""
            [MsiCookieContract("acme,x", Version = 3)]
            [CookieField("Valid", Type = typeof(bool))]
            [CookieReserved(Bits = 3)]
            [CookieField("Offset", Bits = 12, Type = typeof(short))]
            [CookieReference("Queue", typeof(System.Collections.Generic.List<string>))]
            [CookieField("Mode", Bits = 2, Type = typeof(Outer.Mode))]
            [CookieField("Rest", Bits = 46)]
            readonly partial struct XCookie;
            class Outer { public enum Mode { None, Read } }
            """));

    [Theory]
    [InlineData("acme,x")]
    [InlineData("a;b%c")]
    [InlineData("# no comment")]
    [InlineData("*REMOVED*x")]
    [InlineData("größe \\u2028 x")]
    [InlineData("\uFEFFx\uFEFF")]
    public async Task Given_any_id_then_the_line_says_the_same_when_it_is_read(string id)
    {
        string source = $"[MsiCookieContract(\"{id}\")] " + Slot + Struct;
        await Verify(source).Additional(Unshipped, LineOf(source) + "\n").RunAsync();
        await Check.Analyzers("using MsiEncap.Contracts;\n" + source, new MSI4004MalformedEntryAnalyzer(), new MSI4003StaleEntryAnalyzer())
            .Additional(Unshipped, LineOf(source) + "\n").RunAsync();
    }

    [Fact]
    public Task Given_no_list_then_nothing_is_to_be_listed() => Verify(Source).Additional("MsiEncap.Roles.txt", "").RunAsync();

    [Theory]
    [InlineData(Shipped)]
    [InlineData(Unshipped)]
    public Task Given_a_list_without_the_contract_then_the_message_holds_the_line_to_add(string file) => Verify(Marked(Source))
        .Additional(file, "# contracts\n")
        .Message("'XCookie' declares the contract 'acme,x' version 1, which no list of contracts has, so nobody would see its layout change; "
            + $"add this line to MsiEncap.Contracts.Unshipped.txt: acme,x;version 1;bits 7:0 Slot unsigned;layout {Hash("contract acme,x\nfield 0 8 Slot\n")}")
        .RunAsync();

    [Theory]
    [InlineData(Shipped)]
    [InlineData(Unshipped)]
    public Task Given_a_list_with_the_contract_then_all_is_well(string file) =>
        Verify(Source).Additional(file, "# contracts\r\n\r\n  " + LineOf(Source) + "  \r\n").RunAsync();

    [Fact]
    public Task Given_what_shipped_has_another_layout_then_each_difference_is_said() => Verify(Marked("""
        [MsiCookieContract("acme,x")]
        [CookieField("Slot", Bits = 9)]
        [CookieField("Mode", Bits = 2, Type = typeof(Mode))]
        [CookieField("Port", Bits = 4)]
        [CookieReference("Queue", typeof(string))]
        readonly partial struct XCookie;
        enum Mode { None, Read, Write }
        """))
        .Additional(Shipped, LineOf("""
            [MsiCookieContract("acme,x")]
            [CookieField("Slot", Bits = 8)]
            [CookieReserved(Bits = 1)]
            [CookieField("Mode", Bits = 2, Type = typeof(Mode))]
            [CookieField("Tag", Bits = 1, Type = typeof(bool))]
            [CookieReference("Queue", typeof(int[]))]
            readonly partial struct XCookie;
            enum Mode { None, Read }
            """))
        .Message("The contract 'acme,x' version 1 has shipped with another layout: 'Slot' was bits 7:0 unsigned and is bits 8:0 unsigned, "
            + "'Mode' was bits 10:9 enum Mode None=0 Read=1 and is bits 10:9 enum Mode None=0 Read=1 Write=2, 'Tag' (bit 11 bool) is gone, "
            + "'Queue' was reference to System.Int32[] and is reference to System.String, 'Port' (bits 14:11 unsigned) is new; "
            + "restore it, or give the new layout a version or an id of its own")
        .RunAsync();

    [Fact]
    public Task Given_a_new_version_then_it_is_a_contract_of_its_own_and_the_old_one_stays_listed()
    {
        string second = Source.Replace("\"acme,x\"", "\"acme,x\", Version = 2", StringComparison.Ordinal).Replace("8", "9", StringComparison.Ordinal);
        return Verify(second).Additional(Shipped, LineOf(Source)).Additional(Unshipped, LineOf(second)).RunAsync();
    }

    [Fact]
    public async Task Given_a_version_that_goes_back_then_the_later_one_is_missed()
    {
        string second = LineOf(Source.Replace("\"acme,x\"", "\"acme,x\", Version = 2", StringComparison.Ordinal));
        await Verify(Source).Additional(Shipped, LineOf(Source) + "\n[|" + second + "|]\n").RunAsync();
    }

    [Fact]
    public Task Given_a_line_that_has_not_shipped_and_another_layout_then_the_line_is_stale() => Verify(Source)
        .Additional(Unshipped, "# next\n [|" + LineOf(Source.Replace("8", "9", StringComparison.Ordinal)) + "|]")
        .Message("The contract 'acme,x' version 1 has another layout than when this line was written: 'Slot' was bits 8:0 unsigned and is bits 7:0 unsigned; "
            + "it has not shipped, so write the line anew: " + LineOf(Source))
        .RunAsync();

    [Fact]
    public Task Given_a_line_of_a_contract_that_is_no_more_then_it_is_to_be_removed() => Verify("")
        .Additional(Unshipped, "[|" + LineOf(Source) + "|]")
        .Message("This project declares no contract 'acme,x' version 1; remove the line")
        .RunAsync();

    [Fact]
    public Task Given_a_contract_that_has_shipped_and_is_no_more_then_the_message_holds_the_line_that_says_so() => Verify("")
        .Additional(Shipped, "[|" + LineOf(Source) + "|]")
        .Message("The contract 'acme,x' version 1 has shipped, and this project declares it no more; restore it, or once it is agreed that no driver needs it, "
            + "add this line to MsiEncap.Contracts.Unshipped.txt: *REMOVED*" + LineOf(Source))
        .RunAsync();

    [Fact]
    public Task Given_a_removal_that_is_listed_then_all_is_well() =>
        Verify("").Additional(Shipped, LineOf(Source)).Additional(Unshipped, "*REMOVED*" + LineOf(Source)).RunAsync();

    [Fact]
    public Task Given_a_removal_of_what_is_there_then_it_is_to_be_removed() => Verify(Source)
        .Additional(Shipped, LineOf(Source))
        .Additional(Unshipped, "[|*REMOVED*" + LineOf(Source) + "|]")
        .Message("The contract 'acme,x' version 1 is not removed, this project declares it; remove the line")
        .RunAsync();

    [Fact]
    public Task Given_a_removal_of_what_has_not_shipped_then_it_is_to_be_removed() => Verify("")
        .Additional(Unshipped, "[|*REMOVED*" + LineOf(Source) + "|]")
        .Message("The contract 'acme,x' version 1 is not in MsiEncap.Contracts.Shipped.txt, so nothing is removed from it; remove the line")
        .RunAsync();

    [Fact]
    public Task Given_a_removal_of_another_layout_than_has_shipped_then_the_message_holds_the_line_as_shipped() => Verify("")
        .Additional(Shipped, "# contracts\n" + LineOf(Source))
        .Additional(Unshipped, "[|*REMOVED*" + LineOf(Source.Replace("8", "9", StringComparison.Ordinal)) + "|]")
        .Message("The contract 'acme,x' version 1 has shipped as line 2 of MsiEncap.Contracts.Shipped.txt says, and not with the layout that is removed here: "
            + "'Slot' was bits 7:0 unsigned and is bits 8:0 unsigned; write the line anew: *REMOVED*" + LineOf(Source))
        .RunAsync();

    [Fact]
    public Task Given_a_removal_of_another_layout_of_what_is_there_then_it_is_to_be_removed_and_not_written_anew() => Verify(Source)
        .Additional(Shipped, LineOf(Source))
        .Additional(Unshipped, "[|*REMOVED*" + LineOf(Source.Replace("8", "9", StringComparison.Ordinal)) + "|]")
        .Message("The contract 'acme,x' version 1 is not removed, this project declares it; remove the line")
        .RunAsync();

    [Fact]
    public Task Given_a_contract_in_both_lists_then_what_shipped_counts() => Verify(Source)
        .Additional(Shipped, "# contracts\n" + LineOf(Source))
        .Additional(Unshipped, "[|" + LineOf(Source) + "|]")
        .Message("The contract 'acme,x' version 1 has shipped, and line 2 of MsiEncap.Contracts.Shipped.txt says how; remove this line")
        .RunAsync();

    [Fact]
    public Task Given_a_declaration_without_a_cookie_then_its_lines_are_left_alone() =>
        Verify(Source.Replace("8", "80", StringComparison.Ordinal)).Additional(Shipped, LineOf(Source)).RunAsync();

    [Fact]
    public Task Given_a_list_that_several_projects_share_then_each_has_some_of_its_contracts() => Verify(Marked(Source))
        .Additional(Shipped, LineOf(Source.Replace("acme,x", "acme,y", StringComparison.Ordinal)))
        .Shared(Shipped)
        .RunAsync();

    [Fact]
    public Task Given_a_list_of_another_target_framework_then_it_says_nothing() => Verify(Source)
        .Additional("MsiEncap.Contracts.Shipped.net9.0.txt", "")
        .Property("TargetFramework", "net10.0")
        .RunAsync();

    [Fact]
    public Task Given_a_list_of_this_target_framework_then_it_is_one_of_the_lists() => Verify(Source)
        .Additional("MsiEncap.Contracts.Unshipped.net10.0.txt", LineOf(Source))
        .Additional(Shipped, "")
        .Property("TargetFramework", "net10.0")
        .RunAsync();

    [Theory]
    [InlineData("[||];version 1", "the id of a contract, such as acme,queue, with %003B for a semicolon and %0025 for a percent sign")]
    [InlineData("[|a%zz|];version 1", "the id of a contract, such as acme,queue, with %003B for a semicolon and %0025 for a percent sign")]
    [InlineData("acme,x[||]", "the version of the contract as the second field, such as version 1")]
    [InlineData("acme,x;[|version 0|];bit 0 A bool", "the version of the contract as the second field, such as version 1")]
    [InlineData("acme,x;[|version 99999999999|];bit 0 A bool", "the version of the contract as the second field, such as version 1")]
    [InlineData("acme,x;[|bit 0 A bool|]", "the version of the contract as the second field, such as version 1")]
    [InlineData("acme,x;version 1;[|A|]", "a field or a reference, such as 'bits 19:0 Pasid unsigned', 'bit 20 Valid bool' or 'reference Queue Acme.Queue'")]
    [InlineData("acme,x;version 1[||]", "a field or a reference, such as 'bits 19:0 Pasid unsigned', 'bit 20 Valid bool' or 'reference Queue Acme.Queue'")]
    [InlineData("acme,x;version 1;bits 3:0 A unsigned;[|bit 3 B bool|];layout x", "bits from 4 to 63, the most significant first, such as bits 63:4")]
    [InlineData("acme,x;version 1;[|bits 0:3 A unsigned|];layout x", "bits from 0 to 63, the most significant first, such as bits 63:0")]
    [InlineData("acme,x;version 1;[|bits 64:3 A unsigned|];layout x", "bits from 0 to 63, the most significant first, such as bits 63:0")]
    [InlineData("acme,x;version 1;reference Q R;[|bit 3 B bool|];layout x", "the fingerprint after the reference, which comes last")]
    [InlineData("[|*REMOVED*acme,x|];version 1", "a contract; what is removed stands in MsiEncap.Contracts.Unshipped.txt until the release, and then in neither file")]
    public Task Given_a_line_that_cannot_be_read_then_it_says_where_and_what_was_expected(string line, string expected) =>
        Malformed("# contracts\r\n" + line + "\r\n").Message($"This line has no effect; expected {expected}").RunAsync();

    [Theory]
    [InlineData("bits 7:0 Slot unsigned;[||]", "field 0 8 Slot")]
    [InlineData("bits 8:0 Slot unsigned;[|layout ccd9db8d05a19207|]", "field 0 9 Slot")]
    [InlineData("bits 7:0 Slot signed;[|layout ccd9db8d05a19207|]", "field 0 8 Slot signed")]
    [InlineData("bits 7:0 Slot unsigned;[|layout CCD9DB8D05A19207|]", "field 0 8 Slot")]
    public Task Given_a_line_that_was_edited_by_hand_then_the_fingerprint_says_so(string rest, string field) =>
        Malformed("acme,x;version 1;" + rest)
            .Message($"This line has no effect; expected 'layout {Hash($"contract acme,x\n{field}\n")}', the fingerprint of what stands before it")
            .RunAsync();

    [Fact]
    public Task Given_a_line_that_is_right_then_it_has_an_effect() =>
        Malformed("acme,x;version 1;bits 7:0 Slot unsigned;layout ccd9db8d05a19207").RunAsync();

    [Fact]
    public Task Given_something_after_the_fingerprint_then_it_is_reported() =>
        Malformed(LineOf(Source) + ";[|because|]").Message("This line has no effect; expected nothing after the fingerprint").RunAsync();

    [Theory]
    [InlineData(Shipped, "", "8", "says the same")]
    [InlineData(Shipped, "", "9", "has the contract with another layout")]
    [InlineData(Unshipped, "", "9", "has the contract with another layout")]
    [InlineData(Unshipped, "*REMOVED*", "9", "has the contract with another layout")]
    public Task Given_a_contract_twice_then_the_second_is_reported(string list, string prefix, string bits, string said) =>
        MalformedIn(list, $"{prefix}{LineOf(Source)}\n[|{prefix}{LineOf(Source.Replace("8", bits, StringComparison.Ordinal))}|]")
            .Message($"This line has no effect; expected each entry once, but line 1 {said}")
            .RunAsync();

    // Two builds of one contract: the copy that queue code has, and what the domain's assembly was built with.
    private static MetadataReference Old { get; } = Library.Compile("Queues", Copy("namespace Acme", "public", ""));

    private static MetadataReference New { get; } = Library.Compile("Domains", Copy("namespace Acme.Next", "public", ", Version = 2"));

    private static MetadataReference Hidden { get; } = Library.Compile("Domains", Copy("namespace Acme", "internal", ", Version = 2"));

    private static string Copy(string space, string accessibility, string version) => $$"""
        using MsiEncap.Contracts;
        {{space}}
        {
            [MsiCookieContract("acme,x"{{version}})]
            [CookieField("Slot", Bits = 8)]
            {{accessibility}} readonly partial struct XCookie;

            {{accessibility}} static class Factory { {{accessibility}} static XCookie Make() => default; }
        }
        """;

    [Theory]
    [InlineData("class Queue { object M() => new Acme.[|XCookie|](); }")]
    [InlineData("using Acme; class Queue { [|XCookie|]? a; string M() => nameof([|XCookie|]); }")]
    [InlineData("using C = Acme.[|XCookie|]; class Queue { [|C|] a; }")]
    [InlineData("class Queue { void M<T>() { } void N() => M<Acme.[|XCookie|][]>(); /* XCookie */ }")]
    [InlineData("class Queue { object M() => Acme.Factory.Make(); string XCookie => \"XCookie\"; }")]
    public async Task Given_references_that_have_a_contract_in_two_layouts_then_each_naming_is_reported(string markup)
    {
        await Check.Analyzer<MSI2006DriftingLayoutAnalyzer>(markup).Reference(Old, New).RunAsync();
        await Check.Analyzer<MSI2006DriftingLayoutAnalyzer>(markup).Reference(Old, Hidden).RunAsync();
    }

    [Fact]
    public Task Given_two_layouts_then_the_message_holds_both() => Check
        .Analyzer<MSI2006DriftingLayoutAnalyzer>("class Queue { Acme.[|XCookie|] a; }")
        .Reference(Old, New)
        .Message("'Acme.XCookie' of Queues and 'Acme.Next.XCookie' of Domains are the contract 'acme,x' in two layouts, so no cookie of one reaches a domain of "
            + "the other; build both against one version of the contract; the former has version 1, bits 7:0 Slot unsigned; "
            + "the latter has version 2, bits 7:0 Slot unsigned")
        .RunAsync();

    [Fact]
    public Task Given_a_declaration_that_a_reference_has_in_another_layout_then_it_is_reported_where_it_is_declared() =>
        Verify(Marked(Source) + " class Queue { XCookie a; }").Reference(New).RunAsync();

    [Fact]
    public Task Given_one_layout_in_several_assemblies_then_all_is_well() =>
        Verify(Source + " class Queue { XCookie a; Acme.XCookie b; }").Reference(Old).RunAsync();

    [Fact]
    public Task Given_two_structs_of_one_contract_and_version_then_both_are_reported() => Verify("""
        [MsiCookieContract([|"acme,x"|])] [CookieField("Slot", Bits = 8)] readonly partial struct A;
        [MsiCookieContract([|"acme,x"|])] [CookieField("Slot", Bits = 9)] readonly partial struct B;
        [MsiCookieContract("acme,y")] [CookieField("Slot", Bits = 9)] readonly partial struct C;
        """).RunAsync();

    [Fact]
    public Task Given_an_old_and_a_new_version_side_by_side_then_who_has_both_can_speak_to_both_sides() => Verify("""
        [MsiCookieContract("acme,x")] [CookieField("Slot", Bits = 8)] readonly partial struct A;
        [MsiCookieContract("acme,x", Version = 2)] [CookieField("Slot", Bits = 8)] readonly partial struct B;
        class Queue { Acme.Next.XCookie c; }
        """).Reference(New).RunAsync();

    private static AnalyzerCheck Malformed(string markup) => MalformedIn(Shipped, markup);

    private static AnalyzerCheck MalformedIn(string list, string markup) =>
        Check.Analyzer<MSI4004MalformedEntryAnalyzer>("class C;").Additional(list, markup);

    private static string Hash(string text)
    {
        ulong hash = 14695981039346656037;
        foreach (byte octet in System.Text.Encoding.UTF8.GetBytes(text))
        {
            hash = (hash ^ octet) * 1099511628211;
        }

        return hash.ToString("x16", System.Globalization.CultureInfo.InvariantCulture);
    }
}
