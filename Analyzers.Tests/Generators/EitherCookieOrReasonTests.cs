using FsCheck.Fluent;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using MsiEncap.Analyzers.Tests.Generators.Drawn;
using MsiEncap.Analyzers.Tests.TestKit;
using MsiEncap.Generators;
using MsiEncap.Testing;
using Xunit;

namespace MsiEncap.Analyzers.Tests.Generators;

/// <summary>
/// Whatever is declared has a cookie, which then compiles, or a reason why not, and never both. More declarations with
/// <c>MSIENCAP_CONTRACTS=100000</c>.
/// </summary>
public sealed class EitherCookieOrReasonTests
{
    private const int DefaultContracts = 800;

    [Fact]
    public void Given_a_declaration_made_of_choices_then_it_has_a_cookie_that_compiles_or_a_reason_why_not()
    {
        DrawnCases contracts = DrawnCases.Of("MSIENCAP_CONTRACTS", DefaultContracts);
        int written = 0;

        contracts.Check("A cookie or a reason", Arb.From(DrawnContract.Gen, contract => contract.Shrink()), contract =>
        {
            if (Check(contract, ref written) is { } failure)
            {
                throw new InvalidOperationException(failure);
            }
        });

        // Neither of the two is a rarity.
        Assert.InRange(written, contracts.IsOneCase ? 0 : contracts.Count / 20, contracts.Count - (contracts.Count / 20));
    }

    private static string? Check(DrawnContract contract, ref int written)
    {
        GeneratorRun run = GeneratorRun.Of<CookieGenerator>([("Contract.cs", contract.Text), ("Shared.cs", DrawnContract.SharedTypes[0])]);
        Diagnostic[] found =
        [
            .. AnalyzerRun.DiagnosticsAsync(run.Output, [new MSI2001InvalidContractAnalyzer()], new AnalyzerOptions([])).GetAwaiter().GetResult(),
        ];
        Diagnostic[] reasons = [.. found.Where(diagnostic => diagnostic.Id.StartsWith("MSI", StringComparison.Ordinal))];
        written += run.Sources.Count;
        return (run.Sources.Count, reasons.Length, found.Length) switch
        {
            (1, 0, 0) or (0, > 0, _) => null,
            (1, 0, _) => $"The cookie does not compile:\n{string.Join<Diagnostic>('\n', found)}",
            (1, _, _) => $"There is a cookie, and a reason why there is none:\n{string.Join<Diagnostic>('\n', reasons)}",
            _ => "There is neither a cookie nor a reason why there is none.",
        };
    }
}
