using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace MsiEncap.Analyzers.Access;

/// <summary>
/// Finds restricted values in calls that read memory as something else. Calls that make a restricted value of something else name its
/// type, and are found there.
/// </summary>
/// <param name="access">The access model.</param>
/// <param name="site">The innermost type around the code.</param>
/// <param name="report">Takes the diagnostics.</param>
internal readonly struct ReinterpretingCall(AccessModel access, INamedTypeSymbol? site, Action<Diagnostic> report)
{
    private static readonly Lazy<FrameworkMembers> s_members = new(() => FrameworkMembers.Read("ReinterpretingMembers.txt"));

    /// <summary>The members of the list.</summary>
    public static FrameworkMembers Members => s_members.Value;

    /// <summary>Whether a member is one that reinterprets.</summary>
    /// <param name="member">A method, constructor or property.</param>
    /// <returns><see langword="true"/> if the list holds it.</returns>
    public static bool IsListed(ISymbol member) => Members.MayHold(member) && Members.Of(member).Any();

    /// <summary>Reports the restricted values that a listed call is given.</summary>
    /// <param name="operation">A call or creation.</param>
    /// <param name="member">What is called.</param>
    /// <param name="claimed">Takes the values that were reported.</param>
    public void Visit(IOperation operation, ISymbol member, ref HashSet<IOperation>? claimed)
    {
        if (!IsListed(member) || CallParts.Of(operation) is not { } call)
        {
            return;
        }

        foreach (IArgumentOperation argument in call.Arguments)
        {
            if (argument.ArgumentKind != ArgumentKind.DefaultValue)
            {
                Value(argument.Value, member, ref claimed);
            }
        }
    }

    /// <summary>Reports a value if its memory is restricted.</summary>
    /// <param name="value">The value.</param>
    /// <param name="taker">What takes it.</param>
    /// <param name="claimed">Takes the value if it was reported.</param>
    public void Value(IOperation value, ISymbol? taker, ref HashSet<IOperation>? claimed)
    {
        IOperation written = CallArguments.Unconverted(value);
        if (written is IDelegateCreationOperation { Target: IAnonymousFunctionOperation }
            || (RestrictedContent.FirstUnmet(access, written.Type, site) ?? Kept(written.Type, taker)) is not { } unmet)
        {
            return;
        }

        _ = (claimed ??= []).Add(written);
        report(unmet.ReinterpretedAt(TouchShape.WholeValue(written.Syntax).GetLocation()));
    }

    // An object read as one of an unrelated class gives away its fields; read as its own base or derived class, it is only cast.
    private Unmet? Kept(ITypeSymbol? type, ISymbol? taker)
    {
        if (taker is not IMethodSymbol { Name: "As", TypeArguments: [.., { IsReferenceType: true } target] }
            || type is not { TypeKind: TypeKind.Class, SpecialType: not SpecialType.System_Object }
            || IsOrDerives(type, target)
            || IsOrDerives(target, type)
            || target.TypeKind != TypeKind.Class
            || target.SpecialType == SpecialType.System_Object)
        {
            return null;
        }

        return RestrictedContent.FirstUnmetKept(access, type, site);
    }

    private static bool IsOrDerives(ITypeSymbol type, ITypeSymbol from)
    {
        HashSet<ITypeSymbol> seen = new(SymbolEqualityComparer.Default);
        for (ITypeSymbol? level = type; level is not null && seen.Add(level); level = level.BaseType)
        {
            if (SymbolEqualityComparer.Default.Equals(level, from))
            {
                return true;
            }
        }

        return false;
    }
}
