namespace MsiEncap.Analyzers;

/// <summary>Finds the name that somebody meant who wrote another. Asked only about names that match nothing.</summary>
internal static class NearestName
{
    private const int MostCandidates = 5;

    /// <summary>The nearest of several names.</summary>
    /// <param name="wanted">What was written.</param>
    /// <param name="candidates">The names that exist.</param>
    /// <returns><see langword="null"/> if none resembles it.</returns>
    public static string? Of(string wanted, IEnumerable<string?> candidates) => Ordered(wanted, candidates).FirstOrDefault();

    /// <summary>The names that resemble another, the nearest first.</summary>
    /// <param name="wanted">What was written.</param>
    /// <param name="candidates">The names that exist.</param>
    /// <returns>A few names, none of them further away than a third of what was written.</returns>
    public static IEnumerable<string> Ordered(string wanted, IEnumerable<string?> candidates)
    {
        int most = Math.Max(2, wanted.Length / 3);
        return candidates
            .OfType<string>()
            .Distinct(StringComparer.Ordinal)
            .Select(name => (Name: name, Distance: Distance(wanted, name, most)))
            .Where(candidate => candidate.Distance <= most)
            .OrderBy(candidate => candidate.Distance)
            .ThenBy(candidate => candidate.Name, StringComparer.Ordinal)
            .Select(candidate => candidate.Name)
            .Take(MostCandidates);
    }

    /// <summary>How many characters have to be added, taken away or replaced to make one text of another.</summary>
    /// <param name="from">The one.</param>
    /// <param name="to">The other.</param>
    /// <param name="most">The distance from which on it no longer matters.</param>
    /// <returns>The distance, or any number above the most.</returns>
    public static int Distance(string from, string to, int most)
    {
        if (Math.Abs(from.Length - to.Length) > most)
        {
            return most + 1;
        }

        int[] previous = [.. Enumerable.Range(0, to.Length + 1)];
        int[] current = new int[to.Length + 1];
        for (int i = 1; i <= from.Length; i++)
        {
            current[0] = i;
            for (int j = 1; j <= to.Length; j++)
            {
                int replaced = previous[j - 1] + (from[i - 1] == to[j - 1] ? 0 : 1);
                current[j] = Math.Min(replaced, Math.Min(previous[j], current[j - 1]) + 1);
            }

            (previous, current) = (current, previous);
        }

        return previous[to.Length];
    }
}
