using System.Collections;
using System.Reflection;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Text;
using Xunit;

namespace MsiEncap.Analyzers.Tests.TestKit;

/// <summary>Walks everything that a pipeline's values hold, to see that none of it keeps a compilation alive.</summary>
internal sealed class ModelGraph
{
    private readonly HashSet<object> _seen = new(ReferenceEqualityComparer.Instance);

    private readonly List<string> _found = [];

    /// <summary>Asserts that the outputs of steps hold no symbol, syntax, location or compilation.</summary>
    /// <param name="result">A tracked run.</param>
    /// <param name="trackingNames">The steps; each of them must have an output, or the assertion would mean nothing.</param>
    public static void AssertClean(GeneratorDriverRunResult result, params string[] trackingNames)
    {
        foreach (string name in trackingNames)
        {
            object[] values =
            [
                .. result.Results
                    .SelectMany(generator => generator.TrackedSteps.GetValueOrDefault(name, []))
                    .SelectMany(step => step.Outputs)
                    .Select(output => output.Value),
            ];
            Assert.True(values.Length > 0, $"The step '{name}' has no output.");
            Assert.Empty(Offenders(name, values));
        }
    }

    /// <summary>The paths at which values hold something of a compilation.</summary>
    /// <param name="root">What to call the values.</param>
    /// <param name="values">The values.</param>
    /// <returns>A line for each.</returns>
    public static IReadOnlyList<string> Offenders(string root, params object[] values)
    {
        ModelGraph graph = new();
        foreach (object value in values)
        {
            graph.Walk(root, value);
        }

        return graph._found;
    }

    private static bool IsOfCompilation(object value) => value
        is ISymbol or SyntaxNode or SyntaxToken or SyntaxTrivia or SyntaxTree or SyntaxReference or Location or Diagnostic
        or Compilation or SemanticModel or AttributeData or TypedConstant or IOperation or SourceText;

    private static bool IsLeaf(Type type) => type.IsPrimitive || type.IsEnum || type == typeof(string) || type.IsPointer;

    private static IEnumerable<FieldInfo> Fields(Type type)
    {
        for (Type? current = type; current is not null; current = current.BaseType)
        {
            foreach (FieldInfo field in current.GetFields(
                BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.DeclaredOnly))
            {
                yield return field;
            }
        }
    }

    private void Walk(string path, object? value)
    {
        if (value is null or Type or MemberInfo || IsLeaf(value.GetType()))
        {
            return;
        }

        if (IsOfCompilation(value))
        {
            _found.Add($"{path} is {value.GetType().Name}");
            return;
        }

        if (!value.GetType().IsValueType && !_seen.Add(value))
        {
            return;
        }

        if (value is Array array)
        {
            int index = 0;
            foreach (object? item in (IEnumerable)array)
            {
                Walk($"{path}[{index++}]", item);
            }

            return;
        }

        foreach (FieldInfo field in Fields(value.GetType()))
        {
            Walk($"{path}.{field.Name}", field.GetValue(value));
        }
    }
}
