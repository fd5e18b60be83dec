using Xunit;

namespace MsiEncap.EndToEnd.Tests;

/// <summary>
/// Three assemblies as they are shipped: the contract, queue code that was built with it, and a program, built later and with a later contract.
/// </summary>
[Collection(PackedOnce.Name)]
public class ContractDriftTests(PackageFixture package)
{
    private const string Strict = "<AnalysisLevel>latest-all</AnalysisLevel><EnforceCodeStyleInBuild>true</EnforceCodeStyleInBuild>"
        + "<TreatWarningsAsErrors>true</TreatWarningsAsErrors><GenerateDocumentationFile>true</GenerateDocumentationFile>";

    private const string Queue = """
        using System.Globalization;
        using Acme.Contracts;

        namespace Acme.Queues;

        /// <summary>A queue.</summary>
        public static class Submission
        {
            /// <summary>What the queue tells the domain.</summary>
            /// <returns>Its cookie.</returns>
            public static string Tell() => string.Create(CultureInfo.InvariantCulture, $"told {new AcmeCookie(3, 1)}");
        }
        """;

    [Fact]
    public async Task A_program_with_a_later_contract_than_its_queue_was_built_with_does_not_build_and_without_the_rules_does_not_run()
    {
        string contracts = await CreateAsync("Acme.Contracts", "", null, Contract("Queue", "Priority"));
        string old = await BuildAsync(contracts);
        string queues = await CreateAsync("Acme.Queues", Strict, old, Queue);
        string queue = await BuildAsync(queues);
        await File.WriteAllTextAsync(Path.Combine(contracts, "Code.cs"), Contract("Priority", "Queue"));
        string later = await BuildAsync(contracts);

        // The program that has what the queue was built with does what was meant.
        string program = await CreateAsync("Acme.Program", "<OutputType>Exe</OutputType>", old, "System.Console.WriteLine(Acme.Queues.Submission.Tell());", queue);
        DotNetResult run = await DotNet.RunAsync(program, "run");
        Assert.Contains("told AcmeCookie { Queue = 0x3, Priority = 0x1 }", run.Output, StringComparison.Ordinal);

        string project = Path.Combine(program, "Acme.Program.csproj");
        await File.WriteAllTextAsync(project, (await File.ReadAllTextAsync(project)).Replace(old, later, StringComparison.Ordinal));
        DotNetResult build = await DotNet.RunAsync(program, "build", "-nologo");
        Assert.Equal(1, build.ExitCode);
        Assert.Equal(["Code.cs(1,1): MSI2006"], BuildDiagnostics.Of(build.Output));
        Assert.Contains(
            "error MSI2006: The assembly 'Acme.Queues' was built with another layout of the contract 'acme,queue' than Acme.Contracts has, and is refused when it is loaded; build it "
                + "anew with this Acme.Contracts, or reference the Acme.Contracts that it was built with, which has version 1, bits 15:0 Queue unsigned, bits 31:16 Priority "
                + "unsigned; this one has version 1, bits 15:0 Priority unsigned, bits 31:16 Queue unsigned",
            build.Output,
            StringComparison.Ordinal);

        run = await DotNet.RunAsync(program, "run", "-p:MsiEncapMode=Off");
        Assert.NotEqual(0, run.ExitCode);
        Assert.DoesNotContain("told", run.Output, StringComparison.Ordinal);
        Assert.Contains("ContractMismatch: assembly 'Acme.Queues' was built with contract 'acme,queue' (layout ", run.All, StringComparison.Ordinal);
        Assert.Contains(
            """
              built with                   | loaded
              version 1                    | version 1
            """.ReplaceLineEndings("\n"),
            run.All.ReplaceLineEndings("\n"),
            StringComparison.Ordinal);
    }

    private static string Contract(string first, string second) => $$"""
        using MsiEncap.Contracts;

        namespace Acme.Contracts
        {
            /// <summary>What a queue tells the domain.</summary>
            [MsiCookieContract("acme,queue")]
            [CookieField("{{first}}", Bits = 16)]
            [CookieField("{{second}}", Bits = 16)]
            public readonly partial struct AcmeCookie
            {
            }
        }
        """;

    private async Task<string> CreateAsync(string name, string properties, string? contracts, string code, string? queue = null)
    {
        string folder = await package.CreateConsumerAsync(name, null, null);
        await File.WriteAllTextAsync(Path.Combine(folder, "Code.cs"), code);
        string project = Path.Combine(folder, name + ".csproj");
        string references = string.Concat(((string?[])[contracts, queue]).OfType<string>().Select(path => $"<Reference Include=\"{path}\" />"));
        await File.WriteAllTextAsync(project, (await File.ReadAllTextAsync(project))
            .Replace("</PropertyGroup>", properties + "</PropertyGroup>", StringComparison.Ordinal)
            .Replace("</ItemGroup>", references + "</ItemGroup>", StringComparison.Ordinal));
        return folder;
    }

    // The assembly, where a later build does not write over it.
    private static async Task<string> BuildAsync(string folder)
    {
        string name = Path.GetFileName(folder) + ".dll";
        string output = Directory.CreateDirectory(Path.Combine(folder, "shipped" + Directory.GetDirectories(folder).Length)).FullName;
        DotNetResult build = await DotNet.RunAsync(folder, "build", "-nologo");
        Assert.True(build.ExitCode == 0, build.All);
        Assert.Contains("0 Warning(s)", build.Output, StringComparison.Ordinal);
        string shipped = Path.Combine(output, name);
        File.Copy(Path.Combine(folder, "bin", "Debug", "net10.0", name), shipped);
        return shipped;
    }
}
