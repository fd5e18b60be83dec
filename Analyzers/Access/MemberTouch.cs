using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;

namespace MsiEncap.Analyzers.Access;

/// <summary>Finds members that code may not touch: accesses, calls, creations, operators, and the restricted values passed to them.</summary>
/// <param name="scope">The block.</param>
/// <param name="values">Knows what an extension method is called on.</param>
internal sealed class MemberTouch(BodyScope scope, ValueTouch values)
{
    /// <summary>Looks at a call, of an extension method too.</summary>
    /// <param name="call">The call.</param>
    public void Call(IInvocationOperation call)
    {
        // The string tells of its handler; what is appended to it is no touch of its own.
        if (call is { Parent: IInterpolatedStringAppendOperation } && scope.UnmetOf(call.TargetMethod.ContainingType) is not null)
        {
            return;
        }

        Member(call, call.TargetMethod, call.Instance, call.Arguments);
        if (values.ExtensionReceiver(call) is { } receiver)
        {
            scope.Tell(receiver);
            if (scope.UnmetOf(call.TargetMethod, null) is null && scope.UnmetOf(CallArguments.Unconverted(receiver).Type) is { } unmet)
            {
                scope.Report(unmet.InferredAt(NameLocation.Of(call.Syntax)));
            }
        }
    }

    /// <summary>Looks at a use of a member.</summary>
    /// <param name="use">The use.</param>
    /// <param name="member">The member.</param>
    /// <param name="receiver">What it is used on, if anything.</param>
    /// <param name="arguments">What is passed to it.</param>
    public void Member(IOperation use, ISymbol member, IOperation? receiver, ImmutableArray<IArgumentOperation> arguments)
    {
        if (scope.UnmetOf(member, receiver, use) is not { } unmet)
        {
            ParameterAttributes(arguments);
            return;
        }

        scope.Tell(receiver);
        if (use.Syntax is PrimaryConstructorBaseTypeSyntax && IsNamed(member.ContainingType))
        {
            _ = Arguments(use, arguments, unmet);
        }
        else if (!Arguments(use, arguments, unmet) && !scope.IsPassed(use) && !IsInvokeOfReported(member, receiver))
        {
            scope.Report(unmet.At(NameLocation.Of(use.Syntax)));
        }
    }

    /// <summary>Looks at a member whose own members an initializer sets: they tell of it.</summary>
    /// <param name="initializer">The initializer.</param>
    public void Initializer(IMemberInitializerOperation initializer)
    {
        foreach (IOperation set in initializer.Initializer.Initializers)
        {
            (ISymbol? member, IOperation? use) = set switch
            {
                IInvocationOperation add => (add.TargetMethod, add),
                IAssignmentOperation { Target: IMemberReferenceOperation reference } => (reference.Member, reference),
                IMemberInitializerOperation { InitializedMember: IMemberReferenceOperation reference } => (reference.Member, reference),
                _ => ((ISymbol?)null, (IOperation?)null),
            };
            if (member is not null && scope.UnmetOf(member, null, use) is not null)
            {
                scope.Tell(initializer.InitializedMember);
                return;
            }
        }
    }

    /// <summary>Looks at the creation of an object.</summary>
    /// <param name="creation">The creation.</param>
    /// <param name="constructor">The constructor.</param>
    public void Creation(IObjectCreationOperation creation, IMethodSymbol constructor)
    {
        if (scope.UnmetOf(constructor, null) is not { } unmet)
        {
            ParameterAttributes(creation.Arguments);
            return;
        }

        // Where the type is written, naming it is the touch that the name pass reports.
        bool named = creation.Syntax is not ImplicitObjectCreationExpressionSyntax && IsNamed(constructor.ContainingType);
        bool passed = creation.Syntax is not AttributeSyntax && Arguments(creation, creation.Arguments, unmet);
        if (!named && !passed && !scope.IsPassed(creation))
        {
            Unmet shown = scope.Access.FirstUnmet(scope.Access.Restrictions.OfType(constructor.ContainingType), scope.Site) is null
                ? unmet
                : unmet with { Symbol = constructor.ContainingType };
            scope.Report(shown.At(NameLocation.Of(creation.Syntax)));
        }
    }

    /// <summary>Looks at the use of a user-defined operator or conversion.</summary>
    /// <param name="operation">The use.</param>
    /// <param name="method">The operator.</param>
    public void Operator(IOperation operation, IMethodSymbol method)
    {
        if (scope.UnmetOf(method, null) is not { } unmet)
        {
            return;
        }

        foreach (IOperation operand in operation.ChildOperations)
        {
            scope.Tell(operand);
        }

        if (scope.IsPassed(operation))
        {
            return;
        }

        if (operation is not IConversionOperation converting)
        {
            scope.Report(unmet.At(NameLocation.Of(operation.Syntax)));
        }
        else if (converting.Syntax is not CastExpressionSyntax || scope.UnmetOf(converting.Type) is null)
        {
            scope.Pass(CallArguments.Unconverted(converting.Operand));
            scope.Report(unmet.At(converting.IsImplicit ? TouchShape.WholeValue(converting.Syntax).GetLocation() : NameLocation.Of(converting.Syntax)));
        }
    }

    private bool Arguments(IOperation call, ImmutableArray<IArgumentOperation> arguments, Unmet callee)
    {
        // What the call itself advises is nearer than what the value's type does; what its container says is not.
        string? advice = scope.Access.Restrictions.StatedBy(callee.Symbol)?.Instead;
        bool any = false;
        foreach (CallArguments.Passed passed in CallArguments.RestrictedValues(scope.Access, call, arguments, scope.Site))
        {
            any = true;
            scope.Pass(passed.Value);
            scope.Report(passed.Unmet.At(TouchShape.WholeValue(passed.Value.Syntax).GetLocation(), advice));
        }

        return any;
    }

    private void ParameterAttributes(ImmutableArray<IArgumentOperation> arguments)
    {
        foreach (IArgumentOperation argument in arguments)
        {
            if (argument is { ArgumentKind: not ArgumentKind.DefaultValue, Parameter: { } parameter }
                && scope.Access.Restrictions.OfParameter(parameter) is { IsEmpty: false } restrictions
                && scope.Access.FirstUnmet(restrictions, scope.Site) is { } restriction)
            {
                scope.Report(new Unmet(parameter, restriction).At(TouchShape.WholeValue(argument.Value.Syntax).GetLocation()));
            }
        }
    }

    private bool IsNamed(INamedTypeSymbol type) => scope.Access.FirstUnmet(scope.Access.Restrictions.OfType(type), scope.Site) is not null;

    // "handler()" invokes a delegate through the same name that the touch of the handler is shown at.
    private bool IsInvokeOfReported(ISymbol member, IOperation? receiver) =>
        member is IMethodSymbol { MethodKind: MethodKind.DelegateInvoke }
        && receiver is IMemberReferenceOperation reference
        && scope.UnmetOf(reference.Member, reference.Instance, reference) is not null;
}
