namespace MsiEncap.Analyzers.Corpus;

/// <summary>What is expected of a case.</summary>
internal enum CaseKind
{
    /// <summary>A way in: at least one diagnostic, one at each mark and no other.</summary>
    Way,

    /// <summary>A way out: likewise, in role code.</summary>
    Leak,

    /// <summary>A look-alike: no diagnostic.</summary>
    Clean,
}
