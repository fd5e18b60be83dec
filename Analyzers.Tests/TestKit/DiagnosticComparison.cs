using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Text;
using MsiEncap.Analyzers.Tests.TestKit.Markup;

namespace MsiEncap.Analyzers.Tests.TestKit;

/// <summary>Compares diagnostics with marks, and describes what differs so that nobody has to count columns.</summary>
internal static class DiagnosticComparison
{
    private sealed record Place(string Path, string Id, TextSpan Span);

    /// <summary>Describes the differences.</summary>
    /// <param name="files">The marked files by path.</param>
    /// <param name="actual">What was said.</param>
    /// <returns><see langword="null"/> if each mark has its diagnostic and each diagnostic its mark.</returns>
    public static string? Describe(ImmutableDictionary<string, MarkupText> files, ImmutableArray<Diagnostic> actual)
    {
        List<Place> missing = [.. files.SelectMany(file => file.Value.Spans.Select(span => new Place(file.Key, span.Id, span.Span)))];
        List<Diagnostic> unexpected = [];
        foreach (Diagnostic diagnostic in AnalyzerRun.InOrder(actual))
        {
            Place place = new(diagnostic.Location.GetLineSpan().Path ?? "", diagnostic.Id, diagnostic.Location.SourceSpan);
            if (!missing.Remove(place))
            {
                unexpected.Add(diagnostic);
            }
        }

        if (missing.Count + unexpected.Count == 0)
        {
            return null;
        }

        var text = new StringBuilder();
        _ = text.AppendLine(CultureInfo.InvariantCulture, $"{missing.Count} expected diagnostics are missing, {unexpected.Count} are unexpected.");
        foreach (Place place in missing)
        {
            Append(text, files, "Missing", place.Path, place.Id, place.Span, "");
        }

        foreach (Diagnostic diagnostic in unexpected)
        {
            string message = diagnostic.GetMessage(CultureInfo.InvariantCulture);
            Append(text, files, "Unexpected", diagnostic.Location.GetLineSpan().Path ?? "", diagnostic.Id, diagnostic.Location.SourceSpan, message);
        }

        return text.ToString();
    }

    private static void Append(
        StringBuilder text, ImmutableDictionary<string, MarkupText> files, string what, string path, string id, TextSpan span, string message)
    {
        if (!files.TryGetValue(path, out MarkupText? file))
        {
            _ = text.AppendLine().AppendLine(CultureInfo.InvariantCulture, $"{what} {id} in '{path}': {message}");
            return;
        }

        TextLine line = SourceText.From(file.Text).Lines.GetLineFromPosition(span.Start);
        int column = span.Start - line.Start;
        string carets = new('^', Math.Max(1, Math.Min(span.End, line.End) - span.Start));
        _ = text.AppendLine()
            .AppendLine(CultureInfo.InvariantCulture, $"{what} {id} at {path}({line.LineNumber + 1},{column + 1}): {message}")
            .AppendLine(CultureInfo.InvariantCulture, $"    {line.ToString().Replace('\t', ' ')}")
            .AppendLine(CultureInfo.InvariantCulture, $"    {new string(' ', column)}{carets}");
    }
}
