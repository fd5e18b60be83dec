using System.Text;

namespace MsiEncap.DataSheets;

/// <summary>The file of a sheet, in a folder that other projects may write into as well.</summary>
internal static class SheetFile
{
    /// <summary>Writes a sheet, if it is not there yet and its place is not taken.</summary>
    /// <param name="sheet">The sheet.</param>
    /// <param name="folder">Where to.</param>
    /// <returns>Why it cannot be written; <see langword="null"/> if it is there.</returns>
    /// <exception cref="IOException">The file cannot be read or written.</exception>
    /// <exception cref="UnauthorizedAccessException">Nor is it allowed to.</exception>
    public static string? Write(Sheet sheet, string folder)
    {
        Directory.CreateDirectory(folder);
        string path = Path.Combine(folder, sheet.FileName);
        string? there = File.Exists(path) ? File.ReadAllText(path).ReplaceLineEndings("\n") : null;
        if (there == sheet.Text)
        {
            return null;
        }

        // Whatever else is called like a sheet, or was put before one, somebody has written.
        if (there is not null && !there.StartsWith(SheetHead.FirstLine + "\n", StringComparison.Ordinal))
        {
            return $"'{path}' is no data sheet as the build writes it; move it, or choose another folder.";
        }

        // An assembly may change what it declares, and not what another one does.
        if (there is not null && SheetHead.Of(there) is { } theirs && SheetHead.Of(sheet.Text) is { } ours && theirs.Assembly != ours.Assembly)
        {
            return there.Replace(Row(theirs), Row(ours), StringComparison.Ordinal) == sheet.Text ? null : Taken(path, theirs, ours);
        }

        Replace(path, sheet.Text, Path.Combine(folder, "." + Path.GetRandomFileName()));
        return null;
    }

    // Whoever reads the file meanwhile sees all of the old text or all of the new one.
    private static void Replace(string path, string text, string written)
    {
        try
        {
            File.WriteAllText(written, text, new UTF8Encoding(encoderShouldEmitUTF8Identifier: false));
            File.Move(written, path, overwrite: true);
        }
        finally
        {
            File.Delete(written);
        }
    }

    private static string Row(SheetHead sheet) => $"\n{SheetHead.AssemblyMark}{PlainText.Escape(sheet.Assembly)} |\n";

    private static string Taken(string path, SheetHead theirs, SheetHead ours)
    {
        string layout = theirs.Fingerprint == ours.Fingerprint ? "the same layout described otherwise" : $"layout fingerprint {ours.Fingerprint}";
        string advice = theirs.Contract == ours.Contract
            ? "Let both declare the same, count the version of one of them up, or give each project a folder of its own."
            : "Give each project a folder of its own, or one of the contracts another id.";
        return $"'{path}' is the sheet of contract '{theirs.Contract}' version {theirs.Version}, layout fingerprint {theirs.Fingerprint}, in assembly '{theirs.Assembly}'; "
            + $"it would become that of contract '{ours.Contract}' version {ours.Version}, {layout}, in assembly '{ours.Assembly}'. {advice} "
            + $"If the contract is no longer in '{theirs.Assembly}', delete the file.";
    }
}
