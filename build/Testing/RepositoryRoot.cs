namespace MsiEncap.Testing;

/// <summary>The folder of this repository while its tests run. Linked into the test projects that look at files.</summary>
internal static class RepositoryRoot
{
    /// <summary>The folder that holds the solution.</summary>
    public static string Folder { get; } = Find(AppContext.BaseDirectory);

    /// <summary>A file or folder of the repository.</summary>
    /// <param name="parts">Its path, a part at a time.</param>
    /// <returns>Its full path.</returns>
    public static string PathTo(params string[] parts) => Path.Combine([Folder, .. parts]);

    private static string Find(string start)
    {
        for (DirectoryInfo? folder = new(start); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(Path.Combine(folder.FullName, "MsiEncap.sln")))
            {
                return folder.FullName;
            }
        }

        throw new DirectoryNotFoundException($"No folder above '{start}' holds MsiEncap.sln.");
    }
}
