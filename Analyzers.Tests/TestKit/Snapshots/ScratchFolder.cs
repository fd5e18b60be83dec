namespace MsiEncap.Analyzers.Tests.TestKit;

/// <summary>An empty folder, gone when the test is.</summary>
internal sealed class ScratchFolder : IDisposable
{
    /// <summary>The folder.</summary>
    public string Path { get; } = Directory.CreateTempSubdirectory("msiencap-").FullName;

    /// <summary>The names of the files in it, in order.</summary>
    public IEnumerable<string?> Files => Directory.EnumerateFiles(Path).Select(System.IO.Path.GetFileName).Order(StringComparer.Ordinal);

    /// <summary>The path of a file in it.</summary>
    /// <param name="name">The file's name.</param>
    /// <returns>The path.</returns>
    public string Of(string name) => System.IO.Path.Combine(Path, name);

    /// <inheritdoc/>
    public void Dispose() => Directory.Delete(Path, recursive: true);
}
