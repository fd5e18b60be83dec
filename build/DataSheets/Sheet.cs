using System.Globalization;

namespace MsiEncap.DataSheets;

/// <summary>A file to be written.</summary>
/// <param name="Contract">The contract's id.</param>
/// <param name="FileName">Its name.</param>
/// <param name="Fingerprint">That of the layout.</param>
/// <param name="Text">Its text.</param>
internal sealed record Sheet(string Contract, string FileName, ulong Fingerprint, string Text)
{
    /// <summary>Gives sheets that would have one name, on a file system that may not tell cases apart, names of their own.</summary>
    /// <param name="sheets">The sheets.</param>
    /// <returns>The same sheets. Of several structs of one layout the first has it.</returns>
    public static IEnumerable<Sheet> NameApart(IReadOnlyList<Sheet> sheets) => sheets
        .GroupBy(sheet => sheet.FileName, StringComparer.OrdinalIgnoreCase)
        .SelectMany(same => same.DistinctBy(sheet => sheet.Fingerprint) is var different && different.Skip(1).Any()
            ? different.Select(sheet => sheet with { FileName = Path.ChangeExtension(sheet.FileName, $"{Number(sheet)}.md") })
            : different);

    private static string Number(Sheet sheet) => sheet.Fingerprint.ToString("x16", CultureInfo.InvariantCulture);
}
