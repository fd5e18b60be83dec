using MsiEncap.Testing;
using Xunit;

namespace MsiEncap.EndToEnd.Tests;

/// <summary>The package, restored by projects that know nothing of the repository.</summary>
[Collection(PackedOnce.Name)]
public class PackageTests(PackageFixture package)
{
    [Fact]
    public async Task It_holds_the_runtime_what_the_compiler_loads_the_build_files_and_the_readme()
    {
        Assert.Equal(
            [
                "MsiEncap.nuspec",
                "README.md",
                "analyzers/dotnet/cs/MsiEncap.Analyzers.dll",
                "analyzers/dotnet/cs/MsiEncap.CodeFixes.dll",
                "analyzers/dotnet/cs/MsiEncap.Generators.dll",
                "buildTransitive/MsiEncap.props",
                "buildTransitive/MsiEncap.targets",
                "lib/net10.0/MsiEncap.Runtime.dll",
                "lib/net10.0/MsiEncap.Runtime.xml",
                "tools/net10.0/MsiEncap.DataSheets.dll",
                "tools/net10.0/MsiEncap.DataSheets.runtimeconfig.json",
            ],
            await package.FilesInAsync("nupkg"));
        Assert.Equal(["MsiEncap.nuspec", "lib/net10.0/MsiEncap.Runtime.pdb"], await package.FilesInAsync("snupkg"));
    }

    [Fact]
    public async Task A_driver_builds_on_it_without_a_warning_and_runs()
    {
        string folder = await package.CreateConsumerAsync("CleanDriver", RepositoryRoot.PathTo("Samples", "Idxd"), """
            using MsiEncap.Samples.Idxd;
            using MsiEncap.Samples.Idxd.Hardware;

            IReadOnlyList<string> findings = await IdxdRun.RunAsync(2, 0, 100, 1, IdxdFault.None, Console.Out);
            Console.WriteLine($"findings: {findings.Count}");
            """);

        DotNetResult build = await DotNet.RunAsync(folder, "build", "-nologo");
        DotNetResult run = await DotNet.RunAsync(folder, "run", "--no-build");

        Assert.True(build.ExitCode == 0, build.All);
        Assert.Contains("0 Warning(s)", build.Output, StringComparison.Ordinal);
        Assert.Contains("findings: 0", run.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Usage_sites_that_want_too_much_do_not_build_on_it()
    {
        string folder = await package.CreateConsumerAsync("RejectedDriver", RepositoryRoot.PathTo("Samples", "Rejected", "Rules"), null);

        DotNetResult build = await DotNet.RunAsync(folder, "build", "-nologo");

        Assert.Equal(1, build.ExitCode);
        Assert.Equal(RejectedSample.Expected("Rules"), BuildDiagnostics.Of(build.Output));
    }

    [Fact]
    public async Task The_command_line_formatter_applies_the_fix_where_there_is_one()
    {
        string folder = await package.CreateConsumerAsync("FixedDriver", RepositoryRoot.PathTo("Samples", "Rejected", "Rules"), null);
        string forms = Path.Combine(folder, "SeedUsageForms.cs");
        string before = await File.ReadAllTextAsync(forms);

        DotNetResult format = await DotNet.RunAsync(folder, "format", "analyzers", "--diagnostics", "MSI1001");

        Assert.True(format.ExitCode == 0, format.All);
        Assert.Equal(
            before.Replace("AllocateImsIrq(driver.ImsDomain, new", "AllocateImsIrq(new", StringComparison.Ordinal),
            await File.ReadAllTextAsync(forms));
        Assert.NotEqual(before, await File.ReadAllTextAsync(forms));
    }

    [Fact]
    public async Task Nothing_that_a_project_says_of_itself_silences_a_rule()
    {
        string folder = await package.CreateConsumerAsync("SilencedDriver", RepositoryRoot.PathTo("Samples", "Rejected", "Rules"), null);
        foreach (string file in Directory.EnumerateFiles(folder, "*.cs"))
        {
            // The directive keeps the lines where they are expected.
            await File.WriteAllTextAsync(file, "#pragma warning disable\n#line 1\n" + await File.ReadAllTextAsync(file));
        }

        await File.WriteAllTextAsync(Path.Combine(folder, "Suppressions.cs"), """
            using System.Diagnostics.CodeAnalysis;

            [assembly: SuppressMessage("MsiEncap.Access", "MSI1001")]
            [assembly: SuppressMessage("MsiEncap.Ledger", "MSI4001")]
            [assembly: UnconditionalSuppressMessage("MsiEncap.Access", "MSI1001")]
            """);
        await File.WriteAllTextAsync(Path.Combine(folder, ".editorconfig"), """
            root = true
            [*.cs]
            generated_code = true
            dotnet_diagnostic.MSI1001.severity = none
            dotnet_diagnostic.MSI4001.severity = none
            dotnet_analyzer_diagnostic.severity = none
            [MsiEncap.Roles.Old.txt]
            build_metadata.AdditionalFiles.MsiEncapShared = true
            """);
        await File.WriteAllTextAsync(Path.Combine(folder, "MsiEncap.Roles.Old.txt"), "T:Gone;MsiEncap.Encapsulation.IrqDomainImplementer;was a domain once\n");
        await File.WriteAllTextAsync(Path.Combine(folder, "MsiEncap.Roles.Common.txt"), "T:Elsewhere;MsiEncap.Encapsulation.IrqDomainImplementer;another project's\n");
        string project = Path.Combine(folder, "SilencedDriver.csproj");
        await File.WriteAllTextAsync(project, (await File.ReadAllTextAsync(project)).Replace(
            "</Project>",
            """<ItemGroup><AdditionalFiles Include="MsiEncap.Roles.Common.txt" MsiEncapShared="true" /></ItemGroup></Project>""",
            StringComparison.Ordinal));
        await File.WriteAllTextAsync(Path.Combine(folder, "MsiEncap.Trusted.txt"), "M:System.GC.KeepAlive\n");
        await File.WriteAllTextAsync(Path.Combine(folder, ".globalconfig"), """
            is_global = true
            global_level = 999
            build_property.ProjectDir = /elsewhere/
            build_property.TargetFramework = net9.0
            dotnet_diagnostic.MSI1001.severity = none
            dotnet_diagnostic.MSI4001.severity = none
            build_property.MsiEncapMode = Off
            """);

        DotNetResult build = await DotNet.RunAsync(
            folder, "build", "-nologo", "-p:NoWarn=MSI1001%3BMSI4001", "-p:WarningsNotAsErrors=MSI1001%3BMSI4001", "-p:TreatWarningsAsErrors=false", "-p:WarningLevel=0");

        ILookup<string, string> reported = BuildDiagnostics.Of(build.Output)
            .Where(line => line.Contains(": MSI", StringComparison.Ordinal))
            .ToLookup(line => line[(line.LastIndexOf(' ') + 1)..] is var id && id is "MSI4002" or "MSI4003" or "MSI4004" ? id : "");
        Assert.Equal(1, build.ExitCode);
        Assert.Equal(RejectedSample.Expected("Rules"), reported[""]);

        // Each attribute is one more error, and each pragma that covers one, although configuration says that the files are generated.
        IEnumerable<string> pragmas = RejectedSample.Expected("Rules").Select(line => line[..line.IndexOf('(', StringComparison.Ordinal)] + "(1,1): MSI4002").Distinct();
        IEnumerable<string> attributes = ["Suppressions.cs(3,12): MSI4002", "Suppressions.cs(4,12): MSI4002", "Suppressions.cs(5,12): MSI4002"];
        Assert.Equal(pragmas.Concat(attributes).Order(StringComparer.Ordinal), reported["MSI4002"].Order(StringComparer.Ordinal));

        // Nor does configuration move the project, or share a file of its own with others.
        Assert.Equal(["MsiEncap.Roles.Old.txt(1,1): MSI4003"], reported["MSI4003"]);
        Assert.Equal(["MsiEncap.Trusted.txt(1,22): MSI4004"], reported["MSI4004"]);
    }

    [Fact]
    public async Task A_driver_that_gets_the_package_through_another_project_is_checked_as_well()
    {
        string library = await package.CreateConsumerAsync("Library", RepositoryRoot.PathTo("Samples", "Idxd"), """
            namespace Acme;

            public static class Library;
            """);
        string libraryProject = Path.Combine(library, "Library.csproj");
        await File.WriteAllTextAsync(libraryProject, (await File.ReadAllTextAsync(libraryProject)).Replace("Exe", "Library", StringComparison.Ordinal));
        string folder = await package.CreateConsumerAsync("Downstream", RepositoryRoot.PathTo("Samples", "Rejected", "Rules"), null);
        string project = Path.Combine(folder, "Downstream.csproj");
        await File.WriteAllTextAsync(
            project,
            (await File.ReadAllTextAsync(project)).Replace(
                $"""<PackageReference Include="MsiEncap" Version="{package.Version}" />""",
                """<ProjectReference Include="../Library/Library.csproj" />""",
                StringComparison.Ordinal));

        DotNetResult build = await DotNet.RunAsync(folder, "build", "-nologo");

        Assert.Equal(RejectedSample.Expected("Rules"), BuildDiagnostics.Of(build.Output));
    }
}
