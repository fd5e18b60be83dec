using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace MsiEncap.CodeFixes.Answers;

/// <summary>
/// Where descriptors are walked for what the device tells anyone who asks, asks: for the virq of one index, for the affinity of one virq, or for
/// the virqs of a whole table.
/// </summary>
internal sealed class AskInsteadOfWalk : Answer
{
    /// <inheritdoc/>
    public override async Task<Rewrite?> FindAsync(TouchPlace place, CancellationToken cancellationToken)
    {
        if (place.Around<InvocationExpressionSyntax>().Select(call => DescriptorWalk.Of(call, place.Model)).FirstOrDefault(found => found is not null) is not { } walk)
        {
            return null;
        }

        Rewrite rewrite = new("Ask the device instead of walking the descriptors");
        if (walk.Picked() is { } picked)
        {
            return StatementRemoval.Remove(rewrite.Replace(place.Document, picked.Initial.Span, picked.Answer), place.Document, walk.Statement);
        }

        if (walk.Filled() is not { } table)
        {
            return null;
        }

        string text = (await place.Document.GetTextAsync(cancellationToken).ConfigureAwait(false)).ToString();
        string lineBreak = text.IndexOf("\r\n", StringComparison.Ordinal) >= 0 ? "\r\n" : "\n";
        return rewrite.Replace(place.Document, walk.Statement.Span, string.Join(lineBreak + Indent(walk.Statement), Loop(walk, table, place.Model)));
    }

    // An index that is not allocated keeps what it has, as before.
    private static string[] Loop(DescriptorWalk walk, DescriptorWalk.Table table, SemanticModel model)
    {
        FreshNames names = new(walk.Statement);
        string index = names.Next("index");
        string virq = names.Next("virq");
        string type = table.Virq.ToMinimalDisplayString(model, walk.Statement.SpanStart);
        return
        [
            $"for (int {index} = 0; {index} < {table.Length}; {index}++)",
            "{",
            $"    {type} {virq} = {walk.Device}.GetVirq({walk.DomainId}, {index});",
            $"    if ({virq} != {type}.None)",
            "    {",
            $"        {table.Element(index)} = {virq};",
            "    }",
            "}",
        ];
    }

    private static string Indent(StatementSyntax statement) =>
        statement.GetLeadingTrivia() is [.., var last] && last.IsKind(SyntaxKind.WhitespaceTrivia) ? last.ToString() : "";
}
