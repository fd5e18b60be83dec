using MsiEncap.Testing;
using Xunit;

namespace MsiEncap.EndToEnd.Tests;

/// <summary>
/// A driver with the package, compiled ahead of time: without a warning, and it runs. That takes a native linker and .NET's native compiler,
/// which the repository does not ask for; without them, the analysis for trimming and for ahead of time has no warning.
/// </summary>
public class NativeTests(PackageFixture package) : IClassFixture<PackageFixture>
{
    // What the SDK says where it has no compiler to restore, no source to restore it from, or no linker to call.
    private static readonly string[] s_missing = ["NU1100", "NU1101", "NU1102", "NU1301", "Platform linker"];

    [Fact]
    public async Task A_driver_is_compiled_ahead_of_time_without_a_warning_or_analysed_for_it()
    {
        string folder = await CreateDriverAsync("NativeDriver", "PublishAot", restoresElsewhere: true);

        DotNetResult publish = await DotNet.RunAsync(folder, "publish", "-nologo", "-o", "native");
        if (s_missing.Any(text => publish.All.Contains(text, StringComparison.Ordinal)))
        {
            folder = await CreateDriverAsync("AnalysedDriver", "IsAotCompatible", restoresElsewhere: false);
            DotNetResult build = await DotNet.RunAsync(folder, "build", "-nologo");
            Assert.True(build.ExitCode == 0, build.All);
            Assert.Empty(BuildDiagnostics.Of(build.Output));
            return;
        }

        Assert.True(publish.ExitCode == 0, publish.All);
        Assert.DoesNotContain("warning", publish.All, StringComparison.OrdinalIgnoreCase);
        string program = Path.Combine(folder, "native", OperatingSystem.IsWindows() ? "NativeDriver.exe" : "NativeDriver");
        Assert.True(File.Exists(program), publish.All);
        using var run = System.Diagnostics.Process.Start(new System.Diagnostics.ProcessStartInfo(program) { RedirectStandardOutput = true })!;
        string output = await run.StandardOutput.ReadToEndAsync();
        Assert.Contains("findings: 0, NativeCookie { Slot = 0x7, Shared = true, Day = Friday }", output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("11")]
    [InlineData("12")]
    [InlineData("13")]
    [InlineData("14")]
    public async Task Cookies_build_in_a_project_that_has_every_rule_of_the_SDK_on(string language)
    {
        string folder = await package.CreateConsumerAsync("Strict" + language, null, null);
        await File.WriteAllTextAsync(Path.Combine(folder, "Cookies.cs"), """
            using System.Diagnostics.CodeAnalysis;
            using MsiEncap.Contracts;

            namespace Acme
            {
                /// <summary>How a slot is used.</summary>
                [SuppressMessage("Design", "CA1028", Justification = "The width of a field.")]
                public enum SlotUse : byte
                {
                    /// <summary>Not at all.</summary>
                    None,

                    /// <summary>By edges.</summary>
                    Edge,
                }

                /// <summary>A queue.</summary>
                public sealed class WorkItem
                {
                }

                /// <summary>A cookie of bits.</summary>
                [MsiCookieContract("acme,bits")]
                [CookieField("Slot", Bits = 12)]
                [CookieReserved(Bits = 2)]
                [CookieField("Offset", Bits = 9, Type = typeof(short))]
                [CookieField("Use", Bits = 2, Type = typeof(SlotUse))]
                [CookieField("Shared", Type = typeof(bool))]
                public readonly partial struct BitsCookie
                {
                }

                /// <summary>A cookie with an object.</summary>
                [MsiCookieContract("acme,object")]
                [CookieReference("Queue", typeof(WorkItem))]
                [CookieField("Slot", Bits = 12)]
                public readonly partial struct ObjectCookie
                {
                }
            }
            """);
        await AddAsync(
            folder,
            "Strict" + language,
            $"<LangVersion>{language}</LangVersion><AnalysisLevel>latest-all</AnalysisLevel><EnforceCodeStyleInBuild>true</EnforceCodeStyleInBuild>"
                + "<TreatWarningsAsErrors>true</TreatWarningsAsErrors><GenerateDocumentationFile>true</GenerateDocumentationFile><CheckForOverflowUnderflow>true</CheckForOverflowUnderflow>");

        DotNetResult build = await DotNet.RunAsync(folder, "build", "-nologo");

        Assert.True(build.ExitCode == 0, build.All);
        Assert.Contains("0 Warning(s)", build.Output, StringComparison.Ordinal);
    }

    private async Task<string> CreateDriverAsync(string name, string property, bool restoresElsewhere)
    {
        string folder = await package.CreateConsumerAsync(name, RepositoryRoot.PathTo("Samples", "Idxd"), """
            using MsiEncap.Contracts;
            using MsiEncap.Samples.Idxd;
            using MsiEncap.Samples.Idxd.Hardware;

            IReadOnlyList<string> findings = await IdxdRun.RunAsync(2, 0, 100, 1, IdxdFault.None, TextWriter.Null);
            NativeCookie cookie = NativeCookie.Parse(new NativeCookie(6, true, DayOfWeek.Friday).ToString()) with { Slot = 7 };
            Console.WriteLine($"findings: {findings.Count}, {cookie}");

            [MsiCookieContract("acme,native")]
            [CookieField("Slot", Bits = 12)]
            [CookieField("Shared", Type = typeof(bool))]
            [CookieField("Day", Bits = 3, Type = typeof(DayOfWeek))]
            internal readonly partial struct NativeCookie;
            """, restoresElsewhere);

        // Whether a source knows of advisories is no matter of the driver.
        await AddAsync(folder, name, $"<{property}>true</{property}><NuGetAudit>false</NuGetAudit>");
        return folder;
    }

    private static async Task AddAsync(string folder, string name, string properties)
    {
        string project = Path.Combine(folder, name + ".csproj");
        await File.WriteAllTextAsync(
            project, (await File.ReadAllTextAsync(project)).Replace("</PropertyGroup>", properties + "</PropertyGroup>", StringComparison.Ordinal));
    }
}
