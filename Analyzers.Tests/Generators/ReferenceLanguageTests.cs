using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using MsiEncap.Analyzers.Tests.TestKit;
using MsiEncap.Generators;
using Xunit;

namespace MsiEncap.Analyzers.Tests.Generators;

public sealed class ReferenceLanguageTests
{
    private const string Contract = """[MsiEncap.Contracts.MsiCookieContract("acme,x")] """;

    // C# 12 brought the semicolon in place of an empty body.
    [Fact]
    public void Given_a_public_contract_when_compiled_as_csharp_11_then_there_is_no_warning() =>
        GeneratorRun.AssertCompiles<CookieGenerator>(
            Contracts.Mlx5.Replace("Mlx5Cookie;", "Mlx5Cookie { }", StringComparison.Ordinal)
                .Replace("Mlx5Queue;", "Mlx5Queue { }", StringComparison.Ordinal),
            LanguageVersion.CSharp11);

    [Fact]
    public void Given_a_public_contract_when_compiled_as_later_languages_then_there_is_no_warning() =>
        GeneratorRun.AssertCompiles<CookieGenerator>(
            Contracts.Mlx5, LanguageVersion.CSharp12, LanguageVersion.CSharp13, LanguageVersion.Latest, LanguageVersion.Preview);

    [Theory]
    [InlineData(NullableContextOptions.Disable)]
    [InlineData(NullableContextOptions.Annotations)]
    [InlineData(NullableContextOptions.Warnings)]
    [InlineData(NullableContextOptions.Enable)]
    public void Given_any_nullable_context_when_generated_then_there_is_no_warning(NullableContextOptions nullable)
    {
        const string Source = Contract + """
            [MsiEncap.Contracts.CookieReference("Table", typeof(System.Collections.Generic.Dictionary<string, object[]>))]
            internal readonly partial struct XCookie
            {
                public static XCookie Of(System.Collections.Generic.Dictionary<string, object[]> table) => new XCookie(table);
                public int Count => Table.Count;
            }
            """;
        CSharpCompilation compilation = TestCompilation.Create([(GeneratorRun.DefaultPath, Source)]);
        Assert.Single(GeneratorRun.Of<CookieGenerator>(
            compilation.WithOptions(compilation.Options.WithNullableContextOptions(nullable)), TestCompilation.ParseOptions)
            .AssertCompiles().Sources);
    }

    [Theory]
    [InlineData("object")]
    [InlineData("string")]
    [InlineData("System.Delegate")]
    [InlineData("System.Enum")]
    [InlineData("System.Array")]
    [InlineData("System.Action")]
    [InlineData("System.IDisposable")]
    [InlineData("System.Exception")]
    [InlineData("int[]")]
    [InlineData("nint[,,][]")]
    [InlineData("int?[]")]
    [InlineData("string?[]")]
    [InlineData("(int, string? Name)[]")]
    [InlineData("System.Func<string?, System.Action<nuint>?>")]
    [InlineData("System.Collections.Generic.List<System.Collections.Generic.KeyValuePair<int, string?[]?>>")]
    [InlineData("System.Tuple<(int, int, int, int, int, int, int, int Eighth, int Ninth)>")]
    [InlineData("System.Action<System.Span<int>>")]
    [InlineData("System.IEquatable<System.DayOfWeek>")]
    [InlineData("XCookie[]")]
    [InlineData("MsiEncap.Contracts.IMsiCookie<XCookie>")]
    public void Given_a_type_of_the_framework_when_generated_then_it_compiles(string type) =>
        AssertOne($"""{Contract} [MsiEncap.Contracts.CookieReference("Value", typeof({type}))] internal readonly partial struct XCookie;""");

    [Theory]
    [InlineData("var")]
    [InlineData("dynamic")]
    [InlineData("nint")]
    [InlineData("await")]
    [InlineData("yield")]
    [InlineData("async")]
    [InlineData("partial")]
    [InlineData("where")]
    [InlineData("record")]
    [InlineData("required")]
    [InlineData("scoped")]
    [InlineData("file")]
    [InlineData("field")]
    [InlineData("extension")]
    [InlineData("global")]
    [InlineData("class")]
    public void Given_a_type_named_like_a_keyword_when_generated_then_it_compiles(string name) =>
        AssertOne($$"""
            {{Contract}} [MsiEncap.Contracts.CookieReference("{{(name == "class" ? "Class" : name)}}", typeof(@{{name}}))]
            internal readonly partial struct XCookie;
            internal class @{{name}};
            """);

    [Theory]
    [InlineData("global")]
    [InlineData("value")]
    [InlineData("cookie")]
    [InlineData("reference")]
    [InlineData("other")]
    [InlineData("obj")]
    [InlineData("left")]
    [InlineData("Pack")]
    [InlineData("Unpack")]
    [InlineData("ContractId")]
    [InlineData("System")]
    [InlineData("MsiEncap")]
    [InlineData("Object")]
    [InlineData("ǅ")]
    public void Given_a_name_that_the_code_uses_itself_when_generated_then_it_compiles(string name) =>
        AssertOne($"""{Contract} [MsiEncap.Contracts.CookieReference("{name}", typeof(string))] internal readonly partial struct XCookie;""");

    // The declaration is where the user is told, and can answer.
    [Theory]
    [InlineData("Obsolete", "#pragma warning disable CS0612\n")]
    [InlineData("Obsolete(\"old\")", "#pragma warning disable CS0618\n")]
    [InlineData("Obsolete(\"gone\", true)", "[System.Obsolete]")]
    [InlineData("Diagnostics.CodeAnalysis.Experimental(\"ACME1\")", "[System.Diagnostics.CodeAnalysis.Experimental(\"ACME1\")]")]
    public void Given_a_type_not_to_be_used_when_its_contract_says_so_then_there_is_no_warning(string attribute, string answer) =>
        AssertOne($$"""
            {{answer}} {{Contract}} [MsiEncap.Contracts.CookieReference("Queue", typeof(Queue))] internal readonly partial struct XCookie;
            [System.{{attribute}}] internal class Queue;
            """);

    [Fact]
    public void Given_members_of_the_users_own_when_generated_then_both_parts_compile() =>
        AssertOne($$"""
            {{Contract}}
            [MsiEncap.Contracts.CookieReference("Queue", typeof(System.Collections.Generic.List<int>))]
            internal readonly partial struct XCookie
            {
                public XCookie(int capacity) : this(new System.Collections.Generic.List<int>(capacity)) { }
                public int Capacity => Queue.Capacity;
                public static implicit operator XCookie(System.Collections.Generic.List<int> queue) => new(queue);
            }
            """);

    [Fact]
    public void Given_aliased_attributes_and_arguments_in_another_order_when_generated_then_they_are_understood() =>
        AssertOne("""
            using Contract = MsiEncap.Contracts.MsiCookieContractAttribute;
            using Queue = System.Collections.Generic.Queue<string>;
            using Reference = MsiEncap.Contracts.CookieReferenceAttribute;

            [Contract("acme,x"), Reference(type: typeof(Queue), name: nameof(Queue), Summary = "A queue" + ".")]
            internal readonly partial struct XCookie;
            """);

    private static void AssertOne(string source) =>
        Assert.Single(GeneratorRun.Of<CookieGenerator>(source).AssertCompiles().Sources);
}
