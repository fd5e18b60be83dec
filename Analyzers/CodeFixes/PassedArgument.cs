using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace MsiEncap.CodeFixes;

/// <summary>Finds the argument whose value a diagnostic is about.</summary>
internal static class PassedArgument
{
    /// <summary>The argument at a diagnostic.</summary>
    /// <param name="root">The file.</param>
    /// <param name="diagnostic">The diagnostic. It spans the passed value; with a name before it, that is less than the argument.</param>
    /// <returns><see langword="null"/> if the diagnostic is about something else.</returns>
    public static ArgumentSyntax? At(SyntaxNode root, Diagnostic diagnostic) =>
        root.FindNode(diagnostic.Location.SourceSpan, getInnermostNodeForTie: true) is var value
            ? value as ArgumentSyntax ?? value.Parent as ArgumentSyntax
            : null;
}
