namespace MsiEncap.CodeFixes.Answers;

/// <summary>One mechanical answer to an access rule: what to write instead of what was reported.</summary>
internal abstract class Answer
{
    /// <summary>Tells it from the others.</summary>
    public string Key => GetType().Name;

    /// <summary>What to write instead.</summary>
    /// <param name="place">Where the diagnostic is.</param>
    /// <param name="cancellationToken">Stops the search.</param>
    /// <returns><see langword="null"/> if this is no answer here.</returns>
    public abstract Task<Rewrite?> FindAsync(TouchPlace place, CancellationToken cancellationToken);
}
