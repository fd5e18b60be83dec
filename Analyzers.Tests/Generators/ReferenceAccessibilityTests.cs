using System.Collections.Immutable;
using System.Globalization;
using Microsoft.CodeAnalysis;
using MsiEncap.Analyzers.Tests.TestKit;
using MsiEncap.Generators;
using Xunit;

namespace MsiEncap.Analyzers.Tests.Generators;

/// <summary>What a cookie's members can be when its type is hidden. The compiler is asked, with members written by hand.</summary>
public sealed class ReferenceAccessibilityTests
{
    private static readonly string[] s_accessibilities =
        ["public", "internal", "protected", "protected internal", "private protected", "private"];

    private static readonly (string Queue, string Cookie)[] s_pairs =
        [.. s_accessibilities.SelectMany(_ => s_accessibilities, (queue, cookie) => (queue, cookie))];

    // {0} is the accessibility of the type, {1} the cookie's declaration.
    public static TheoryData<string> Places =>
    [
        "public partial class A {{ {0} class Queue; {1} }}",
        "internal partial class A {{ {0} class Queue; {1} }}",
        "public partial interface A {{ {0} class Queue; {1} }}",
        "public partial class A {{ {0} class Queue; public partial class C {{ {1} }} }}",
        "public partial class A {{ {0} class Queue; internal partial class C {{ {1} }} }}",
        "public partial class A {{ {0} class Queue; protected partial class C {{ {1} }} }}",
        "public partial class A {{ {0} class Queue; private protected partial class C {{ {1} }} }}",
        "public partial class A {{ {0} class Queue; private partial class C {{ {1} }} }}",
        "public class A {{ {0} class Queue; }} public partial class B : A {{ {1} }}",
        "public class A {{ {0} class Queue; }} internal partial class B : A {{ {1} }}",
        "public class A {{ {0} class Queue; }} public partial class B : A {{ private partial class C {{ {1} }} }}",
        "public interface A {{ {0} class Queue; }} public partial class B : A {{ private class Queue : A.Queue; {1} }}",
        "public class A<T> {{ {0} class Queue; }} public partial class B : A<int> {{ {1} }}",
        "public class A {{ {0} class O<T> {{ public class Queue; }} protected class Queue : O<int>.Queue; }} public partial class B : A {{ {1} }}",
    ];

    [Theory]
    [MemberData(nameof(Places))]
    public void Given_a_type_when_generated_then_its_members_are_as_accessible_as_the_compiler_allows(string place) =>
        AssertAsAllowed(place, "Queue");

    [Fact]
    public void Given_types_of_every_accessibility_when_generated_then_members_may_be_public_internal_or_not_there() =>
        Assert.Equal(
            [null, Accessibility.Internal, Accessibility.Public],
            Generate(string.Join('\n', s_accessibilities.Select((queue, i) =>
                    $$"""namespace N{{i}} { public partial class A { {{queue}} class Queue; {{Contract("public", "Queue")}} } }""")))
                .Values.Distinct().Order());

    [Theory]
    [InlineData("Queue[][,]")]
    [InlineData("System.Collections.Generic.List<Queue>")]
    [InlineData("System.Collections.Generic.Dictionary<int, System.Action<Queue[]>>.KeyCollection")]
    public void Given_a_type_made_of_another_when_generated_then_the_other_counts(string type) =>
        AssertAsAllowed("public partial class A {{ {0} class Queue; {1} }}", type);

    [Theory]
    [InlineData("[assembly: System.Runtime.CompilerServices.InternalsVisibleTo(\"Driver\")]", Accessibility.Internal)]
    [InlineData("", null)]
    public void Given_an_internal_type_of_another_assembly_when_generated_then_it_is_a_friends_or_nothing(
        string friends, Accessibility? expected)
    {
        MetadataReference library = Library.Compile("Queues", $"{friends} internal class Queue;");

        Assert.Equal(expected, Assert.Single(Generate($"namespace N {{ {Contract("public", "Queue")} }}", library)).Value);
    }

    [Fact]
    public void Given_a_type_nested_in_the_cookie_when_generated_then_it_is_named_from_outside() =>
        Assert.Equal(
            Accessibility.Internal,
            Assert.Single(Generate($$"""
                namespace N { {{Contract("public", "XCookie.Slot")}} partial struct XCookie { internal class Slot; } }
                """)).Value);

    private static void AssertAsAllowed(string place, string type)
    {
        Accessibility?[] allowed = Allowed(place, type);
        int[] nameable = [.. Enumerable.Range(0, s_pairs.Length).Where(i => allowed[i] is not Accessibility.NotApplicable)];
        Assert.NotEmpty(nameable);

        string source = string.Join('\n', nameable.Select(i => In($"N{i}", place, s_pairs[i].Queue, Contract(s_pairs[i].Cookie, type))));
        Dictionary<string, Accessibility?> found = Generate(source);
        Assert.All(nameable, i => Assert.Equal((s_pairs[i], allowed[i]), (s_pairs[i], found[$"N{i}"])));
    }

    // Three lines for each pair: a private field, to see whether the type can be named at all, and a property of either accessibility.
    private static Accessibility?[] Allowed(string place, string type)
    {
        string[] members = [$"private {type}? _value;", $"public {type} Value => null!;", $"internal {type} Value => null!;"];
        string source = string.Join('\n', s_pairs.SelectMany((pair, i) => members.Select(
            (member, j) => In($"N{i}_{j}", place, pair.Queue, $"{pair.Cookie} struct XCookie {{ {member} }}"))));
        HashSet<int> wrong = [.. Errors(TestCompilation.Create([(GeneratorRun.DefaultPath, source)]).GetDeclarationDiagnostics()).Select(Line)];
        return
        [
            .. s_pairs.Select((_, i) => 3 * i).Select(line =>
                wrong.Contains(line) ? Accessibility.NotApplicable
                : !wrong.Contains(line + 1) ? Accessibility.Public
                : !wrong.Contains(line + 2) ? (Accessibility?)Accessibility.Internal
                : null),
        ];
    }

    // By namespace, the accessibility of the property and the constructor, or null where nothing was generated.
    private static Dictionary<string, Accessibility?> Generate(string source, params ImmutableArray<MetadataReference> references)
    {
        GeneratorRun run = GeneratorRun.Of<CookieGenerator>(
            TestCompilation.Create([(GeneratorRun.DefaultPath, source)], [.. TestCompilation.Default, .. references]), TestCompilation.ParseOptions);
        if (run.Sources.Count > 0)
        {
            Assert.Empty(Errors(run.Output.GetDiagnostics()));
        }

        return run.Output.GetSymbolsWithName("XCookie", SymbolFilter.Type).OfType<INamedTypeSymbol>()
            .ToDictionary(cookie => cookie.ContainingNamespace.Name, OfMembers);
    }

    private static Accessibility? OfMembers(INamedTypeSymbol cookie)
    {
        if (cookie.GetMembers("Value") is not [IPropertySymbol property])
        {
            return null;
        }

        IMethodSymbol constructor = Assert.Single(cookie.InstanceConstructors, constructor =>
            constructor is { Parameters.IsEmpty: false, DeclaredAccessibility: not Accessibility.Private });
        Assert.Equal(property.DeclaredAccessibility, constructor.DeclaredAccessibility);
        return property.DeclaredAccessibility;
    }

    private static string In(string space, string place, string queue, string cookie) =>
        $"namespace {space} {{ {string.Format(CultureInfo.InvariantCulture, place, queue, cookie)} }}";

    private static string Contract(string accessibility, string type) =>
        $"""
        [MsiEncap.Contracts.MsiCookieContract("acme,x"), MsiEncap.Contracts.CookieReference("Value", typeof({type}))]
        """ + $" {accessibility} readonly partial struct XCookie;";

    private static IEnumerable<Diagnostic> Errors(ImmutableArray<Diagnostic> diagnostics) =>
        diagnostics.Where(diagnostic => diagnostic.Severity == DiagnosticSeverity.Error);

    private static int Line(Diagnostic diagnostic) => diagnostic.Location.GetLineSpan().StartLinePosition.Line;
}
