using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Text;

namespace MsiEncap.Analyzers.Benchmarks;

/// <summary>An additional file that is nowhere on the disk.</summary>
internal sealed class AdditionalFile(string path, string text) : AdditionalText
{
    private readonly SourceText _text = SourceText.From(text);

    public override string Path => path;

    public override SourceText GetText(CancellationToken cancellationToken = default) => _text;
}
