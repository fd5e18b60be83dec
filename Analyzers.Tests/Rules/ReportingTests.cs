using MsiEncap.Testing;
using Xunit;

namespace MsiEncap.Analyzers.Tests.Rules;

/// <summary>Mode and ledger are obeyed in one place. A rule that reports past it would obey neither.</summary>
public class ReportingTests
{
    [Fact]
    public void Given_the_rules_then_none_reports_to_the_compiler_itself()
    {
        string root = RepositoryRoot.PathTo("Analyzers");
        string reporting = Path.Combine(root, "Reporting");
        string[] files =
        [
            .. Directory.EnumerateFiles(root, "*.cs", SearchOption.AllDirectories)
                .Where(path => !path.StartsWith(reporting, StringComparison.Ordinal) && !Path.GetRelativePath(root, path).Contains("obj", StringComparison.Ordinal)),
        ];

        Assert.NotEmpty(files);
        Assert.All(files, path => Assert.DoesNotContain("ReportDiagnostic", File.ReadAllText(path), StringComparison.Ordinal));
    }
}
