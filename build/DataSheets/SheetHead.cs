namespace MsiEncap.DataSheets;

/// <summary>What a sheet says of its contract as a whole.</summary>
/// <param name="Contract">The contract's id.</param>
/// <param name="Version">Its version.</param>
/// <param name="Fingerprint">The fingerprint of its layout.</param>
/// <param name="Assembly">The assembly that declares it.</param>
internal sealed record SheetHead(string Contract, string Version, string Fingerprint, string Assembly)
{
    public const string FirstLine = "<!-- Written by the build from the contract's declaration. -->";
    public const string ContractMark = "# Cookie contract ";
    public const string VersionMark = "| Version | ";
    public const string FingerprintMark = "| Layout fingerprint | `";
    public const string AssemblyMark = "| Assembly | ";

    // Fields begin after it, and may have any name.
    private const int Lines = 9;

    /// <summary>Reads a sheet.</summary>
    /// <param name="text">The text of a file.</param>
    /// <returns>What it says; <see langword="null"/> if it is no sheet.</returns>
    public static SheetHead? Of(string text)
    {
        string[] lines = [.. text.Split('\n').Take(Lines)];
        return Find(lines, ContractMark, "") is { } contract
            && Find(lines, VersionMark, " |") is { } version
            && Find(lines, FingerprintMark, "` |") is { } fingerprint
            && Find(lines, AssemblyMark, " |") is { } assembly
                ? new(contract, version, fingerprint, assembly)
                : null;
    }

    private static string? Find(string[] lines, string mark, string end) =>
        lines.FirstOrDefault(line => line.StartsWith(mark, StringComparison.Ordinal) && line.EndsWith(end, StringComparison.Ordinal)) is { } line
            ? PlainText.Unescape(line[mark.Length..^end.Length])
            : null;
}
