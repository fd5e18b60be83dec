using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Text;

namespace MsiEncap.Analyzers.Tests.TestKit;

/// <summary>An additional file without a disk.</summary>
/// <param name="path">Its path.</param>
/// <param name="text">Its text.</param>
internal sealed class InMemoryFile(string path, SourceText text) : AdditionalText
{
    /// <inheritdoc/>
    public override string Path => path;

    /// <inheritdoc/>
    public override SourceText GetText(CancellationToken cancellationToken = default) => text;
}
