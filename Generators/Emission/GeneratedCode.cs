using Microsoft.CodeAnalysis;

namespace MsiEncap.Generators.Emission;

/// <summary>The mark of generated members. It is on members and never on the struct, half of which is the user's own.</summary>
internal static class GeneratedCode
{
    // The version of what is written, not of the package: a release that writes the same code writes the same bytes.
    public const string Attribute = "[global::System.CodeDom.Compiler.GeneratedCode(\"MsiEncap.Generators\", \"1.0\")]";

    // The compiler puts a generator's files into a folder of this name.
    private static readonly string s_folder = typeof(CookieGenerator).FullName;

    /// <summary>Whether the generator has written a file. It never sees one itself, but analyzers do.</summary>
    public static bool IsOurs(SyntaxTree tree) => tree.FilePath.Contains(s_folder);
}
