namespace MsiEncap.Generators.Emission;

/// <summary>The mark of generated members. It is on members and never on the struct, half of which is the user's own.</summary>
internal static class GeneratedCode
{
    // The version of what is written, not of the package: a release that writes the same code writes the same bytes.
    public const string Attribute = "[global::System.CodeDom.Compiler.GeneratedCode(\"MsiEncap.Generators\", \"1.0\")]";
}
