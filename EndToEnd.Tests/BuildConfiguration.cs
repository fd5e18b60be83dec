using System.Reflection;
using MsiEncap.Testing;

namespace MsiEncap.EndToEnd.Tests;

/// <summary>How this build was made: the samples were built alike.</summary>
internal static class BuildConfiguration
{
    /// <summary>Debug or Release.</summary>
    public static string Name { get; } = Metadata("Configuration");

    /// <summary>The file of an assembly that was built from a project beside this one.</summary>
    public static string AssemblyOf(string projectFolder, string assembly) =>
        Path.Combine(RepositoryRoot.Folder, projectFolder, "bin", Name, Metadata("TargetFramework"), assembly + ".dll");

    private static string Metadata(string key) => typeof(BuildConfiguration).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>()
        .Single(data => data.Key == key).Value!;
}
