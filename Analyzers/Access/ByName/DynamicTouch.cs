using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;

namespace MsiEncap.Analyzers.Access;

/// <summary>Finds dynamic operations that reach a restricted member, or that a restricted value is handed to.</summary>
/// <param name="access">The access model.</param>
/// <param name="site">The innermost type around the code.</param>
/// <param name="report">Takes the diagnostics.</param>
internal readonly struct DynamicTouch(AccessModel access, INamedTypeSymbol? site, Action<Diagnostic> report)
{
    private const string Constructor = ".ctor";

    /// <summary>Reports what a dynamic operation touches.</summary>
    /// <param name="operation">The operation.</param>
    /// <param name="claimed">Takes the values that were reported.</param>
    public void Visit(IOperation operation, ref HashSet<IOperation>? claimed)
    {
        switch (operation)
        {
            case IDynamicMemberReferenceOperation reference:
                Member(reference, Owners(reference), reference.MemberName, Called(reference));
                break;
            case IDynamicInvocationOperation call:
                Values(call.Arguments, ref claimed);
                Target(call.Operation);
                break;
            case IDynamicIndexerAccessOperation access:
                Values(access.Arguments, ref claimed);
                Member(access, DynamicTypes.Of(access.Operation), "this[]", Passing(access.Arguments, access.GetArgumentName));
                break;
            case IDynamicObjectCreationOperation { Type: { } type } creation:
                Values(creation.Arguments, ref claimed);
                Member(creation, IsUnmet(type) ? [] : [type], Constructor, Passing(creation.Arguments, creation.GetArgumentName));
                break;
            case IConversionOperation { Type.TypeKind: TypeKind.Dynamic } conversion:
                Values([conversion.Operand], ref claimed);
                break;
            case IForEachLoopOperation { LoopControlVariable: IVariableDeclaratorOperation { Symbol.Type.TypeKind: TypeKind.Dynamic } } loop:
                Values([loop.Collection], ref claimed);
                break;
            case IBinaryOperation { OperatorMethod: null } binary when IsDynamic(binary.LeftOperand) || IsDynamic(binary.RightOperand):
                Values([binary.LeftOperand, binary.RightOperand], ref claimed);
                break;
            default:
                break;
        }
    }

    private void Member(IOperation use, IEnumerable<ITypeSymbol> owners, string name, MemberFilter filter)
    {
        NamedMembers members = new(access, use.SemanticModel?.Compilation, site);
        filter = filter with { Accessors = AccessorUse.Of(use) };
        foreach (ITypeSymbol owner in owners)
        {
            if (members.FirstUnmet(owner, name, filter) is { } unmet)
            {
                report(unmet.ReachedAt(NameLocation.Of(use.Syntax)));
                return;
            }
        }
    }

    private void Values(ImmutableArray<IOperation> values, ref HashSet<IOperation>? claimed)
    {
        foreach (IOperation value in values)
        {
            IOperation written = CallArguments.Unconverted(value);
            if (access.FirstUnmetPart(written.Type, site) is { } unmet && (claimed ??= []).Add(written))
            {
                report(unmet.ReachedAt(TouchShape.WholeValue(written.Syntax).GetLocation()));
            }
        }
    }

    // What is called may be a delegate; a member that is called is reported as the member.
    private void Target(IOperation target)
    {
        if (target is IDynamicMemberReferenceOperation)
        {
            return;
        }

        foreach (ITypeSymbol type in DynamicTypes.Of(target))
        {
            if (access.FirstUnmetPart(type, site) is { } unmet)
            {
                report(unmet.ReachedAt(TouchShape.WholeValue(target.Syntax).GetLocation()));
                return;
            }
        }
    }

    private static IEnumerable<ITypeSymbol> Owners(IDynamicMemberReferenceOperation reference) =>
        reference.Instance is { } instance ? DynamicTypes.Of(instance)
        : reference.ContainingType is { } type ? [type]
        : [];

    private static MemberFilter Called(IDynamicMemberReferenceOperation reference) =>
        reference.Parent is IDynamicInvocationOperation call && call.Operation == reference && call.Syntax is InvocationExpressionSyntax
            ? Passing(call.Arguments, call.GetArgumentName)
            : MemberFilter.None;

    // A dynamic argument may be anything, and one that is named anywhere.
    private static MemberFilter Passing(ImmutableArray<IOperation> arguments, Func<int, string?> name)
    {
        bool ordered = Enumerable.Range(0, arguments.Length).All(i => name(i) is null);
        return new(Values: [.. arguments.Select(argument => ordered && !IsDynamic(argument) ? argument.Type : null)]);
    }

    private bool IsUnmet(ITypeSymbol type) => access.FirstUnmetPart(type, site) is not null;

    private static bool IsDynamic(IOperation operand) => operand.Type?.TypeKind == TypeKind.Dynamic;
}
