using System.Collections.Immutable;
using Microsoft.CodeAnalysis.CSharp;

namespace MsiEncap.Analyzers.Tests.Silencing;

/// <summary>One way to try to silence a rule.</summary>
/// <param name="Group">Where it is done: in source, in configuration, on the command line, where the project says what it wants.</param>
/// <param name="Name">How somebody would name it, in Markdown.</param>
/// <param name="Source">The source; it touches a restricted type once.</param>
internal sealed record Means(string Group, string Name, string Source)
{
    /// <summary>The editorconfig and global config files.</summary>
    public ImmutableArray<(string Path, string Text)> Config { get; init; } = [];

    /// <summary>The lines of the ledger.</summary>
    public string Ledger { get; init; } = "";

    /// <summary>What the command line or the project makes of the compiler's options.</summary>
    public Func<CSharpCompilationOptions, CSharpCompilationOptions> Options { get; init; } = options => options;

    /// <summary>What the project sets <c>MsiEncapMode</c> to. The package's build files pass it on twice.</summary>
    public string Mode { get; init; } = "Enforce";

    /// <summary>Whether another analyzer suppresses the diagnostic.</summary>
    public bool HasSuppressor { get; init; }
}
