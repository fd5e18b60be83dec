using Microsoft.CodeAnalysis;
using MsiEncap.Analyzers.Tests.TestKit;
using MsiEncap.Generators;
using Xunit;

namespace MsiEncap.Analyzers.Tests.Generators;

/// <summary>What no cookie can refer to becomes nothing, as every invalid contract does.</summary>
public sealed class InvalidReferenceTests
{
    private const string Id = """[MsiCookieContract("acme,x")] """;

    private const string Reference = """[CookieReference("Queue", typeof(Queue))] """;

    [Fact]
    public void Given_one_reference_to_a_type_when_generated_then_a_cookie_is_written() => Assert.Single(SourcesOf(Reference));

    [Theory]
    [InlineData(Reference + "[CookieField]")]
    [InlineData(Reference + """[CookieField("Queue", Bits = 8)]""")]
    [InlineData(Reference + """[CookieField("get_Queue", Bits = 8)]""")]
    [InlineData(Reference + Reference)]
    [InlineData(Reference + """[CookieReference("Other", typeof(Queue))]""")]
    public void Given_a_reference_beside_what_does_not_go_with_it_when_generated_then_nothing_is_written(string attributes) => AssertNothing(attributes);

    [Theory]
    [InlineData("int")]
    [InlineData("int?")]
    [InlineData("void")]
    [InlineData("System.Guid")]
    [InlineData("System.DayOfWeek")]
    [InlineData("System.Span<int>")]
    [InlineData("System.Span<int>[]")]
    [InlineData("(int Low, Queue High)")]
    [InlineData("System.Console")]
    [InlineData("System.Collections.Generic.List<System.Console>")]
    [InlineData("int*")]
    [InlineData("int*[]")]
    [InlineData("System.Collections.Generic.List<void*[]>")]
    [InlineData("delegate*<void>")]
    [InlineData("delegate*<void>[]")]
    [InlineData("System.Collections.Generic.List<>")]
    [InlineData("System.Collections.Generic.Dictionary<,>.KeyCollection")]
    [InlineData("System.Collections.Generic.List<System.Collections.Generic.List<>>")]
    [InlineData("dynamic")]
    [InlineData("dynamic[]")]
    [InlineData("System.Collections.Generic.List<dynamic>")]
    [InlineData("Nowhere")]
    [InlineData("Nowhere[]")]
    [InlineData("System.Collections.Generic.List<Nowhere>")]
    [InlineData("Hidden")]
    [InlineData("Hidden[]")]
    [InlineData("Hidden.Nested")]
    [InlineData("System.Collections.Generic.List<Hidden>")]
    [InlineData("Closed.Secret")]
    [InlineData("")]
    public void Given_a_type_that_no_object_is_named_by_when_generated_then_nothing_is_written(string type) =>
        AssertNothing($"""[CookieReference("Queue", typeof({type}))]""");

    [Theory]
    [InlineData("T")]
    [InlineData("T[]")]
    [InlineData("System.Collections.Generic.List<T>")]
    [InlineData("Inner")]
    [InlineData("Inner[]")]
    public void Given_a_type_that_its_container_leaves_open_when_generated_then_nothing_is_written(string type) =>
        Assert.Empty(Sources($$"""
            public partial class Outer<T>
            {
                public class Inner;
                {{Id}} [CookieReference("Queue", typeof({{type}}))] public readonly partial struct XCookie;
            }
            """));

    [Theory]
    [InlineData("")]
    [InlineData("\"Queue\"")]
    [InlineData("typeof(Queue)")]
    [InlineData("typeof(Queue), \"Queue\"")]
    [InlineData("\"Queue\", null")]
    [InlineData("\"Queue\", nowhere")]
    [InlineData("\"Queue\", \"Queue\"")]
    [InlineData("\"Queue\", typeof(Queue), typeof(Queue)")]
    [InlineData("\"Queue\", new[] { typeof(Queue) }")]
    [InlineData("null, typeof(Queue)")]
    [InlineData("\"\", typeof(Queue)")]
    [InlineData("\"2nd\", typeof(Queue)")]
    [InlineData("\"two words\", typeof(Queue)")]
    [InlineData("\"XCookie\", typeof(Queue)")]
    [InlineData("\"ToString\", typeof(Queue)")]
    public void Given_arguments_that_make_no_reference_when_generated_then_nothing_is_written(string arguments) =>
        AssertNothing($"[CookieReference({arguments})]");

    [Theory]
    [InlineData("public int Queue => 1;")]
    [InlineData("public void Queue() { }")]
    [InlineData("public class Queue;")]
    [InlineData("public void get_Queue() { }")]
    [InlineData("public class set_Queue;")]
    [InlineData("private const int _reference = 1;")]
    [InlineData("private class _reference;")]
    public void Given_a_member_of_the_user_with_a_name_that_is_needed_when_generated_then_nothing_is_written(string member) =>
        Assert.Empty(Sources($$"""{{Id}} [CookieReference("Queue", typeof(object))] public readonly partial struct XCookie { {{member}} }"""));

    [Fact]
    public void Given_a_reference_on_another_part_when_generated_then_nothing_is_written() =>
        Assert.Empty(Sources($"{Id} public readonly partial struct XCookie; {Reference} partial struct XCookie; public class Queue;"));

    [Fact]
    public void Given_a_reference_without_a_contract_when_generated_then_nothing_is_written() =>
        Assert.Empty(Sources($"{Reference} public readonly partial struct XCookie; public class Queue;"));

    [Fact]
    public void Given_a_reference_attribute_of_somebody_else_when_generated_then_nothing_is_written() =>
        AssertNothing("""[Other.CookieReference("Queue", typeof(Queue))]""");

    [Theory]
    [InlineData("queues")]
    [InlineData("queues", "more")]
    public void Given_a_type_known_by_an_extern_alias_alone_when_generated_then_nothing_is_written(params string[] aliases) =>
        Assert.Empty(OfAliased(aliases).Sources);

    [Fact]
    public void Given_a_type_known_by_an_extern_alias_too_when_generated_then_it_compiles() =>
        Assert.Single(OfAliased("queues", "global").AssertCompiles().Sources);

    private static GeneratorRun OfAliased(params string[] aliases)
    {
        MetadataReference library = Library.Compile("Queues", "namespace Acme { public class Queue; }").WithAliases(aliases);
        const string Source = """
            extern alias queues;
            [MsiEncap.Contracts.MsiCookieContract("acme,x")]
            [MsiEncap.Contracts.CookieReference("Queue", typeof(System.Collections.Generic.List<queues::Acme.Queue[]>))]
            internal readonly partial struct XCookie;
            """;
        return GeneratorRun.Of<CookieGenerator>(
            TestCompilation.Create([(GeneratorRun.DefaultPath, Source)], [.. TestCompilation.Default, library]), TestCompilation.ParseOptions);
    }

    private static void AssertNothing(string attributes) => Assert.Empty(SourcesOf(attributes));

    private static IReadOnlyDictionary<string, string> SourcesOf(string attributes) => Sources($$"""
        {{Id}} {{attributes}} public readonly unsafe partial struct XCookie;
        public class Queue;
        file class Hidden { public class Nested; }
        public class Closed { private class Secret; }
        namespace Other
        {
            public sealed class CookieReferenceAttribute(string name, System.Type type) : System.Attribute
            {
                public string Name => name;
                public System.Type Type => type;
            }
        }
        """);

    private static IReadOnlyDictionary<string, string> Sources(string source) =>
        GeneratorRun.Of<CookieGenerator>("using MsiEncap.Contracts;\n" + source).Sources;
}
