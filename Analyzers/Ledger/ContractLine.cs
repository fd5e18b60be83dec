using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using Microsoft.CodeAnalysis.Text;
using MsiEncap.Generators.Layout;

namespace MsiEncap.Analyzers.Ledger;

/// <summary>
/// A line of the lists of contracts: <c>acme,queue;version 1;bits 19:0 Pasid unsigned;layout 0123456789abcdef</c>. It says how the cookie is
/// laid out, and ends with the fingerprint of just that, so that nobody edits one without the other.
/// </summary>
internal static class ContractLine
{
    private const string RemovedPrefix = "*REMOVED*";
    private const string Example = "'bits 19:0 Pasid unsigned', 'bit 20 Valid bool' or 'reference Queue Acme.Queue'";

    private static readonly Regex s_version = new("^version ([1-9][0-9]{0,9})$", RegexOptions.CultureInvariant);
    private static readonly Regex s_field = new(
        @"^(?:bit (?<high>[0-9]{1,2})|bits (?<high>[0-9]{1,2}):(?<low>[0-9]{1,2})) (?<name>\S+) (?<kind>unsigned|signed|bool|enum .*)$",
        RegexOptions.CultureInvariant);

    private static readonly Regex s_reference = new(@"^reference (?<name>\S+) (?<type>\S+)$", RegexOptions.CultureInvariant);

    /// <summary>The line of a contract.</summary>
    /// <param name="layout">Its layout.</param>
    /// <returns>The line, without a line break.</returns>
    public static string Of(CookieLayout layout) => $"{Escape(layout.ContractId)};{layout.Description};{Fingerprint(layout)}";

    /// <summary>The line that says that a contract is no more.</summary>
    /// <param name="layout">Its layout when it was released.</param>
    /// <returns>The line, without a line break.</returns>
    public static string OfRemoved(CookieLayout layout) => RemovedPrefix + Of(layout);

    /// <summary>Reads a line.</summary>
    /// <param name="text">The text of the file.</param>
    /// <param name="line">The line.</param>
    /// <param name="content">The line without the blanks around it.</param>
    /// <param name="fileKind">Of which list it is.</param>
    /// <returns>The entry, malformed ones included.</returns>
    public static LedgerEntry Parse(SourceText text, TextLine line, TextSpan content, LedgerFileKind fileKind)
    {
        TextSpan rest = content;
        LedgerField subject = LedgerParser.Take(text, ref rest);
        LedgerField version = LedgerParser.Take(text, ref rest);
        bool isRemoved = subject.Text.StartsWith(RemovedPrefix, StringComparison.Ordinal);
        LedgerField id = isRemoved
            ? LedgerParser.Trim(text, TextSpan.FromBounds(subject.Span.Start + RemovedPrefix.Length, subject.Span.End))
            : subject;
        LedgerEntry entry = new(
            isRemoved ? LedgerEntryKind.RemovedContract : LedgerEntryKind.Contract,
            id,
            version,
            LedgerParser.Trim(text, rest),
            line.Span,
            text.Lines.GetLinePositionSpan(line.Span))
        {
            Content = content,
        };
        LedgerProblem? problem = isRemoved && fileKind == LedgerFileKind.ShippedContracts
            ? new($"a contract; what is removed stands in {LedgerFiles.UnshippedContracts} until the release, and then in neither file", subject.Span)
            : Read(text, ref entry, rest);
        return problem is null ? entry : entry with { Kind = LedgerEntryKind.Malformed, Problem = problem };
    }

    private static LedgerProblem? Read(SourceText text, ref LedgerEntry entry, TextSpan rest)
    {
        if (entry.Subject.Text.Length == 0 || Unescape(entry.Subject.Text) is not { } id)
        {
            return new("the id of a contract, such as acme,queue, with %003B for a semicolon and %0025 for a percent sign", entry.Subject.Span);
        }

        if (s_version.Match(entry.Object.Text) is not { Success: true } given
            || !int.TryParse(given.Groups[1].Value, NumberStyles.None, CultureInfo.InvariantCulture, out int version))
        {
            return new("the version of the contract as the second field, such as version 1", entry.Object.Span);
        }

        List<LayoutPart> parts = [];
        while (true)
        {
            LedgerField field = LedgerParser.Take(text, ref rest);
            if (field.Text.StartsWith("layout", StringComparison.Ordinal) || field.Text.Length == 0)
            {
                return Finish(ref entry, new(id, version, new([.. parts])), field, LedgerParser.Trim(text, rest));
            }

            if (Problem(field, parts) is { } problem)
            {
                return problem;
            }
        }
    }

    private static LedgerProblem? Finish(ref LedgerEntry entry, CookieLayout layout, LedgerField last, LedgerField more)
    {
        if (layout.Parts.Count == 0)
        {
            return new("a field or a reference, such as " + Example, last.Span);
        }

        if (last.Text != Fingerprint(layout))
        {
            return new($"'{Fingerprint(layout)}', the fingerprint of what stands before it", last.Span);
        }

        entry = entry with { Layout = layout };
        return more.Text.Length == 0 ? null : new("nothing after the fingerprint", more.Span);
    }

    // Reads a field or the reference into the list, or says what is wrong with it.
    private static LedgerProblem? Problem(LedgerField text, List<LayoutPart> parts)
    {
        LayoutPart? last = parts.Count == 0 ? null : parts[parts.Count - 1];
        if (last is { IsReference: true })
        {
            return new("the fingerprint after the reference, which comes last", text.Span);
        }

        if (s_reference.Match(text.Text) is { Success: true } reference)
        {
            parts.Add(new(0, 0, reference.Groups["name"].Value, reference.Groups["type"].Value));
            return null;
        }

        if (s_field.Match(text.Text) is not { Success: true } field)
        {
            return new("a field or a reference, such as " + Example, text.Span);
        }

        int high = Number(field.Groups["high"]);
        int low = field.Groups["low"] is { Success: true } given ? Number(given) : high;
        int free = last is { } before ? before.Position + before.Bits : 0;
        if (low < free || low > high || high > 63)
        {
            return new($"bits from {free.ToString(CultureInfo.InvariantCulture)} to 63, the most significant first, such as bits 63:{free.ToString(CultureInfo.InvariantCulture)}", text.Span);
        }

        parts.Add(new(low, high - low + 1, field.Groups["name"].Value, field.Groups["kind"].Value));
        return null;
    }

    private static int Number(Group digits) => int.Parse(digits.Value, NumberStyles.None, CultureInfo.InvariantCulture);

    private static string Fingerprint(CookieLayout layout) => "layout " + layout.Fingerprint().ToString("x16", CultureInfo.InvariantCulture);

    // An id is any text; what would end it, make a comment of it, or is trimmed away, is written by its number.
    private static string Escape(string id)
    {
        StringBuilder escaped = new(id.Length);
        foreach (char c in id)
        {
            _ = c is ';' or '%' or '#' or '*' or '\u2028' or '\u2029' or '\uFEFF'
                ? escaped.Append('%').Append(((int)c).ToString("X4", CultureInfo.InvariantCulture))
                : escaped.Append(c);
        }

        return escaped.ToString();
    }

    private static string? Unescape(string text)
    {
        StringBuilder id = new(text.Length);
        for (int i = 0; i < text.Length; i++)
        {
            if (text[i] != '%')
            {
                _ = id.Append(text[i]);
            }
            else if (i + 4 < text.Length
                && ushort.TryParse(text.Substring(i + 1, 4), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out ushort code))
            {
                _ = id.Append((char)code);
                i += 4;
            }
            else
            {
                return null;
            }
        }

        return id.ToString();
    }
}
