using System.Reflection;
using MsiEncap.Testing;
using Xunit;

namespace MsiEncap.Runtime.Tests.Conformance;

/// <summary>The table in docs says what the tests say.</summary>
public class ConformanceTableTests
{
    private const int Cases = 41;

    [Fact]
    public void The_table_is_what_the_tests_say()
    {
        string path = RepositoryRoot.PathTo("docs", "conformance.md");
        string table = ConformanceTable.Format();
        if (Environment.GetEnvironmentVariable("MSIENCAP_ACCEPT") == "1")
        {
            File.WriteAllText(path, table);
        }

        Assert.True(
            File.Exists(path) && File.ReadAllText(path) == table,
            "docs/conformance.md is not what the tests say; MSIENCAP_ACCEPT=1 dotnet test Runtime.Tests accepts it, for you to review in the diff.");
    }

    [Fact]
    public void Every_case_has_a_proof()
    {
        IEnumerable<int> proved = ConformanceTable.Rows.Select(row => row.Case).Where(number => number > 0).Distinct();

        Assert.Equal(Enumerable.Range(1, Cases), proved);
    }

    [Fact]
    public void Every_conformance_test_names_its_rule() =>
        Assert.All(
            typeof(ConformanceTableTests).Assembly.GetTypes().Where(type => type.Namespace == typeof(ConformanceTableTests).Namespace && type != typeof(ConformanceTableTests)),
            type => Assert.All(
                type.GetMethods().Where(method => method.IsDefined(typeof(FactAttribute))),
                method => Assert.True(method.IsDefined(typeof(FollowsAttribute)), $"{type.Name}.{method.Name} has no [Follows]")));
}
