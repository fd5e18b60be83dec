using System.Globalization;
using System.Text;

namespace MsiEncap.DataSheets;

/// <summary>A contract for those who read a bit table rather than C#. The same contract gives the same bytes everywhere.</summary>
internal static class DataSheet
{
    private static readonly string[] s_devices = ["con", "prn", "aux", "nul"];
    private static readonly string[] s_ports = ["com", "lpt"];

    /// <summary>Writes the data sheet of a contract.</summary>
    /// <param name="contract">The contract.</param>
    /// <returns>The sheet, its lines ended by line feeds.</returns>
    public static Sheet Of(Contract contract)
    {
        StringBuilder text = new();
        Line(text, SheetHead.FirstLine);
        Line(text, $"{SheetHead.ContractMark}{PlainText.Escape(contract.Id)}");
        Line(text, "");
        Line(text, "| | |");
        Line(text, "|---|---|");
        Line(text, $"{SheetHead.VersionMark}{contract.Version} |");
        Line(text, $"{SheetHead.FingerprintMark}{contract.Fingerprint.ToString("x16", CultureInfo.InvariantCulture)}` |");
        Line(text, $"| Cookie | {PlainText.Escape(contract.Struct)} |");
        Line(text, $"{SheetHead.AssemblyMark}{PlainText.Escape(contract.Assembly)} |");
        WriteBits(text, contract);
        WriteReference(text, contract);
        return new(contract.Id, $"{FileName(contract.Id)}.v{contract.Version}.md", contract.Fingerprint, text.ToString());
    }

    private static void WriteBits(StringBuilder text, Contract contract)
    {
        if (!contract.Parts.Any(part => part.Bits > 0))
        {
            return;
        }

        Line(text, "");
        Line(text, "| Bits | Field | Kind | Values | Meaning |");
        Line(text, "|---:|---|---|---|---|");
        foreach (ContractPart part in contract.Parts.Where(part => part.Bits > 0))
        {
            Line(text, part.Name.Length == 0
                ? $"| {Place(part)} | | reserved | 0 | {PlainText.Escape(part.Meaning)} |"
                : $"| {Place(part)} | {PlainText.Escape(part.Name)} | {Kind(part)} | {Values(part)} | {PlainText.Escape(part.Meaning)} |");
        }
    }

    private static void WriteReference(StringBuilder text, Contract contract)
    {
        foreach (ContractPart part in contract.Parts.Where(part => part.Bits == 0))
        {
            Line(text, "");
            Line(text, "| Reference | Type | Meaning |");
            Line(text, "|---|---|---|");
            Line(text, $"| {PlainText.Escape(part.Name)} | {PlainText.Escape(part.Kind)} | {PlainText.Escape(part.Meaning)} |");
        }
    }

    private static string Place(ContractPart part) => part.Bits == 1
        ? Number(part.Position)
        : $"{Number(part.Position + part.Bits - 1)}:{Number(part.Position)}";

    // "enum Acme.Mode None=0 Read=1"; the members are its values.
    private static string Kind(ContractPart part) => PlainText.Escape(string.Join(' ', part.Kind.Split(' ').Take(2)));

    private static string Values(ContractPart part)
    {
        string[] words = part.Kind.Split(' ');
        return words[0] switch
        {
            "bool" => "0: false, 1: true",
            "signed" => $"{Number(-1L << (part.Bits - 1))} to {Number(~(-1L << (part.Bits - 1)))}",
            "enum" => string.Join(", ", words.Skip(2).Select(Member)),
            _ => "0 to 0x" + (ulong.MaxValue >> (64 - part.Bits)).ToString("x", CultureInfo.InvariantCulture),
        };
    }

    private static string Member(string member)
    {
        int sign = member.LastIndexOf('=');
        return $"{member[(sign + 1)..]}: {PlainText.Escape(member[..sign])}";
    }

    private static string Number(long number) => number.ToString(CultureInfo.InvariantCulture);

    // Commas and what a shell or a link would stumble over become dashes; the sheet itself says the id. No file is hidden, looks like an option,
    // or means a device to Windows, which goes by what stands before the first dot.
    private static string FileName(string id)
    {
        string name = string.Concat(id.Select(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_' or '.' ? c : '-')).TrimStart('.', '-');
        return name.Length == 0 ? "contract" : IsDevice(name.Split('.')[0]) ? "contract-" + name : name;
    }

    private static bool IsDevice(string name) =>
        s_devices.Contains(name, StringComparer.OrdinalIgnoreCase)
        || (name.Length == 4 && char.IsAsciiDigit(name[3]) && s_ports.Contains(name[..3], StringComparer.OrdinalIgnoreCase));

    private static void Line(StringBuilder text, string line) => text.Append(line).Append('\n');
}
