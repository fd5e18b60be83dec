using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;

namespace MsiEncap.Analyzers.Access;

/// <summary>
/// Finds values of restricted types that nobody names, at the innermost expression that brings one in. What hands it on is the same
/// touch; so is the variable that it is declared for, and the member that is used on it.
/// </summary>
/// <param name="scope">The block.</param>
internal sealed class ValueTouch(BodyScope scope)
{
    /// <summary>Looks at an expression whose type is restricted, for some code at least.</summary>
    /// <param name="operation">The expression.</param>
    public void Visit(IOperation operation)
    {
        switch (operation)
        {
            case IConversionOperation { IsImplicit: true } conversion:
                if (!scope.Access.Restrictions.HasRestrictedPart(conversion.Operand.Type))
                {
                    MadeForParameter(conversion, conversion.Operand);
                }

                break;
            case IConversionOperation named:
                scope.Tell(named.Operand);
                break;
            case IDefaultValueOperation { Syntax: LiteralExpressionSyntax }:
                MadeForParameter(operation, operation);
                break;
            case ICollectionExpressionOperation { IsImplicit: true, Parent: IArgumentOperation { ArgumentKind: ArgumentKind.ParamCollection }, Elements: var elements }:
                Expanded(operation, elements);
                break;
            case IInterpolatedStringHandlerCreationOperation:
                if (scope.UnmetOf(operation.Type) is { } handler)
                {
                    Report(operation, handler, Place(operation.Syntax));
                }

                break;
            case ICollectionExpressionOperation { Elements: var elements }:
                if (!elements.Any(element => scope.UnmetOf((SameValue.Inner(element) ?? element).Type) is not null))
                {
                    MadeForParameter(operation, operation);
                }

                break;
            case IDelegateCreationOperation { Target: IMethodReferenceOperation method } creation:
                Delegate(creation, method);
                break;
            case IObjectCreationOperation { Syntax: ImplicitObjectCreationExpressionSyntax created, Constructor: { } constructor }:
                if (scope.UnmetOf(constructor, null) is null)
                {
                    Report(operation, created.NewKeyword.GetLocation());
                }

                break;
            case IInvocationOperation call:
                Call(call);
                break;
            case IFunctionPointerInvocationOperation call:
                if (scope.UnmetOf(call.Target.Type) is null)
                {
                    Report(call);
                }

                break;
            case IMemberReferenceOperation member:
                Member(member);
                break;
            case IAwaitOperation await:
                if (!scope.Access.Restrictions.HasRestrictedPart(await.Operation.Type))
                {
                    Report(await);
                }

                break;
            case IConditionalAccessInstanceOperation { Parent: IArrayElementReferenceOperation } instance:
                Report(instance, TouchShape.WholeValue(instance.Syntax).GetLocation());
                break;
            case ILocalReferenceOperation { IsDeclaration: false } or IParameterReferenceOperation:
                Report(operation);
                break;
            case IBinaryOperation { OperatorMethod: not null } or IUnaryOperation { OperatorMethod: not null }:
                Operator(operation);
                break;
            default:
                break;
        }
    }

    /// <summary>Looks at a method group: its signature may hold what its delegate's does not.</summary>
    /// <param name="method">The method group.</param>
    public void MethodGroup(IMethodReferenceOperation method)
    {
        if (scope.UnmetOf(method.Method, method.Instance) is null && !IsNamed(method) && UnmetOfSignature(method.Method) is { } unmet)
        {
            Report(method, unmet, Place(method.Syntax));
        }
    }

    // "M(1, 2)" makes a restricted collection of open elements.
    private void Expanded(IOperation collection, ImmutableArray<IOperation> elements)
    {
        foreach (IOperation element in elements.Select(CallArguments.Unconverted))
        {
            if (scope.UnmetOf(element.Type) is null && scope.UnmetOf(collection.Type) is { } unmet)
            {
                Report(element, unmet, Place(element.Syntax));
            }
        }
    }

    private void Delegate(IDelegateCreationOperation creation, IMethodReferenceOperation method)
    {
        if (!creation.IsImplicit)
        {
            scope.Tell(method);
        }
        else if (scope.UnmetOf(method.Method, method.Instance) is null && !IsNamed(method) && scope.UnmetOf(creation.Type) is { } unmet)
        {
            Report(creation, unmet, Place(method.Syntax));
        }
    }

    private Unmet? UnmetOfSignature(IMethodSymbol method)
    {
        if (scope.UnmetOf(method.ReturnType) is { } returned)
        {
            return returned;
        }

        foreach (IParameterSymbol parameter in method.Parameters)
        {
            if (scope.UnmetOf(parameter.Type) is { } taken)
            {
                return taken;
            }
        }

        return null;
    }

    private void Call(IInvocationOperation call)
    {
        if (scope.UnmetOf(call.TargetMethod, call.Instance) is null && ExtensionReceiver(call) is null && !IsNamed(call))
        {
            Report(call);
        }
    }

    private void Member(IMemberReferenceOperation member)
    {
        // Adding a handler to an event takes nothing out of it; the handler itself is looked at.
        if (member is not (IMethodReferenceOperation or IEventReferenceOperation)
            && !IsOwn(member)
            && scope.UnmetOf(member.Member, member.Instance, member) is null
            && !IsNamed(member))
        {
            Report(member);
        }
    }

    // The keyword "field", and the members that a "new { }" makes: their declarations are told of.
    private static bool IsOwn(IMemberReferenceOperation member) => member is
        IFieldReferenceOperation { Field: { IsImplicitlyDeclared: true, AssociatedSymbol: IPropertySymbol } }
        or IPropertyReferenceOperation { Property.ContainingType.IsAnonymousType: true, Instance: IInstanceReferenceOperation };

    private void Operator(IOperation operation)
    {
        bool handsOn = false;
        foreach (IOperation operand in operation.ChildOperations)
        {
            handsOn |= scope.Access.Restrictions.HasRestrictedPart(operand.Type);
        }

        if (!handsOn)
        {
            Report(operation);
        }
    }

    /// <summary>The restricted value that an extension method is called on as if it were its own.</summary>
    /// <param name="call">The call.</param>
    /// <returns><see langword="null"/> if there is none, or it is written as an argument.</returns>
    public IOperation? ExtensionReceiver(IInvocationOperation call) =>
        call is { Instance: null, TargetMethod.IsExtensionMethod: true, Syntax: InvocationExpressionSyntax written, Arguments: [{ Value: { } receiver } argument, ..] }
        && !written.ArgumentList.Span.Contains(argument.Syntax.Span)
        && scope.UnmetOf(CallArguments.Unconverted(receiver).Type) is not null
            ? receiver
            : null;

    // What is neither typed nor named until a parameter makes it a restricted value: null, default, 0, a collection expression.
    private void MadeForParameter(IOperation made, IOperation value)
    {
        IOperation? use = made.Parent;
        while (use is not IArgumentOperation && use is { IsImplicit: true })
        {
            use = use.Parent;
        }

        if (use is IArgumentOperation { ArgumentKind: not ArgumentKind.DefaultValue } && !value.IsImplicit
            && !(use.Parent is { } call && IsNamed(call))
            && scope.UnmetOf(made.Type) is { } unmet)
        {
            Report(value, unmet, Place(value.Syntax));
        }
    }

    private void Report(IOperation value) => Report(value, Place(value.Syntax));

    private void Report(IOperation value, Location place)
    {
        if ((!value.IsImplicit || value is IConditionalAccessInstanceOperation) && scope.UnmetOf(value.Type) is { } unmet)
        {
            Report(value, unmet, place);
        }
    }

    private void Report(IOperation value, Unmet unmet, Location place)
    {
        if (!scope.IsTold(value))
        {
            scope.Report(unmet.InferredAt(place));
        }
    }

    // A type argument or a container that is written is a touch of the name pass.
    private bool IsNamed(IOperation operation)
    {
        SimpleNameSyntax? name = operation.Syntax switch
        {
            InvocationExpressionSyntax { Expression: var expression } => NameOf(expression),
            ExpressionSyntax expression => NameOf(expression),
            _ => null,
        };
        ISymbol? member = operation switch
        {
            IInvocationOperation call => call.TargetMethod,
            IMemberReferenceOperation reference => reference.Member,
            _ => null,
        };
        return (name is GenericNameSyntax && member is IMethodSymbol { TypeArguments: var arguments } && arguments.Any(argument => scope.UnmetOf(argument) is not null))
            || (member is { IsStatic: true, ContainingType: { IsGenericType: true } container } && name?.Parent is MemberAccessExpressionSyntax && scope.UnmetOf(container) is not null);
    }

    private static SimpleNameSyntax? NameOf(ExpressionSyntax expression) => expression switch
    {
        SimpleNameSyntax name => name,
        MemberAccessExpressionSyntax access => access.Name,
        MemberBindingExpressionSyntax binding => binding.Name,
        _ => null,
    };

    /// <summary>Where a value is shown: all of it, from the start of <c>a?.b</c>.</summary>
    private static Location Place(SyntaxNode value)
    {
        SyntaxNode first = value;
        while (first.ChildNodes().FirstOrDefault() is { } child && first is InvocationExpressionSyntax or MemberAccessExpressionSyntax or ElementAccessExpressionSyntax or PostfixUnaryExpressionSyntax)
        {
            first = child;
        }

        if (value.Parent is AssignmentExpressionSyntax assignment && assignment.Left == value && first is MemberBindingExpressionSyntax)
        {
            return value.GetLocation();
        }

        if (first is not (MemberBindingExpressionSyntax or ElementBindingExpressionSyntax))
        {
            // What "handler!()" invokes is shown without the exclamation mark.
            SyntaxNode whole = TouchShape.WholeValue(value);
            return (whole.Parent is InvocationExpressionSyntax invoked && invoked.Expression == whole ? value : whole).GetLocation();
        }

        int start = value.SpanStart;
        for (SyntaxNode? node = value; node is not null && node is not StatementSyntax; node = node.Parent)
        {
            if (node is ConditionalAccessExpressionSyntax access && access.WhenNotNull.Span.Contains(value.Span))
            {
                start = access.SpanStart;
                break;
            }
        }

        return Location.Create(value.SyntaxTree, Microsoft.CodeAnalysis.Text.TextSpan.FromBounds(start, value.Span.End));
    }
}
