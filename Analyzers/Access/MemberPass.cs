using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Operations;

namespace MsiEncap.Analyzers.Access;

/// <summary>
/// Finds members that code may not touch: accesses, calls, creations, and the restricted values passed to them. One walk over all
/// operations of a block is cheaper than one callback for each.
/// </summary>
internal sealed class MemberPass
{
    private readonly AccessModel _access;
    private readonly INamedTypeSymbol? _site;
    private readonly Action<Diagnostic> _report;
    private readonly Stack<IOperation> _pending = new();

    // Values that were reported as arguments: their own member or call is the same touch.
    private HashSet<IOperation>? _claimed;

    private MemberPass(AccessModel access, INamedTypeSymbol? site, Action<Diagnostic> report)
    {
        _access = access;
        _site = site;
        _report = report;
    }

    /// <summary>Reports what a block touches.</summary>
    /// <param name="access">The access model.</param>
    /// <param name="context">The block: a body, an initializer, a default value or an attribute.</param>
    public static void Run(AccessModel access, OperationBlockAnalysisContext context)
    {
        INamedTypeSymbol? site = context.OwningSymbol as INamedTypeSymbol ?? context.OwningSymbol.ContainingType;
        MemberPass pass = new(access, site, context.ReportDiagnostic);
        foreach (IOperation block in context.OperationBlocks)
        {
            pass.Walk(block, context.CancellationToken);
        }
    }

    private void Walk(IOperation root, CancellationToken cancellationToken)
    {
        _pending.Push(root);
        while (_pending.Count > 0)
        {
            IOperation operation = _pending.Pop();
            cancellationToken.ThrowIfCancellationRequested();
            if (operation is INameOfOperation nameOf)
            {
                NameOfTouch.Report(_access, nameOf, _site, _report, cancellationToken);
                continue;
            }

            ByNameTouch.Visit(operation, _access, _site, _report, ref _claimed);
            ReinterpretedTouch.Visit(operation, _access, _site, _report, ref _claimed);
            Visit(operation);
            foreach (IOperation child in operation.ChildOperations)
            {
                _pending.Push(child);
            }
        }
    }

    private void Visit(IOperation operation)
    {
        switch (operation.Kind)
        {
            case OperationKind.Invocation when operation is IInvocationOperation call:
                Member(call, call.TargetMethod, call.Instance, call.Arguments);
                break;
            case OperationKind.PropertyReference when operation is IPropertyReferenceOperation reference:
                Member(reference, reference.Property, reference.Instance, reference.Arguments);
                break;
            case OperationKind.FieldReference when operation is IFieldReferenceOperation { Field.IsImplicitlyDeclared: false } reference:
                Member(reference, reference.Field, reference.Instance, []);
                break;
            case OperationKind.MethodReference or OperationKind.EventReference when operation is IMemberReferenceOperation reference:
                Member(reference, reference.Member, reference.Instance, []);
                break;
            case OperationKind.ObjectCreation when operation is IObjectCreationOperation { Constructor: { } constructor } creation:
                Creation(creation, constructor);
                break;
            default:
                Operator(operation);
                break;
        }
    }

    private void Member(IOperation use, ISymbol member, IOperation? receiver, ImmutableArray<IArgumentOperation> arguments)
    {
        if (UnmetOf(member, receiver) is not { } unmet)
        {
            ParameterAttributes(arguments);
            return;
        }

        if (use.Syntax is PrimaryConstructorBaseTypeSyntax && IsNamed(member.ContainingType))
        {
            _ = Arguments(use, arguments, unmet);
        }
        else if (!Arguments(use, arguments, unmet) && !IsClaimed(use) && !IsInvokeOfReported(member, receiver))
        {
            _report(unmet.At(NameLocation.Of(use.Syntax)));
        }
    }

    // A member is restricted by itself or its container; one that a restricted type merely inherits, by the type it is used through.
    private Unmet? UnmetOf(ISymbol member, IOperation? receiver)
    {
        ImmutableArray<Restriction> restrictions = _access.Restrictions.OfMember(member);
        if (!restrictions.IsEmpty && _access.FirstUnmet(restrictions, _site) is { } restriction)
        {
            return new(member, restriction);
        }

        return receiver is null or IInstanceReferenceOperation ? null : _access.FirstUnmetPart(receiver.Type, _site);
    }

    private void Creation(IObjectCreationOperation creation, IMethodSymbol constructor)
    {
        if (UnmetOf(constructor, null) is not { } unmet)
        {
            ParameterAttributes(creation.Arguments);
            return;
        }

        // Where the type is written, naming it is the touch that the name pass reports.
        bool named = creation.Syntax is not ImplicitObjectCreationExpressionSyntax && IsNamed(constructor.ContainingType);
        bool passed = creation.Syntax is not AttributeSyntax && Arguments(creation, creation.Arguments, unmet);
        if (!named && !passed && !IsClaimed(creation))
        {
            Unmet shown = _access.FirstUnmet(_access.Restrictions.OfType(constructor.ContainingType), _site) is null
                ? unmet
                : unmet with { Symbol = constructor.ContainingType };
            _report(shown.At(NameLocation.Of(creation.Syntax)));
        }
    }

    private void Operator(IOperation operation)
    {
        IMethodSymbol? method = operation switch
        {
            IConversionOperation conversion => conversion.OperatorMethod,
            IBinaryOperation binary => binary.OperatorMethod,
            IUnaryOperation unary => unary.OperatorMethod,
            ICompoundAssignmentOperation assignment => assignment.OperatorMethod,
            IIncrementOrDecrementOperation increment => increment.OperatorMethod,
            _ => null,
        };
        if (method is null || UnmetOf(method, null) is not { } unmet || IsClaimed(operation))
        {
            return;
        }

        if (operation is not IConversionOperation converting)
        {
            _report(unmet.At(NameLocation.Of(operation.Syntax)));
        }
        else if (converting.Syntax is not CastExpressionSyntax || _access.FirstUnmetPart(converting.Type, _site) is null)
        {
            Claim(CallArguments.Unconverted(converting.Operand));
            _report(unmet.At(converting.IsImplicit ? TouchShape.WholeValue(converting.Syntax).GetLocation() : NameLocation.Of(converting.Syntax)));
        }
    }

    private bool Arguments(IOperation call, ImmutableArray<IArgumentOperation> arguments, Unmet callee)
    {
        // What the call itself advises is nearer than what the value's type does; what its container says is not.
        string? advice = RestrictionModel.StatedBy(callee.Symbol)?.Instead;
        bool any = false;
        foreach (CallArguments.Passed passed in CallArguments.RestrictedValues(_access, call, arguments, _site))
        {
            any = true;
            Claim(passed.Value);
            _report(passed.Unmet.At(TouchShape.WholeValue(passed.Value.Syntax).GetLocation(), advice));
        }

        return any;
    }

    private void ParameterAttributes(ImmutableArray<IArgumentOperation> arguments)
    {
        foreach (IArgumentOperation argument in arguments)
        {
            if (argument is { ArgumentKind: not ArgumentKind.DefaultValue, Parameter: { } parameter }
                && _access.Restrictions.OfParameter(parameter) is { IsEmpty: false } restrictions
                && _access.FirstUnmet(restrictions, _site) is { } restriction)
            {
                _report(new Unmet(parameter, restriction).At(TouchShape.WholeValue(argument.Value.Syntax).GetLocation()));
            }
        }
    }

    private bool IsNamed(INamedTypeSymbol type) => _access.FirstUnmet(_access.Restrictions.OfType(type), _site) is not null;

    // "handler()" invokes a delegate through the same name that the touch of the handler is shown at.
    private bool IsInvokeOfReported(ISymbol member, IOperation? receiver) =>
        member is IMethodSymbol { MethodKind: MethodKind.DelegateInvoke }
        && receiver is IMemberReferenceOperation reference
        && UnmetOf(reference.Member, reference.Instance) is not null;

    private void Claim(IOperation operation) => _ = (_claimed ??= []).Add(operation);

    private bool IsClaimed(IOperation operation) => _claimed is not null && _claimed.Contains(operation);
}
