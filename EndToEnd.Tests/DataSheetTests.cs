using System.Text.RegularExpressions;
using MsiEncap.Testing;
using Xunit;

namespace MsiEncap.EndToEnd.Tests;

/// <summary>The data sheets that a build writes where a project asks for them.</summary>
[Collection(PackedOnce.Name)]
public class DataSheetTests(PackageFixture package)
{
    private const string Contracts = """
        using MsiEncap.Contracts;

        namespace Acme;

        public enum Mode { Off = -1, Poll = 0, On = 1 }

        public sealed class Queue;

        [MsiCookieContract("acme,kinds|1", Version = 3)]
        [CookieField("Valid", Type = typeof(bool), Summary = "Whether the slot is in use.")]
        [CookieReserved(Bits = 3, Summary = "For flags\n to come.")]
        [CookieField("Offset", Bits = 12, Type = typeof(short), Summary = "From here, in <words> | not bytes.")]
        [CookieReference("Queue", typeof(System.Collections.Generic.List<Queue>), Summary = "Whose memory it is.")]
        [CookieField("Mode_2", Bits = 3, Type = typeof(Mode))]
        public readonly partial struct KindsCookie;

        public static partial class Outer
        {
            [MsiCookieContract("acme,a/b")]
            [CookieField("Address", Bits = 64)]
            public readonly partial struct FirstCookie;

            [MsiCookieContract("acme/a,b")]
            [CookieField("Address", Bits = 64)]
            public readonly partial struct OtherCookie;
        }
        """;

    private const string Kinds = """
        <!-- Written by the build from the contract's declaration. -->
        # Cookie contract acme,kinds\|1

        | | |
        |---|---|
        | Version | 3 |
        | Layout fingerprint | `FINGERPRINT` |
        | Cookie | Acme.KindsCookie |
        | Assembly | SheetLibrary |

        | Bits | Field | Kind | Values | Meaning |
        |---:|---|---|---|---|
        | 0 | Valid | bool | 0: false, 1: true | Whether the slot is in use. |
        | 3:1 | | reserved | 0 | For flags  to come. |
        | 15:4 | Offset | signed | -2048 to 2047 | From here, in \<words\> \| not bytes. |
        | 18:16 | Mode\_2 | enum Acme.Mode | 0: Poll, 1: On, -1: Off |  |
        | 63:19 | | reserved | 0 |  |

        | Reference | Type | Meaning |
        |---|---|---|
        | Queue | System.Collections.Generic.List\`1\[Acme.Queue\] | Whose memory it is. |

        """;

    [Fact]
    public async Task The_sample_writes_the_sheet_that_the_documentation_shows()
    {
        string folder = await package.CreateConsumerAsync("Idxd", RepositoryRoot.PathTo("Samples", "Idxd"), "return;");

        DotNetResult build = await DotNet.RunAsync(folder, "build", "-nologo", "-p:MsiEncapDataSheets=sheets");

        Assert.True(build.ExitCode == 0, build.All);
        string sheet = Assert.Single(Directory.GetFiles(Path.Combine(folder, "sheets")));
        Assert.Equal("intel-idxd.v1.md", Path.GetFileName(sheet));
        Assert.Equal(
            await File.ReadAllBytesAsync(RepositoryRoot.PathTo("docs", "data-sheets", "intel-idxd.v1.md")),
            await File.ReadAllBytesAsync(sheet));
    }

    [Fact]
    public async Task Contracts_of_every_kind_have_a_sheet_that_is_written_when_it_changes_and_not_otherwise()
    {
        string folder = await CreateAsync("SheetLibrary", Contracts);
        string sheets = Path.Combine(folder, "docs", "sheets");

        await BuildAsync(folder);

        string kinds = Path.Combine(sheets, "acme-kinds-1.v3.md");
        string text = await File.ReadAllTextAsync(kinds);
        int start = text.IndexOf("| `", StringComparison.Ordinal) + 3;
        string fingerprint = text.Substring(start, 16);
        Assert.Equal(Kinds.ReplaceLineEndings("\n").Replace("FINGERPRINT", fingerprint, StringComparison.Ordinal), text);
        Assert.Matches("^[0-9a-f]{16}$", fingerprint);

        // Two ids, one name: each has its fingerprint in it.
        string[] others = [.. Directory.GetFiles(sheets, "acme-a-b.v1.*.md").Select(path => Path.GetFileName(path)!)];
        Assert.Equal(2, others.Length);
        Assert.Equal(3, Directory.GetFiles(sheets).Length);

        // As version control may check it out.
        string checkedOut = Path.Combine(sheets, others[0]);
        await File.WriteAllTextAsync(checkedOut, (await File.ReadAllTextAsync(checkedOut)).ReplaceLineEndings("\r\n"));
        DateTime longAgo = new(2001, 1, 1, 0, 0, 0, DateTimeKind.Utc);
        foreach (string path in Directory.GetFiles(sheets))
        {
            File.SetLastWriteTimeUtc(path, longAgo);
        }

        await File.AppendAllTextAsync(Path.Combine(folder, "Contracts.cs"), "\n// Nothing that a sheet shows.\n");
        await BuildAsync(folder);
        Assert.All(Directory.GetFiles(sheets), path => Assert.Equal(longAgo, File.GetLastWriteTimeUtc(path)));

        await File.WriteAllTextAsync(
            Path.Combine(folder, "Contracts.cs"), Contracts.Replace("Whose memory it is.", "The owner.", StringComparison.Ordinal));
        await BuildAsync(folder);
        Assert.Equal([kinds], Directory.GetFiles(sheets).Where(path => File.GetLastWriteTimeUtc(path) != longAgo));
        Assert.Equal(text.Replace("Whose memory it is.", "The owner.", StringComparison.Ordinal), await File.ReadAllTextAsync(kinds));
    }

    [Fact]
    public async Task Names_that_mean_something_to_a_shell_or_a_file_system_name_files_like_any_other()
    {
        const string Sheets = "it's $HOME & `echo 1`; 100%";
        string folder = await CreateAsync("Sheets $HOME it's", """
            using MsiEncap.Contracts;

            [MsiCookieContract("acme.mdx")]
            [CookieField("Value", Bits = 1)]
            public readonly partial struct LowerCookie;

            [MsiCookieContract("acme.MDX")]
            [CookieField("Value", Bits = 2)]
            public readonly partial struct UpperCookie;

            [MsiCookieContract("../acme")]
            [CookieField("Value", Bits = 3)]
            public readonly partial struct DottedCookie;

            [MsiCookieContract("…")]
            [CookieField("Value", Bits = 4)]
            public readonly partial struct NamelessCookie;

            [MsiCookieContract("nul")]
            [CookieField("Value", Bits = 5)]
            public readonly partial struct NullCookie;

            [MsiCookieContract("Com1.acme")]
            [CookieField("Value", Bits = 6)]
            public readonly partial struct PortCookie;

            [MsiCookieContract("com1,acme")]
            [CookieField("Value", Bits = 7)]
            public readonly partial struct PortlessCookie;
            """);
        await File.WriteAllTextAsync(Path.Combine(folder, "Directory.Build.props"), $"""
            <Project>
              <PropertyGroup>
                <MsiEncapDataSheets>{Sheets.Replace("&", "&amp;", StringComparison.Ordinal)}</MsiEncapDataSheets>
              </PropertyGroup>
            </Project>
            """);

        DotNetResult build = await DotNet.RunAsync(folder, "build", "-nologo");

        Assert.True(build.ExitCode == 0, build.All);
        string[] names = [.. Directory.GetFiles(Path.Combine(folder, Sheets)).Select(path => Path.GetFileName(path)!).Order(StringComparer.Ordinal)];
        Assert.Collection(
            names,
            name => Assert.Matches("^acme\\.MDX\\.v1\\.[0-9a-f]{16}\\.md$", name),
            name => Assert.Matches("^acme\\.mdx\\.v1\\.[0-9a-f]{16}\\.md$", name),
            name => Assert.Equal("acme.v1.md", name),
            name => Assert.Equal("com1-acme.v1.md", name),
            name => Assert.Equal("contract-Com1.acme.v1.md", name),
            name => Assert.Equal("contract-nul.v1.md", name),
            name => Assert.Equal("contract.v1.md", name));
    }

    [Fact]
    public async Task A_sheet_that_cannot_be_written_is_an_error_that_says_where_and_why()
    {
        string folder = await CreateAsync("SheetNowhere", Contracts);
        string taken = Path.Combine(folder, "taken");
        await File.WriteAllTextAsync(taken, "");

        DotNetResult build = await DotNet.RunAsync(folder, "build", "-nologo", "-p:MsiEncapDataSheets=taken");

        Assert.True(build.ExitCode == 1, build.All);
        Assert.Contains($"MsiEncapDataSheets : error : No data sheet of contract 'acme,a/b' can be written into '{taken}': ", build.Output, StringComparison.Ordinal);
        Assert.Contains(" 1 Error(s)", build.Output, StringComparison.Ordinal);
        Assert.DoesNotContain("Unhandled exception", build.All, StringComparison.Ordinal);

        // What was begun is not left beside those that could be written.
        string sheets = Directory.CreateDirectory(Path.Combine(folder, "sheets")).FullName;
        Directory.CreateDirectory(Path.Combine(sheets, "acme-kinds-1.v3.md"));

        build = await DotNet.RunAsync(folder, "build", "-nologo", "-p:MsiEncapDataSheets=sheets");

        Assert.True(build.ExitCode == 1, build.All);
        Assert.Contains($"MsiEncapDataSheets : error : No data sheet of contract 'acme,kinds|1' can be written into '{sheets}': ", build.Output, StringComparison.Ordinal);
        Assert.All(Directory.GetFiles(sheets), path => Assert.StartsWith("acme-a-b.v1.", Path.GetFileName(path), StringComparison.Ordinal));

        // Longer than any file may be called.
        string id = new('x', 300);
        await File.WriteAllTextAsync(Path.Combine(folder, "Contracts.cs"), Slot(8).Replace("acme,dsa", id, StringComparison.Ordinal));
        build = await DotNet.RunAsync(folder, "build", "-nologo", "-p:MsiEncapDataSheets=long");
        Assert.True(build.ExitCode == 1, build.All);
        Assert.Contains($"MsiEncapDataSheets : error : No data sheet of contract '{id}' can be written into ", build.Output, StringComparison.Ordinal);
        Assert.Empty(Directory.GetFileSystemEntries(Path.Combine(folder, "long")));
    }

    [Fact]
    public async Task A_tool_that_cannot_run_is_an_error_that_says_so()
    {
        string folder = await CreateAsync("SheetToolless", Contracts);

        DotNetResult build = await DotNet.RunAsync(
            folder, "build", "-nologo", "-p:MsiEncapDataSheets=sheets", "-p:MsiEncapDataSheetTool=" + Path.Combine(folder, "missing.dll"));

        Assert.True(build.ExitCode == 1, build.All);
        Assert.Contains("MsiEncapDataSheets : error : ", build.Output, StringComparison.Ordinal);
        Assert.Contains("missing.dll", build.Output, StringComparison.Ordinal);
        Assert.Contains(" 1 Error(s)", build.Output, StringComparison.Ordinal);
        Assert.False(Directory.Exists(Path.Combine(folder, "sheets")));
    }

    [Fact]
    public async Task A_file_that_the_build_has_not_written_is_left_alone_and_a_sheet_of_an_earlier_build_is_not()
    {
        string folder = await CreateAsync("SheetByHand", Slot(8));
        string sheet = Path.Combine(folder, "sheets", "acme-dsa.v1.md");
        await BuildAsync(folder, "sheets");
        string text = await File.ReadAllTextAsync(sheet);

        string others = "<!-- SPDX-License-Identifier: MIT -->\n" + text.Replace("| SheetByHand |", "| Others |", StringComparison.Ordinal);
        foreach (string byHand in (string[])["# Notes on the queues\n", "", others])
        {
            await File.WriteAllTextAsync(sheet, byHand);
            DotNetResult build = await DotNet.RunAsync(folder, "build", "-nologo", "-p:MsiEncapDataSheets=sheets");
            Assert.True(build.ExitCode == 1, build.All);
            Assert.Contains(
                $"MsiEncapDataSheets : error : '{sheet}' is no data sheet as the build writes it; move it, or choose another folder",
                build.Output,
                StringComparison.Ordinal);
            Assert.Equal(byHand, await File.ReadAllTextAsync(sheet));
        }

        // Sheets did not always say whose they are.
        await File.WriteAllTextAsync(sheet, text.Replace("| Assembly | SheetByHand |\n", "", StringComparison.Ordinal));
        await BuildAsync(folder, "sheets");
        Assert.Equal(text, await File.ReadAllTextAsync(sheet));
    }

    [Fact]
    public async Task Projects_and_target_frameworks_that_declare_one_contract_write_its_sheet_once_at_the_same_time()
    {
        (string one, _, string both) = await CreatePairAsync("Shared", Slot(8), Slot(8));
        string project = Path.Combine(one, "SharedOne.csproj");
        await File.WriteAllTextAsync(project, (await File.ReadAllTextAsync(project)).Replace(
            "<TargetFramework>net10.0</TargetFramework>",
            "<TargetFrameworks>net10.0;net10.0-windows</TargetFrameworks><EnableWindowsTargeting>true</EnableWindowsTargeting>"
                + "<DisableTransitiveFrameworkReferenceDownloads>true</DisableTransitiveFrameworkReferenceDownloads>",
            StringComparison.Ordinal));

        DotNetResult build = await DotNet.RunAsync(both, "build", "-nologo", "-m:3", "-p:MsiEncapDataSheets=../Shared/sheets");
        Assert.True(build.ExitCode == 0, build.All);
        string sheet = Assert.Single(Directory.GetFileSystemEntries(Path.Combine(both, "sheets")));
        Assert.Equal("acme-dsa.v1.md", Path.GetFileName(sheet));
        byte[] text = await File.ReadAllBytesAsync(sheet);

        build = await DotNet.RunAsync(both, "build", "-nologo", "-m:3", "-p:MsiEncapDataSheets=../Shared/sheets");
        Assert.True(build.ExitCode == 0, build.All);
        Assert.Equal(text, await File.ReadAllBytesAsync(sheet));
        Assert.All(["net10.0", "net10.0-windows"], framework => Assert.True(File.Exists(Path.Combine(one, "bin", "Debug", framework, "SharedOne.dll"))));
    }

    [Fact]
    public async Task Whoever_reads_a_sheet_while_many_write_it_sees_all_of_one_text()
    {
        string tool = Path.Combine(
            Path.GetDirectoryName(package.Feed)!, "packages", "msiencap", package.Version, "tools", "net10.0", "MsiEncap.DataSheets.dll");
        string folder = await CreateAsync("SheetRace", Slot(8));
        string sheets = Path.Combine(folder, "sheets");
        string sheet = Path.Combine(sheets, "acme-dsa.v1.md");
        List<string> texts = [];
        foreach (int bits in (int[])[8, 9])
        {
            await File.WriteAllTextAsync(Path.Combine(folder, "Contracts.cs"), Slot(bits));
            await BuildAsync(folder, "sheets");
            File.Copy(Path.Combine(folder, "bin", "Debug", "net10.0", "SheetRace.dll"), Path.Combine(folder, $"{bits}.dll"));
            texts.Add(await File.ReadAllTextAsync(sheet));
        }

        Task<DotNetResult[]> writers = Task.WhenAll(Enumerable.Range(0, 12).Select(i => DotNet.RunAsync(
            folder,
            new() { ["MSIENCAP_ASSEMBLY"] = Path.Combine(folder, $"{8 + (i % 2)}.dll"), ["MSIENCAP_DATA_SHEETS"] = sheets },
            ["exec", tool])));
        while (!writers.IsCompleted)
        {
            Assert.Contains(await File.ReadAllTextAsync(sheet), texts);
        }

        Assert.All(await writers, run => Assert.True(run.ExitCode == 0, run.All));
        Assert.Equal([sheet], Directory.GetFileSystemEntries(sheets));
        Assert.NotEqual(texts[0], texts[1]);
    }

    [Fact]
    public async Task A_sheet_of_another_assembly_is_not_overwritten_and_the_build_says_by_what()
    {
        (string one, string other, string both) = await CreatePairAsync("Apart", Slot(8), Slot(9));
        string sheet = Path.Combine(both, "sheets", "acme-dsa.v1.md");

        // Whichever comes first, the other is told.
        DotNetResult build = await DotNet.RunAsync(both, "build", "-nologo", "-m:2", "-p:MsiEncapDataSheets=../Apart/sheets");
        Assert.True(build.ExitCode == 1, build.All);
        Assert.Contains($"MsiEncapDataSheets : error : '{sheet}' is the sheet of contract 'acme,dsa' version 1, ", build.Output, StringComparison.Ordinal);

        File.Delete(sheet);
        await BuildAsync(one, "../Apart/sheets");
        string text = await File.ReadAllTextAsync(sheet);
        build = await DotNet.RunAsync(other, "build", "-nologo", "-p:MsiEncapDataSheets=../Apart/sheets");
        Assert.True(build.ExitCode == 1, build.All);
        Match said = Regex.Match(
            build.Output,
            $"MsiEncapDataSheets : error : '{Regex.Escape(sheet)}' is the sheet of contract 'acme,dsa' version 1, layout fingerprint ([0-9a-f]{{16}}), in assembly "
                + "'ApartOne'; it would become that of contract 'acme,dsa' version 1, layout fingerprint ([0-9a-f]{16}), in assembly 'ApartOther'. Let both declare the same, "
                + "count the version of one of them up, or give each project a folder of its own. If the contract is no longer in 'ApartOne', delete the file.");
        Assert.True(said.Success, build.All);
        Assert.Contains($"`{said.Groups[1]}`", text, StringComparison.Ordinal);
        Assert.NotEqual(said.Groups[1].Value, said.Groups[2].Value);
        Assert.Equal(text, await File.ReadAllTextAsync(sheet));

        // Its own it may change, and the other then says the same.
        await File.WriteAllTextAsync(Path.Combine(one, "Contracts.cs"), Slot(9));
        await BuildAsync(one, "../Apart/sheets");
        Assert.Contains("| 8:0 | Slot |", await File.ReadAllTextAsync(sheet), StringComparison.Ordinal);
        await BuildAsync(other, "../Apart/sheets");
        Assert.Contains("| Assembly | ApartOne |", await File.ReadAllTextAsync(sheet), StringComparison.Ordinal);

        // Other ids may make one name, and other words may say one layout.
        await File.WriteAllTextAsync(Path.Combine(other, "Contracts.cs"), Slot(9).Replace("acme,dsa", "acme/dsa", StringComparison.Ordinal));
        build = await DotNet.RunAsync(other, "build", "-nologo", "-p:MsiEncapDataSheets=../Apart/sheets");
        Assert.Matches(
            "; it would become that of contract 'acme/dsa' version 1, layout fingerprint [0-9a-f]{16}, in assembly 'ApartOther'. "
                + "Give each project a folder of its own, or one of the contracts another id. If the contract is no longer in 'ApartOne', delete the file.",
            build.Output);
        await File.WriteAllTextAsync(Path.Combine(other, "Contracts.cs"), Slot(9).Replace("The slot.", "The place.", StringComparison.Ordinal));
        build = await DotNet.RunAsync(other, "build", "-nologo", "-p:MsiEncapDataSheets=../Apart/sheets");
        Assert.Contains("; it would become that of contract 'acme,dsa' version 1, the same layout described otherwise, ", build.Output, StringComparison.Ordinal);
    }

    private static string Slot(int bits) => $"""
        [MsiEncap.Contracts.MsiCookieContract("acme,dsa")]
        [MsiEncap.Contracts.CookieField("Slot", Bits = {bits}, Summary = "The slot.")]
        public readonly partial struct DsaCookie;
        """;

    // Two projects, and a folder with a solution of both.
    private async Task<(string One, string Other, string Both)> CreatePairAsync(string name, string one, string other)
    {
        string both = Path.Combine(Path.GetDirectoryName(package.Feed)!, name);
        Directory.CreateDirectory(both);
        await File.WriteAllTextAsync(Path.Combine(both, name + ".slnx"), $"""
            <Solution>
              <Project Path="../{name}One/{name}One.csproj" />
              <Project Path="../{name}Other/{name}Other.csproj" />
            </Solution>
            """);
        return (await CreateAsync(name + "One", one), await CreateAsync(name + "Other", other), both);
    }

    private async Task<string> CreateAsync(string name, string contracts)
    {
        string folder = await package.CreateConsumerAsync(name, null, null);
        await File.WriteAllTextAsync(Path.Combine(folder, "Contracts.cs"), contracts);
        return folder;
    }

    private static async Task BuildAsync(string folder, string sheets = "docs/sheets/")
    {
        DotNetResult build = await DotNet.RunAsync(folder, "build", "-nologo", "-p:MsiEncapDataSheets=" + sheets);
        Assert.True(build.ExitCode == 0, build.All);
        Assert.Contains("0 Warning(s)", build.Output, StringComparison.Ordinal);
    }
}
