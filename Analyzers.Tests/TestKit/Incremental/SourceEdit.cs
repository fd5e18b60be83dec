using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Text;
using Xunit;

namespace MsiEncap.Analyzers.Tests.TestKit;

/// <summary>What a user does to a project between two runs of a generator.</summary>
internal abstract record SourceEdit
{
    /// <summary>Replaces a text that occurs once in a file.</summary>
    /// <param name="path">The file.</param>
    /// <param name="before">The text.</param>
    /// <param name="after">What stands there afterwards.</param>
    /// <returns>The edit.</returns>
    public static SourceEdit Replace(string path, string before, string after) => new Replacement(path, before, after);

    /// <summary>Gives a file another text: what both texts begin and end with stays, as where somebody types.</summary>
    /// <param name="path">The file.</param>
    /// <param name="text">Its text from then on.</param>
    /// <returns>The edit.</returns>
    public static SourceEdit Rewrite(string path, string text) => new Rewriting(path, text);

    /// <summary>Adds a file.</summary>
    /// <param name="path">The file.</param>
    /// <param name="text">Its text.</param>
    /// <returns>The edit.</returns>
    public static SourceEdit Add(string path, string text) => new Addition(path, text);

    /// <summary>Removes a file.</summary>
    /// <param name="path">The file.</param>
    /// <returns>The edit.</returns>
    public static SourceEdit Remove(string path) => new Removal(path);

    /// <summary>The compilation after the edit; files that it does not touch keep their trees, as in an editor.</summary>
    /// <param name="compilation">The compilation before.</param>
    /// <returns>The compilation after.</returns>
    public abstract CSharpCompilation Apply(CSharpCompilation compilation);

    private static SyntaxTree Find(CSharpCompilation compilation, string path)
    {
        SyntaxTree? tree = compilation.SyntaxTrees.SingleOrDefault(tree => tree.FilePath == path);
        Assert.True(tree is not null, $"The edit is of '{path}', which is not in the compilation.");
        return tree;
    }

    private sealed record Replacement(string Path, string Before, string After) : SourceEdit
    {
        public override CSharpCompilation Apply(CSharpCompilation compilation)
        {
            SyntaxTree tree = Find(compilation, Path);
            SourceText text = tree.GetText();
            string content = text.ToString();
            int start = content.IndexOf(Before, StringComparison.Ordinal);
            Assert.True(
                start >= 0 && content.IndexOf(Before, start + 1, StringComparison.Ordinal) < 0,
                $"'{Before}' has to occur once in '{Path}' for the edit to mean one thing.");
            SourceText changed = text.WithChanges(new TextChange(new TextSpan(start, Before.Length), After));
            return compilation.ReplaceSyntaxTree(tree, tree.WithChangedText(changed));
        }
    }

    private sealed record Rewriting(string Path, string Text) : SourceEdit
    {
        public override CSharpCompilation Apply(CSharpCompilation compilation)
        {
            SyntaxTree tree = Find(compilation, Path);
            SourceText text = tree.GetText();
            string before = text.ToString();
            int start = before.AsSpan().CommonPrefixLength(Text);
            int end = 0;
            while (end < Math.Min(before.Length, Text.Length) - start && before[^(end + 1)] == Text[^(end + 1)])
            {
                end++;
            }

            TextChange change = new(TextSpan.FromBounds(start, before.Length - end), Text[start..^end]);
            return compilation.ReplaceSyntaxTree(tree, tree.WithChangedText(text.WithChanges(change)));
        }
    }

    private sealed record Addition(string Path, string Text) : SourceEdit
    {
        public override CSharpCompilation Apply(CSharpCompilation compilation)
        {
            CSharpParseOptions options = compilation.SyntaxTrees.FirstOrDefault()?.Options as CSharpParseOptions
                ?? TestCompilation.ParseOptions;
            SourceText text = SourceText.From(Text, System.Text.Encoding.UTF8);
            return compilation.AddSyntaxTrees(CSharpSyntaxTree.ParseText(text, options, Path));
        }
    }

    private sealed record Removal(string Path) : SourceEdit
    {
        public override CSharpCompilation Apply(CSharpCompilation compilation) =>
            compilation.RemoveSyntaxTrees(Find(compilation, Path));
    }
}
