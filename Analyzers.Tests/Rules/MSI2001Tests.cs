using Microsoft.CodeAnalysis;
using MsiEncap.Analyzers.Tests.TestKit;
using MsiEncap.Generators.Models;
using MsiEncap.Generators.Reading;
using Xunit;

namespace MsiEncap.Analyzers.Tests.Rules;

/// <summary>What is wrong with a contract, where, and what to do.</summary>
public class MSI2001Tests
{
    private const string Id = """[MsiCookieContract("acme,x")] """;
    private const string Field = """[CookieField("Index", Bits = 8)] """;
    private const string Struct = "readonly partial struct XCookie;";
    private const string Queue = " class Queue;";

    private static AnalyzerCheck Verify(string markup) =>
        Check.Analyzer<MSI2001InvalidContractAnalyzer>("using MsiEncap.Contracts;\n" + markup);

    private static Task Says(string markup, string wrong, string advice, string name = "XCookie") =>
        Verify(markup).Message($"No cookie is generated for '{name}': {wrong}; {advice}").RunAsync();

    [Theory]
    [InlineData(Id + Field + Struct)]
    [InlineData(Id + """[CookieReserved(Bits = 3)] [CookieField("On", Type = typeof(bool))] [CookieReference("Queue", typeof(Queue))] """ + Struct + Queue)]
    [InlineData("class Outer<T> { } struct Other; [System.Flags] enum E; delegate void D();")]
    [InlineData(Id + Field + "readonly partial struct XCookie { public static int Count; public int Twice => 2; public bool Equals(int i) => true; }")]
    public Task Given_contracts_that_have_a_cookie_then_nothing_is_said(string source) => Verify(source).RunAsync();

    [Theory]
    [InlineData(Id + Field + "struct {|MSI2001:{|MSI2001:XCookie|}|};")]
    [InlineData(Id + Field + "readonly partial record struct [|XCookie|];")]
    [InlineData("[{|CS0592:MsiCookieContract|}(\"acme,x\")] [{|CS0592:CookieField|}(\"Index\", Bits = 8)] class [|XCookie|];")]
    [InlineData("[{|CS0592:MsiCookieContract|}(\"acme,x\")] [{|CS0592:CookieField|}(\"Index\", Bits = 8)] enum [|XCookie|];")]
    [InlineData("[{|CS0592:MsiCookieContract|}(\"acme,x\")] [{|CS0592:CookieField|}(\"Index\", Bits = 8)] delegate void [|XCookie|]();")]
    [InlineData(Id + Field + "readonly ref partial struct [|XCookie|];")]
    [InlineData(Id + Field + "file readonly partial struct [|XCookie|];")]
    [InlineData(Id + Field + "readonly partial struct [|XCookie|]<T>;")]
    [InlineData(Id + Field + "readonly partial struct XCookie[|(int x)|];")]
    [InlineData(Id + Field + "readonly partial struct XCookie; partial struct XCookie[|(int x)|];")]
    [InlineData(Id + Field + "readonly partial struct [|Parse|];")]
    [InlineData(Id + Field + "readonly partial struct [|TryCreate|];")]
    [InlineData(Id + Field + "readonly partial struct [|Equals|];")]
    [InlineData(Id + Field + "readonly partial struct [|op_Equality|];")]
    [InlineData("class [|Outer|] { " + Id + Field + Struct + " }")]
    [InlineData("class [|Outer|] { partial class Inner { " + Id + Field + Struct + " } }")]
    [InlineData("file partial class [|Outer|] { " + Id + Field + Struct + " }")]
    [InlineData("static partial class Outer { [|extension(int i) { " + Id + Field + "readonly partial struct {|CS9282:XCookie|}; }|] }")]
    [InlineData("partial interface [|IOuter|]<out T> { " + Id + Field + "readonly partial struct {|CS8427:XCookie|}; }")]
    public Task Given_a_declaration_that_cannot_be_completed_then_its_name_is_marked(string markup) => Verify(markup).RunAsync();

    [Theory]
    [InlineData("[[|MsiCookieContract(\"acme,x\")|]] " + Struct)]
    [InlineData("[[|MsiCookieContract(\"acme,x\")|]] [CookieReserved(Bits = 8)]" + Struct)]
    [InlineData("[MsiCookieContract([|\" \"|])] " + Field + Struct)]
    [InlineData("[MsiCookieContract(contractId: [|\"\"|])] " + Field + Struct)]
    [InlineData("[MsiCookieContract([|\"acme\\n\"|])] " + Field + Struct)]
    [InlineData("[MsiCookieContract([|\" acme,x\"|])] " + Field + Struct)]
    [InlineData("[MsiCookieContract(\"acme,x\", Version = [|0|])] " + Field + Struct)]
    [InlineData(Id + Field + Struct + " [[|{|CS0579:MsiCookieContract|}(\"acme,y\")|]] partial struct XCookie;")]
    [InlineData("[[|CookieField(\"Index\", Bits = 8)|]] " + Struct)]
    [InlineData("[[|CookieReserved(Bits = 8)|]] " + Struct)]
    [InlineData("[[|CookieReference(\"Queue\", typeof(Queue))|]] " + Struct + Queue)]
    public Task Given_a_contract_that_is_none_then_what_is_wrong_is_marked(string markup) => Verify(markup).RunAsync();

    [Theory]
    [InlineData("[[|CookieField(\"Index\")|]] ")]
    [InlineData("[CookieField(\"Index\", Bits = [|0|])] ")]
    [InlineData("[CookieField(\"Index\", Bits = [|-1|])] ")]
    [InlineData("[CookieField(\"Index\", Bits = [|65|])] ")]
    [InlineData("[CookieField(\"A\", Bits = 60)] [CookieField(\"B\", Bits = [|5|])] ")]
    [InlineData("[CookieField(\"A\", Bits = 60)] [CookieReserved(Bits = [|5|])] ")]
    [InlineData("[CookieField(\"A\", Bits = [|70|])] [CookieField(\"B\", Bits = 5)] ")]
    [InlineData("[CookieField(\"A\", Bits = [|{|CS0103:nowhere|}|])] ")]
    [InlineData("[CookieField([|\"\"|], Bits = 8)] ")]
    [InlineData("[CookieField(name: [|\"2nd\"|], Bits = 8)] ")]
    [InlineData("[CookieField([|\"XCookie\"|], Bits = 8)] ")]
    [InlineData("[CookieField([|\"ToString\"|], Bits = 8)] ")]
    [InlineData("[CookieField([|\"Parse\"|], Bits = 8)] ")]
    [InlineData("[CookieField(\"A\", Bits = 8)] [CookieField([|\"A\"|], Bits = 8)] ")]
    [InlineData("[CookieField(\"A\", Bits = 8)] [CookieField([|\"get_A\"|], Bits = 8)] ")]
    [InlineData("[CookieField(\"A\", Bits = 8)] [CookieReference([|\"A\"|], typeof(string))] ")]
    [InlineData("[CookieField(\"A\", Bits = [|2|], Type = typeof(bool))] ")]
    [InlineData("[CookieField(\"A\", Bits = [|9|], Type = typeof(byte))] ")]
    [InlineData("[CookieField(\"A\", Bits = 9, Type = [|typeof(float)|])] ")]
    [InlineData("[CookieField(\"A\", Bits = 9, Type = [|null|])] ")]
    [InlineData("[CookieField(\"A\", Bits = [|1|], Type = typeof(System.DayOfWeek))] ")]
    [InlineData("[CookieReference(\"A\", [|typeof(int)|])] ")]
    [InlineData("[CookieReference(\"A\", [|typeof(System.Console)|])] ")]
    [InlineData("[CookieReference(\"A\", [|typeof(System.Collections.Generic.List<>)|])] ")]
    [InlineData("[CookieReference(\"A\", [|null!|])] ")]
    [InlineData("[CookieReference(\"A\", typeof(string))] [[|{|CS0579:CookieReference|}(\"B\", typeof(string))|]] ")]
    public Task Given_a_part_that_a_cookie_cannot_hold_then_what_is_wrong_is_marked(string parts) => Verify(Id + parts + Struct).RunAsync();

    [Fact]
    public Task Given_a_field_whose_accessor_is_called_like_the_struct_then_the_message_says_so() => Says(
        Id + "[CookieField([|\"Index\"|], Bits = 8)] readonly partial struct get_Index;",
        "'Index' has an accessor that is called like the struct",
        "give it a name that a property can have",
        "get_Index");

    [Theory]
    [InlineData("public int [|Index|] => 1;")]
    [InlineData("public void [|get_Index|]() { }")]
    [InlineData("private class [|_bits|];")]
    [InlineData("private readonly int [|_mine|];")]
    [InlineData("public int [|Mine|] { get; }")]
    [InlineData("public [|XCookie|](uint index) { }")]
    [InlineData("public override string [|ToString|]() => \"\";")]
    [InlineData("public static bool [|TryParse|](string? text, out XCookie cookie) { cookie = default; return false; }")]
    public Task Given_a_member_in_the_way_then_it_is_marked(string member) =>
        Verify($$"""{{Id}}{{Field}} readonly partial struct XCookie { {{member}} }""").RunAsync();

    [Theory]
    [InlineData("[|Index|].Width")]
    [InlineData("2 * ([|Index|].Width + [|Index|].Width)")]
    [InlineData("(int)[|Index|].Width")]
    public Task Given_an_argument_that_a_property_will_hide_then_it_is_marked(string bits) => Verify($$"""
        {{Id}} [CookieField("Index", Bits = {{bits}})] {{Struct}}
        static class Index { public const int Width = 8; }
        """).RunAsync();

    [Theory]
    [InlineData("""[[|CookieField("B", Bits = 1)|]]""")]
    [InlineData("""[[|CookieReserved(Bits = 1)|]]""")]
    [InlineData("""[[|CookieReference("B", typeof(string))|]]""")]
    public Task Given_a_part_on_another_part_then_it_is_marked(string attribute) => Verify(Id + Field + Struct)
        .File("Other.cs", $"using MsiEncap.Contracts; {attribute} partial struct XCookie;")
        .RunAsync();

    [Fact]
    public Task Given_a_width_then_the_message_says_what_widths_there_are() => Says(
        Id + "[CookieField(\"Index\", Bits = [|65|])] " + Struct, "'Index' is 65 bits wide", "take 1 to 64 bits");

    [Fact]
    public Task Given_too_many_bits_then_the_message_counts_them() => Says(
        Id + "[CookieField(\"A\", Bits = 60)] [CookieField(\"B\", Bits = [|5|])] " + Struct,
        "with 'B' it takes 65 bits, and a cookie has 64",
        "leave out what the irq domain need not know, or refer to an object by [CookieReference]");

    [Fact]
    public Task Given_a_member_of_an_enum_that_does_not_fit_then_the_message_names_it() => Says(
        Id + "[CookieField(\"Day\", Bits = [|2|], Type = typeof(System.DayOfWeek))] " + Struct,
        "the member Thursday of the enum of 'Day' does not fit into 2 bits",
        "give the field more bits");

    [Fact]
    public Task Given_a_container_that_is_not_partial_then_the_message_names_it() => Says(
        "class [|Outer|] { " + Id + Field + Struct + " }", "it is nested in 'Outer', which is not partial", "make 'Outer' partial, or move it out");

    [Fact]
    public Task Given_a_field_on_another_part_then_the_message_says_where_it_belongs() => Says(
        Id + Field + Struct + " [[|CookieField(\"B\", Bits = 1)|]] partial struct XCookie;",
        "'B' is on another part than the contract, and parts have no order",
        "declare everything that the cookie holds on the part that has [MsiCookieContract]");

    [Fact]
    public Task Given_a_type_that_is_hidden_then_the_message_names_it() => Says(
        Id + "[CookieReference(\"Queue\", [|typeof(Hidden)|])] " + Struct + " file class Hidden;",
        "the type of 'Queue', 'Hidden', is a file type, which no other file can name",
        "refer to a class, an interface, a delegate or an array that other files can name");

    [Fact]
    public Task Given_an_argument_that_a_property_will_hide_then_the_message_says_how_to_write_it() => Says(
        Id + "[CookieField(\"Index\", Bits = [|Index|].Width)] " + Struct + " static class Index { public const int Width = 8; }",
        "once the property 'Index' is there, 'Index' means that, here too",
        "write 'global::' and the full name, or rename one of the two");

    [Theory]
    [InlineData("public int [|Index|] => 1;", "int XCookie.Index")]
    [InlineData("private class [|ToString|];", "ToString")]
    [InlineData("public static bool [|TryCreate|](uint index, out XCookie cookie) { cookie = default; return false; }", "bool XCookie.TryCreate(uint index, out XCookie cookie)")]
    public Task Given_a_member_that_can_have_another_name_then_the_message_asks_for_one(string member, string name) => Says(
        $$"""{{Id}}{{Field}} readonly partial struct XCookie { {{member}} }""",
        $"it declares '{name}', which the generator writes",
        "rename one of them");

    [Theory]
    [InlineData("public override string [|ToString|]() => \"\";", "string XCookie.ToString()")]
    [InlineData("public override int [|GetHashCode|]() => 0;", "int XCookie.GetHashCode()")]
    [InlineData("public bool [|Equals|](XCookie other) => true;", "bool XCookie.Equals(XCookie other)")]
    public Task Given_a_member_that_every_struct_has_then_the_message_asks_to_leave_it_out(string member, string name) => Says(
        $$"""{{Id}}{{Field}} readonly partial struct XCookie { {{member}} }""",
        $"it declares '{name}', which the generator writes",
        "leave it out");

    [Fact]
    public Task Given_operators_then_the_messages_ask_to_leave_them_out() => Verify(Id + Field + """
        readonly partial struct XCookie
        {
            public static bool operator [|==|](XCookie left, XCookie right) => true;
            public static bool operator [|!=|](XCookie left, XCookie right) => false;
        }
        """)
        .Message(
            "No cookie is generated for 'XCookie': it declares 'bool XCookie.operator ==(XCookie left, XCookie right)', which the generator writes; leave it out",
            "No cookie is generated for 'XCookie': it declares 'bool XCookie.operator !=(XCookie left, XCookie right)', which the generator writes; leave it out")
        .RunAsync();

    [Fact]
    public Task Given_a_constructor_then_the_message_says_that_others_are_welcome() => Says(
        Id + Field + "readonly partial struct XCookie { public [|XCookie|](uint index) { } public XCookie(string text) { } }",
        "it declares 'XCookie.XCookie(uint index)', which the generator writes",
        "leave it out, or give it other parameters");

    [Fact]
    public Task Given_an_indexer_with_the_name_of_a_generated_member_then_the_message_shows_it() => Says(
        Id + Field + "readonly partial struct XCookie { [System.Runtime.CompilerServices.IndexerName(\"Parse\")] public int [|this|][int i] => i; }",
        "it declares 'int XCookie.this[int i]', which the generator writes as 'Parse'",
        "rename one of them");

    [Fact]
    public Task Given_a_required_property_then_the_message_names_it() => Says(
        Id + Field + "readonly partial struct XCookie { public required int [|Mine|] { get => 1; init { } } }",
        "its property 'Mine' is required, and the generator makes cookies without it",
        "leave out 'required'");

    [Fact]
    public Task Given_implementations_of_what_every_cookie_implements_then_the_messages_name_them() => Verify(Id + Field + """
        readonly partial struct XCookie : IMsiCookie<XCookie>
        {
            static string IMsiCookie<XCookie>.[|ContractId|] => "";
            static ulong IMsiCookie<XCookie>.[|LayoutFingerprint|] => 0;
            static XCookie IMsiCookie<XCookie>.[|Unpack|](MsiInstanceCookie cookie) => default;
            MsiInstanceCookie IMsiCookie<XCookie>.[|Pack|]() => default;
        }
        """)
        .Message(
            "No cookie is generated for 'XCookie': it declares 'string XCookie.IMsiCookie<XCookie>.ContractId', which the generator writes; leave it out",
            "No cookie is generated for 'XCookie': it declares 'ulong XCookie.IMsiCookie<XCookie>.LayoutFingerprint', which the generator writes; leave it out",
            "No cookie is generated for 'XCookie': it declares 'XCookie XCookie.IMsiCookie<XCookie>.Unpack(MsiInstanceCookie cookie)', which the generator writes; leave it out",
            "No cookie is generated for 'XCookie': it declares 'MsiInstanceCookie XCookie.IMsiCookie<XCookie>.Pack()', which the generator writes; leave it out")
        .RunAsync();

    [Fact]
    public Task Given_a_layout_of_the_structs_own_then_the_message_says_what_lays_it_out() => Says(
        Id + Field + "[[|System.Runtime.InteropServices.StructLayout(System.Runtime.InteropServices.LayoutKind.Explicit)|]] " + Struct,
        "it says how its memory is laid out, and the generator writes the field that would have to agree",
        "leave it out: where bits lie is what [CookieField] says");

    [Fact]
    public async Task Given_a_language_before_csharp_11_then_there_is_no_cookie_and_the_message_says_what_to_raise()
    {
        const string Source = "using MsiEncap.Contracts;\n" + Id + Field + "readonly partial struct XCookie { }";
        var old = GeneratorRun.Of<MsiEncap.Generators.CookieGenerator>(Source, Microsoft.CodeAnalysis.CSharp.LanguageVersion.CSharp10);

        Assert.Empty(old.Sources);
        Diagnostic reason = Assert.Single(await AnalyzerRun.DiagnosticsAsync(
            old.Output, [new MSI2001InvalidContractAnalyzer()], new Microsoft.CodeAnalysis.Diagnostics.AnalyzerOptions([])));
        Assert.Equal(
            "No cookie is generated for 'XCookie': it is C# 10.0, and a cookie implements static members of its interface, which is C# 11; raise <LangVersion>, or leave it out",
            reason.GetMessage(System.Globalization.CultureInfo.InvariantCulture));
    }

    [Fact]
    public Task Given_several_things_wrong_then_each_is_said() => Verify(
        "[MsiCookieContract([|\"\"|])] [CookieField([|\"2nd\"|], Bits = [|0|])] partial struct [|XCookie|];").RunAsync();

    [Fact]
    public async Task Given_the_cookie_has_been_written_then_nothing_is_said_of_what_the_generator_added()
    {
        var generated = GeneratorRun.Of<MsiEncap.Generators.CookieGenerator>(Generators.Contracts.Kinds + Generators.Contracts.Whole[Generators.Contracts.Whole.IndexOf('/', StringComparison.Ordinal)..])
            .AssertCompiles();

        Assert.Single(generated.Sources);
        Assert.Empty(await AnalyzerRun.DiagnosticsAsync(
            generated.Output, [new MSI2001InvalidContractAnalyzer()], new Microsoft.CodeAnalysis.Diagnostics.AnalyzerOptions([])));
    }

    [Fact]
    public void Given_a_contract_in_metadata_when_read_then_it_is_that_of_its_source()
    {
        var library = GeneratorRun.Of<MsiEncap.Generators.CookieGenerator>(Generators.Contracts.Kinds).AssertCompiles().Output;
        var user = TestCompilation.Create(
            [("User.cs", "class User;")], [.. TestCompilation.Default, MetadataReference.CreateFromImage(TestCompilation.Emit(library))]);

        Assert.NotNull(Read(library));
        Assert.Equal(Read(library), Read(user));
    }

    private static CookieModel? Read(Compilation compilation)
    {
        ContractProblems problems = default;
        return ContractReader.Read(compilation.GetTypeByMetadataName("Acme.KindsCookie")!, compilation, ref problems);
    }
}
