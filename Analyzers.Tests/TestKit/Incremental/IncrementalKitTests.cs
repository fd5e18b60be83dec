using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Xunit;
using Xunit.Sdk;
using static Microsoft.CodeAnalysis.IncrementalStepRunReason;

namespace MsiEncap.Analyzers.Tests.TestKit;

/// <summary>The kit's assertions fail where a generator does what none may.</summary>
public sealed class IncrementalKitTests
{
    private const string Step = "Step";

    private const string Source = "internal class A;";

    private static readonly SourceEdit s_edit = SourceEdit.Add("B.cs", "internal class B;");

    [Fact]
    public void Given_a_generator_that_keeps_symbols_when_its_models_are_walked_then_it_fails()
    {
        GeneratorDriverRunResult result = new IncrementalSession<Keeping>(Source).Result;

        Assert.Contains(Step, Assert.ThrowsAny<XunitException>(() => ModelGraph.AssertClean(result, Step)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Given_a_step_that_does_not_exist_when_its_models_are_walked_then_it_fails()
    {
        GeneratorDriverRunResult result = new IncrementalSession<Keeping>(Source).Result;

        Assert.ThrowsAny<XunitException>(() => ModelGraph.AssertClean(result, "Nowhere"));
    }

    [Fact]
    public void Given_syntax_deep_in_a_value_when_walked_then_its_path_is_named()
    {
        object value = new { Inner = ImmutableArray.Create<object>("text", SyntaxFactory.IdentifierName("x")) };

        string path = Assert.Single(ModelGraph.Offenders("root", value));

        Assert.Contains("[1] is IdentifierNameSyntax", path, StringComparison.Ordinal);
    }

    [Fact]
    public void Given_a_generator_that_keeps_the_compilation_when_collected_then_it_fails() =>
        Assert.ThrowsAny<XunitException>(() =>
            CompilationLifetime.AssertOldIsCollectable<Keeping>([(GeneratorRun.DefaultPath, Source)], s_edit));

    [Fact]
    public void Given_other_reasons_than_expected_when_asserted_then_the_failure_counts_them()
    {
        IncrementalRun run = new IncrementalSession<Keeping>(Source).Apply(s_edit);

        run.Steps(Step, (Unchanged, 1), (New, 1)).Outputs((Cached, 1), (New, 1)).SameAsFresh();
        string message = Assert.ThrowsAny<XunitException>(() => run.Outputs((Cached, 2))).Message;

        Assert.Contains("expected 2 Cached; found 1 New, 1 Cached", message, StringComparison.Ordinal);
    }

    [Fact]
    public void Given_a_generator_with_a_memory_of_its_own_when_compared_with_a_fresh_run_then_it_fails()
    {
        IncrementalRun run = new IncrementalSession<Remembering>(Source).Apply(s_edit);

        Assert.ThrowsAny<XunitException>(run.SameAsFresh);
    }

    [Fact]
    public void Given_a_generator_that_throws_when_run_then_the_run_fails() =>
        Assert.ThrowsAny<XunitException>(() => GeneratorRun.Of<Throwing>(Source));

    [Theory]
    [InlineData("public class Undocumented;", "CS1591")]
    [InlineData("internal class lower;", "CS8981")]
    [InlineData("internal class Broken : Nowhere;", "CS0246")]
    public void Given_a_warning_when_compiled_then_the_failure_names_it(string source, string id)
    {
        GeneratorRun run = GeneratorRun.Of<Remembering>(source);

        Assert.Contains(id, Assert.ThrowsAny<XunitException>(() => run.AssertCompiles()).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Nowhere.cs", "A")]
    [InlineData(GeneratorRun.DefaultPath, "nowhere")]
    [InlineData(GeneratorRun.DefaultPath, "s")]
    public void Given_an_edit_of_what_is_not_there_or_there_twice_when_applied_then_it_fails(string path, string before) =>
        Assert.ThrowsAny<XunitException>(() =>
            new IncrementalSession<Keeping>(Source).Apply(SourceEdit.Replace(path, before, "x")));

    private static IncrementalValuesProvider<INamedTypeSymbol> Classes(IncrementalGeneratorInitializationContext context) =>
        context.SyntaxProvider.CreateSyntaxProvider(
            static (node, _) => node is ClassDeclarationSyntax,
            static (syntax, cancellation) => (INamedTypeSymbol)syntax.SemanticModel.GetDeclaredSymbol(syntax.Node, cancellation)!);

    // Its values are symbols; the comparer, which makes them look equal, is what keeps the oldest alive.
    private sealed class Keeping : IIncrementalGenerator
    {
        public void Initialize(IncrementalGeneratorInitializationContext context) =>
            context.RegisterSourceOutput(
                Classes(context).WithComparer(new ByName()).WithTrackingName(Step),
                static (output, type) => output.AddSource(type.Name + ".g.cs", "// " + type.Name));
    }

    private sealed class ByName : IEqualityComparer<INamedTypeSymbol>
    {
        public bool Equals(INamedTypeSymbol? x, INamedTypeSymbol? y) => x?.Name == y?.Name;

        public int GetHashCode(INamedTypeSymbol obj) => obj.Name.Length;
    }

    private sealed class Remembering : IIncrementalGenerator
    {
        private int _runs;

        public void Initialize(IncrementalGeneratorInitializationContext context) =>
            context.RegisterSourceOutput(context.CompilationProvider, (output, _) => output.AddSource("Runs.g.cs", $"// {++_runs}"));
    }

    private sealed class Throwing : IIncrementalGenerator
    {
        public void Initialize(IncrementalGeneratorInitializationContext context) =>
            context.RegisterSourceOutput(context.CompilationProvider, static (_, _) => throw new NotSupportedException());
    }
}
