using System.Globalization;
using System.IO.Compression;
using MsiEncap.Testing;
using Xunit;

namespace MsiEncap.EndToEnd.Tests;

/// <summary>
/// The package as it would be published, in a scratch folder outside of the repository: packed once, under a version that no cache
/// has seen, for projects that mostly restore from nowhere else; what the package itself depends on is on the machine, since it was built there.
/// </summary>
public sealed class PackageFixture : IAsyncLifetime
{
    private readonly string _scratch = Directory.CreateTempSubdirectory("msiencap-package-").FullName;

    public string Version { get; } = string.Create(CultureInfo.InvariantCulture, $"0.0.0-test.{DateTime.UtcNow:yyyyMMddHHmmss}.{Environment.ProcessId}");

    public string Feed => Path.Combine(_scratch, "feed");

    /// <summary>Where the machine keeps what it has restored so far.</summary>
    private string MachinePackages { get; set; } = "";

    public async Task InitializeAsync()
    {
        // Built apart from the repository's own output, which other tests are running from.
        DotNetResult pack = await DotNet.RunAsync(
            RepositoryRoot.Folder, "pack", "-c", "Release", "-o", Feed, $"-p:Version={Version}", "--artifacts-path", Path.Combine(_scratch, "build"));
        Assert.True(pack.ExitCode == 0, pack.All);
        Assert.Empty(BuildDiagnostics.Of(pack.Output));

        // Prints "global-packages: FOLDER".
        DotNetResult locals = await DotNet.RunAsync(RepositoryRoot.Folder, "nuget", "locals", "global-packages", "--list");
        MachinePackages = locals.Output[(locals.Output.IndexOf(':', StringComparison.Ordinal) + 1)..].Trim();
    }

    public Task DisposeAsync()
    {
        Directory.Delete(_scratch, recursive: true);
        return Task.CompletedTask;
    }

    /// <summary>The names of the files in a package or symbol package, without those that are the format's own.</summary>
    public async Task<IReadOnlyList<string>> FilesInAsync(string extension)
    {
        await using ZipArchive archive = await ZipFile.OpenReadAsync(Path.Combine(Feed, $"MsiEncap.{Version}.{extension}"));
        return
        [
            .. archive.Entries.Select(entry => entry.FullName)
                .Where(name => !name.StartsWith("_rels/", StringComparison.Ordinal) && !name.StartsWith("package/", StringComparison.Ordinal) && name != "[Content_Types].xml")
                .Order(StringComparer.Ordinal),
        ];
    }

    /// <summary>A project of somebody else's that references the package, with C# files of one of the samples.</summary>
    /// <param name="name">The project.</param>
    /// <param name="sources">The folder whose C# files and ledger it gets, if any.</param>
    /// <param name="program">The text of its Program.cs, or <see langword="null"/> for a library.</param>
    /// <param name="restoresElsewhere">Whether it may restore what the machine does not have from where the machine restores, too.</param>
    /// <returns>The project's folder.</returns>
    public async Task<string> CreateConsumerAsync(string name, string? sources, string? program, bool restoresElsewhere = false)
    {
        string folder = Directory.CreateDirectory(Path.Combine(_scratch, name)).FullName;
        foreach (string file in sources is null ? [] : Directory.EnumerateFiles(sources, "*", SearchOption.AllDirectories))
        {
            string relative = Path.GetRelativePath(sources!, file);
            bool ofTheProject = relative.Split(Path.DirectorySeparatorChar)[0] is "bin" or "obj" || relative == "Program.cs";
            if (!ofTheProject && (file.EndsWith(".cs", StringComparison.Ordinal) || relative == "MsiEncap.Roles.txt"))
            {
                string copy = Path.Combine(folder, relative);
                Directory.CreateDirectory(Path.GetDirectoryName(copy)!);
                File.Copy(file, copy);
            }
        }

        if (program is not null)
        {
            await File.WriteAllTextAsync(Path.Combine(folder, "Program.cs"), program);
        }

        await File.WriteAllTextAsync(Path.Combine(folder, "nuget.config"), $"""
            <configuration>
              <packageSources>
                {(restoresElsewhere ? "" : "<clear />")}
                <add key="feed" value="../feed" />
              </packageSources>
              <fallbackPackageFolders>
                <clear />
                <add key="machine" value="{MachinePackages}" />
              </fallbackPackageFolders>
              <config>
                <add key="globalPackagesFolder" value="../packages" />
              </config>
            </configuration>
            """);
        await File.WriteAllTextAsync(Path.Combine(folder, $"{name}.csproj"), $"""
            <Project Sdk="Microsoft.NET.Sdk">
              <PropertyGroup>
                <TargetFramework>net10.0</TargetFramework>
                <OutputType>{(program is null ? "Library" : "Exe")}</OutputType>
                <Nullable>enable</Nullable>
                <ImplicitUsings>enable</ImplicitUsings>
              </PropertyGroup>
              <ItemGroup>
                <PackageReference Include="MsiEncap" Version="{Version}" />
              </ItemGroup>
            </Project>
            """);
        return folder;
    }
}
