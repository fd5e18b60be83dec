using System.Text;
using Microsoft.CodeAnalysis.Text;

namespace MsiEncap.Generators.Emission;

/// <summary>Text with indentation, and with the same line endings everywhere.</summary>
internal sealed class SourceWriter
{
    private const int IndentSize = 4;

    private readonly StringBuilder _text = new();

    private int _indent;

    public void Line() => _text.Append('\n');

    public void Line(string text) => _text.Append(' ', _indent * IndentSize).Append(text).Append('\n');

    /// <summary>Writes an opening brace, and what follows one step further in.</summary>
    public void Open()
    {
        Line("{");
        _indent++;
    }

    /// <summary>Writes the closing brace of the last <see cref="Open"/>.</summary>
    public void Close()
    {
        _indent--;
        Line("}");
    }

    public void Indent() => _indent++;

    public void Unindent() => _indent--;

    public SourceText ToSourceText() => SourceText.From(_text.ToString(), Encoding.UTF8);
}
