using System.Globalization;

namespace MsiEncap.Benchmarks.Harness;

/// <summary>Prints the rows as they come, in columns.</summary>
internal static class Report
{
    public static void PrintHead() => Print("what", "measured", "peer", "figure: median (min..max)", "budget", "");

    public static void Print(Row row) => Print(row.What, row.Subject, row.Peer, Text(row.Figure), row.Budget?.ToString() ?? "reported", row.Verdict);

    private static string Text(Spread figure) =>
        string.Create(CultureInfo.InvariantCulture, $"{figure.Median:0.00} ({figure.Min:0.00}..{figure.Max:0.00})");

    private static void Print(string what, string measured, string peer, string figure, string budget, string verdict) =>
        Console.WriteLine($"{what,-58} {measured,11} {peer,11}  {figure,-26} {budget,-9} {verdict}".TrimEnd());
}
