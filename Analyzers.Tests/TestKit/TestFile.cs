using System.Text;
using Microsoft.CodeAnalysis.Text;

namespace MsiEncap.Analyzers.Tests.TestKit;

/// <summary>A source or additional file of a check, as the test wrote it.</summary>
/// <param name="Path">The path that diagnostics show.</param>
/// <param name="Markup">The text, with marks where diagnostics are expected.</param>
internal sealed record TestFile(string Path, string Markup)
{
    /// <summary>The encoding that the file claims to have, with or without a byte order mark.</summary>
    public Encoding Encoding { get; init; } = new UTF8Encoding(encoderShouldEmitUTF8Identifier: false);

    /// <summary>The text without marks.</summary>
    /// <returns>The text, in the file's encoding.</returns>
    public SourceText ToSourceText() => SourceText.From(TestKit.Markup.MarkupText.Parse(Markup, "").Text, Encoding);
}
