using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;
using Microsoft.CodeAnalysis.Text;

namespace MsiEncap.CodeFixes.Answers;

/// <summary>Takes out a parameter that nobody reads, with what its callers pass.</summary>
internal static class UnreadParameter
{
    /// <summary>Takes it out.</summary>
    /// <param name="parameter">The parameter.</param>
    /// <param name="declaration">Its declaration.</param>
    /// <param name="place">Where the diagnostic is.</param>
    /// <param name="cancellationToken">Stops the search.</param>
    /// <returns><see langword="null"/> if somebody reads it, or the signature is not for the project alone to choose.</returns>
    public static async Task<Rewrite?> RemoveAsync(IParameterSymbol parameter, ParameterSyntax declaration, TouchPlace place, CancellationToken cancellationToken)
    {
        if (parameter is not { ContainingSymbol: IMethodSymbol method, IsThis: false, IsParams: false }
            || declaration.Parent is not ParameterListSyntax { Parent: { } owner } list
            || !IsOnlyOne(method)
            || !Removable.IsOwn(method)
            || Removable.BearsAttributes(method)
            || Removable.BearsAttributes(parameter))
        {
            return null;
        }

        Project project = place.Document.Project;
        Rewrite rewrite = new($"Remove '{parameter.Name}', which is never read");
        _ = rewrite.Replace(place.Document, NodeRemoval.SpanIn(list.Parameters, list.Parameters.IndexOf(declaration)), "");
        foreach (Usage usage in await Usages.OfAsync(parameter, project, cancellationToken).ConfigureAwait(false))
        {
            // The name of an argument goes with the argument, that of a paragraph with the paragraph.
            if (usage.Node.Parent is XmlNameAttributeSyntax { Parent.Parent: XmlElementSyntax paragraph })
            {
                _ = rewrite.Replace(usage.Document, await LinesAsync(paragraph, usage.Document, cancellationToken).ConfigureAwait(false), "");
            }
            else if (usage.Node.Parent is not NameColonSyntax)
            {
                return null;
            }
        }

        foreach (Usage usage in await Usages.OfAsync(method, project, cancellationToken).ConfigureAwait(false))
        {
            if (!RemoveArgument(usage, parameter.Ordinal, rewrite, cancellationToken))
            {
                return null;
            }
        }

        return rewrite.IsConsistent && owner is not RecordDeclarationSyntax ? rewrite : null;
    }

    private static bool RemoveArgument(Usage usage, int ordinal, Rewrite rewrite, CancellationToken cancellationToken)
    {
        SyntaxNode call = usage.Node;
        while (call is NameSyntax or MemberAccessExpressionSyntax or MemberBindingExpressionSyntax && call.Parent is { } parent)
        {
            if (parent is MemberAccessExpressionSyntax member && member.Name != call)
            {
                return false;
            }

            call = parent;
        }

        ImmutableArray<IArgumentOperation> arguments = usage.Model.GetOperation(call, cancellationToken) switch
        {
            IInvocationOperation invocation => invocation.Arguments,
            IObjectCreationOperation creation => creation.Arguments,
            _ => default,
        };
        if (arguments.IsDefault)
        {
            return false;
        }

        switch (arguments.FirstOrDefault(argument => argument.Parameter?.Ordinal == ordinal))
        {
            case { ArgumentKind: ArgumentKind.DefaultValue }:
                return true;
            case { ArgumentKind: ArgumentKind.Explicit, Syntax: ArgumentSyntax { Parent: ArgumentListSyntax list } argument } when SideEffects.AreNone(argument):
                _ = rewrite.Replace(usage.Document, list.Span, ArgumentRemoval.Remove(list, list.Arguments.IndexOf(argument)).ToString());
                return true;
            default:
                return false;
        }
    }

    // Another of the name could have the signature afterwards, or take the call.
    private static bool IsOnlyOne(IMethodSymbol method) => method.MethodKind switch
    {
        MethodKind.LocalFunction => true,
        MethodKind.Ordinary or MethodKind.Constructor =>
            method is { IsPartialDefinition: false, PartialDefinitionPart: null, ContainingType: { IsRecord: false } type }
            && (type.TypeKind != TypeKind.Struct || method.MethodKind == MethodKind.Ordinary)
            && type.GetMembers(method.Name).Count(member => !member.IsImplicitlyDeclared && member.IsStatic == method.IsStatic) == 1,
        _ => false,
    };

    // A paragraph of documentation has its lines for itself, as a rule.
    private static async Task<TextSpan> LinesAsync(XmlElementSyntax paragraph, Document document, CancellationToken cancellationToken)
    {
        SourceText text = await document.GetTextAsync(cancellationToken).ConfigureAwait(false);
        TextLine first = text.Lines.GetLineFromPosition(paragraph.SpanStart);
        TextLine last = text.Lines.GetLineFromPosition(paragraph.Span.End);
        bool alone = text.ToString(TextSpan.FromBounds(first.Start, paragraph.SpanStart)).Trim() == "///"
            && text.ToString(TextSpan.FromBounds(paragraph.Span.End, last.End)).Trim().Length == 0;
        return alone ? TextSpan.FromBounds(first.Start, last.EndIncludingLineBreak) : paragraph.Span;
    }
}
