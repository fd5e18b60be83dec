using System.Text.RegularExpressions;

namespace MsiEncap.Analyzers.Tests.Oracle;

/// <summary>Marks in a program's text, <c>$PROBE:expression$</c>, where the code outside holds the value of an expression.</summary>
internal static partial class Probes
{
    public static string Remove(string text) => Mark().Replace(text, "");

    public static string Insert(string text) => Mark().Replace(text, "Probe.Saw($1);");

    [GeneratedRegex(@"\$PROBE:([^$]+)\$")]
    private static partial Regex Mark();
}
