using System.Globalization;

namespace MsiEncap.Runtime.Tests.Conformance;

/// <summary>A line of the table: a rule, its kernel symbol, and the test that proves it or the reason why none is needed.</summary>
/// <param name="Rule">As in <see cref="FollowsAttribute"/>.</param>
/// <param name="Symbol">The kernel symbol.</param>
/// <param name="Proof">The test, or the reason.</param>
internal sealed record ConformanceRow(string Rule, string Symbol, string Proof)
{
    private const int CasesSection = 6;
    private const int LastSection = 5;
    private const int FirstSection = 1;

    /// <summary>The number of the case, or 0 for a rule of the sections before.</summary>
    public int Case => Rule[0] == 'C' && int.TryParse(Rule.AsSpan(1), NumberStyles.None, CultureInfo.InvariantCulture, out int number) ? number : 0;

    /// <summary>The section that the rule is of.</summary>
    public int Section => Case > 0 ? CasesSection : SectionOfRule();

    /// <summary>The rule without its section.</summary>
    public string Title => Case > 0 ? Rule : Rule[3..];

    private int SectionOfRule() =>
        Rule.Length > 3 && Rule[0] == '§' && Rule[1] is >= (char)('0' + FirstSection) and <= (char)('0' + LastSection) && Rule[2] == ' '
            ? Rule[1] - '0'
            : throw new FormatException($"'{Rule}' is no rule: write a case such as \"C5\", or a section and what it is about, such as \"§5 edge flow\".");
}
