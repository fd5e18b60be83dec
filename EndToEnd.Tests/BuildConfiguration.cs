using System.Reflection;

namespace MsiEncap.EndToEnd.Tests;

/// <summary>How this build was made: the samples were built alike.</summary>
internal static class BuildConfiguration
{
    /// <summary>Debug or Release.</summary>
    public static string Name { get; } = typeof(BuildConfiguration).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>()
        .Single(data => data.Key == "Configuration").Value!;
}
