using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;

namespace MsiEncap.Analyzers.Access;

/// <summary>Asks about one argument what the body pass will say of it.</summary>
internal static class ArgumentTouch
{
    /// <summary>Whether the body pass reports an argument, as a restricted value passed to a call the code may not make.</summary>
    /// <param name="access">The access model.</param>
    /// <param name="model">The file's semantic model.</param>
    /// <param name="argument">The argument.</param>
    /// <param name="site">The innermost type around the code.</param>
    /// <param name="cancellationToken">Stops the binding.</param>
    /// <returns><see langword="true"/> if it does.</returns>
    public static bool IsReported(
        AccessModel access, SemanticModel model, ArgumentSyntax argument, INamedTypeSymbol? site, CancellationToken cancellationToken)
    {
        if (argument.Parent?.Parent is not { } callSyntax
            || model.GetOperation(callSyntax, cancellationToken) is not { } call
            || Callee(call) is not var (member, arguments))
        {
            return false;
        }

        return (access.FirstUnmet(access.Restrictions.OfMember(member), site) is not null
                || (access.Restrictions.IsPartlyRestricted(member) && AccessorUse.FirstUnmet(access, member, AccessorUse.Of(call), site) is not null))
            && CallArguments.RestrictedValues(access, call, arguments, site).Any(passed => argument.Span.Contains(passed.Value.Syntax.Span));
    }

    private static (ISymbol Member, ImmutableArray<IArgumentOperation> Arguments)? Callee(IOperation call) => call switch
    {
        IInvocationOperation invocation => (invocation.TargetMethod, invocation.Arguments),
        IObjectCreationOperation { Constructor: { } constructor } creation => (constructor, creation.Arguments),
        IPropertyReferenceOperation property => (property.Property, property.Arguments),
        _ => null,
    };
}
