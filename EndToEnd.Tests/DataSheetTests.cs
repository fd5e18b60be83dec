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
        string folder = await package.CreateConsumerAsync("SheetDriver", RepositoryRoot.PathTo("Samples", "Idxd"), "return;");

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
        string folder = await package.CreateConsumerAsync("SheetLibrary", null, null);
        await File.WriteAllTextAsync(Path.Combine(folder, "Contracts.cs"), Contracts);
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
        string folder = await package.CreateConsumerAsync("Sheets $HOME it's", null, null);
        await File.WriteAllTextAsync(Path.Combine(folder, "Contracts.cs"), """
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
            name => Assert.Equal("contract.v1.md", name));
    }

    [Fact]
    public async Task A_sheet_that_cannot_be_written_is_an_error_that_says_where_and_why()
    {
        string folder = await package.CreateConsumerAsync("SheetNowhere", null, null);
        await File.WriteAllTextAsync(Path.Combine(folder, "Contracts.cs"), Contracts);
        string taken = Path.Combine(folder, "taken");
        await File.WriteAllTextAsync(taken, "");

        DotNetResult build = await DotNet.RunAsync(folder, "build", "-nologo", "-p:MsiEncapDataSheets=taken");

        Assert.True(build.ExitCode == 1, build.All);
        Assert.Contains($"MsiEncapDataSheets : error : No data sheet can be written into '{taken}': ", build.Output, StringComparison.Ordinal);
        Assert.DoesNotContain("Unhandled exception", build.All, StringComparison.Ordinal);
    }

    private static async Task BuildAsync(string folder)
    {
        DotNetResult build = await DotNet.RunAsync(folder, "build", "-nologo", "-p:MsiEncapDataSheets=docs/sheets/");
        Assert.True(build.ExitCode == 0, build.All);
        Assert.Contains("0 Warning(s)", build.Output, StringComparison.Ordinal);
    }
}
