using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;

namespace MsiEncap.Analyzers.Access;

/// <summary>
/// Walks over the operations of a block, and hands each to those whom it concerns. One walk is cheaper than one callback for each
/// operation, and what one touch is can only be said by one who sees all of it.
/// </summary>
internal sealed class BodyPass
{
    private readonly BodyScope _scope;
    private readonly RestrictionModel _restrictions;
    private readonly MemberTouch _members;
    private readonly ValueTouch _values;
    private readonly DeclarationTouch _declarations;
    private readonly ImplicitCalls _calls;
    private readonly Action<Diagnostic> _report;
    private readonly Stack<IOperation> _pending = new();

    private BodyPass(BodyScope scope)
    {
        _scope = scope;

        // One for the whole walk: a method group is a new object every time that it is passed.
        _report = scope.Report;
        _restrictions = scope.Access.Restrictions;
        _values = new(scope);
        _members = new(scope, _values);
        _declarations = new(scope);
        _calls = new(scope);
    }

    /// <summary>Reports what the code of a symbol touches.</summary>
    /// <param name="access">The access model.</param>
    /// <param name="code">The code.</param>
    /// <param name="report">Takes the diagnostics.</param>
    /// <param name="cancellationToken">Stops the walk.</param>
    public static void Run(AccessModel access, ExecutableCode.Block code, Action<Diagnostic> report, CancellationToken cancellationToken)
    {
        BodyPass pass = new(new(access, code.Site, report, cancellationToken));
        foreach (IOperation block in code.Blocks)
        {
            pass.Walk(block);
        }
    }

    private void Walk(IOperation root)
    {
        _pending.Push(root);
        while (_pending.Count > 0)
        {
            IOperation operation = _pending.Pop();
            _scope.CancellationToken.ThrowIfCancellationRequested();
            if (operation is INameOfOperation nameOf)
            {
                NameOfTouch.Report(_scope, nameOf);
                continue;
            }

            ByNameTouch.Visit(operation, _scope.Access, _scope.Site, _report, ref _scope.Told);
            ReinterpretedTouch.Visit(operation, _scope.Access, _scope.Site, _report, ref _scope.Told);
            Visit(operation);
            foreach (IOperation child in operation.ChildOperations)
            {
                _pending.Push(child);
            }
        }
    }

    private void Visit(IOperation operation)
    {
        if (_scope.IsTold(operation))
        {
            SameValue.Tell(_scope, operation);
        }

        Touch(operation);
        if (operation.Type is { } type && _restrictions.HasRestrictedPart(type))
        {
            _values.Visit(operation);
            _declarations.Visit(operation);
        }
    }

    private void Touch(IOperation operation)
    {
        switch (operation.Kind)
        {
            case OperationKind.Invocation when operation is IInvocationOperation call:
                _members.Call(call);
                _calls.Construction(call);
                break;
            case OperationKind.PropertyReference when operation is IPropertyReferenceOperation reference:
                _members.Member(reference, reference.Property, reference.Instance, reference.Arguments);
                break;
            case OperationKind.FieldReference when operation is IFieldReferenceOperation { Field.IsImplicitlyDeclared: false } reference:
                _members.Member(reference, reference.Field, reference.Instance, []);
                break;
            case OperationKind.EventReference when operation is IEventReferenceOperation reference:
                _members.Member(reference, reference.Member, reference.Instance, []);
                break;
            case OperationKind.MethodReference when operation is IMethodReferenceOperation reference:
                _members.Member(reference, reference.Member, reference.Instance, []);
                _values.MethodGroup(reference);
                break;
            case OperationKind.ObjectCreation when operation is IObjectCreationOperation { Constructor: { } constructor } creation:
                _members.Creation(creation, constructor);
                break;
            case OperationKind.Conversion or OperationKind.Binary or OperationKind.Unary or OperationKind.CompoundAssignment
                or OperationKind.Increment or OperationKind.Decrement when OperatorOf(operation) is { } method:
                _members.Operator(operation, method);
                break;
            case OperationKind.ConditionalAccess when operation is IConditionalAccessOperation access:
                _scope.Tell(access.Operation);
                break;
            case OperationKind.VariableDeclarator when operation is IVariableDeclaratorOperation variable:
                _declarations.Variable(variable);
                break;
            case OperationKind.FieldInitializer when operation is IFieldInitializerOperation { InitializedFields: [var field, ..], Value: var value }:
                _declarations.Initializer(field.Type, value);
                break;
            case OperationKind.PropertyInitializer when operation is IPropertyInitializerOperation { InitializedProperties: [var property, ..], Value: var value }:
                _declarations.Initializer(property.Type, value);
                break;
            case OperationKind.AnonymousFunction when operation is IAnonymousFunctionOperation lambda:
                _declarations.Parameters(lambda);
                UnseenExpressions.Declaration(_scope, lambda.Syntax, lambda.SemanticModel);
                break;
            case OperationKind.LocalFunction:
                UnseenExpressions.Declaration(_scope, operation.Syntax, operation.SemanticModel);
                break;
            case OperationKind.Branch when operation.Syntax is GotoStatementSyntax { CaseOrDefaultKeyword.RawKind: not 0, Expression: { } label }:
                UnseenExpressions.Expression(_scope, label, operation.SemanticModel);
                break;
            case OperationKind.DeconstructionAssignment when operation is IDeconstructionAssignmentOperation deconstruction:
                _calls.Deconstruction(deconstruction);
                _declarations.Deconstruction(deconstruction);
                break;
            case OperationKind.Loop when operation is IForEachLoopOperation loop:
                _calls.Iteration(loop);
                _declarations.Loop(loop);
                break;
            case OperationKind.Await when operation is IAwaitOperation await:
                _calls.Await(await);
                break;
            case OperationKind.Using when operation is IUsingOperation statement:
                _calls.Using(statement.Resources, statement.IsAsynchronous);
                break;
            case OperationKind.UsingDeclaration when operation is IUsingDeclarationOperation declaration:
                _calls.Using(declaration.DeclarationGroup, declaration.IsAsynchronous);
                break;
            case OperationKind.With when operation is IWithOperation with:
                _calls.With(with);
                break;
            case OperationKind.Coalesce when operation is ICoalesceOperation coalesce:
                _calls.Coalesce(coalesce);
                break;
            case OperationKind.Spread when operation is ISpreadOperation spread:
                _calls.Spread(spread);
                break;
            case OperationKind.ImplicitIndexerReference when operation is IImplicitIndexerReferenceOperation element:
                _calls.Indexer(element);
                break;
            case OperationKind.TupleBinary when operation is ITupleBinaryOperation comparison:
                _calls.Tuples(comparison);
                break;
            case OperationKind.TranslatedQuery when operation is ITranslatedQueryOperation query:
                QueryTouch.Visit(_scope, query);
                break;
            case OperationKind.MemberInitializer when operation is IMemberInitializerOperation initializer:
                _members.Initializer(initializer);
                break;
            case OperationKind.None when operation is { Syntax: FixedStatementSyntax statement, SemanticModel: { } model }:
                _calls.Fixed(statement, model);
                break;
            case OperationKind.IsPattern when operation is IIsPatternOperation match:
                _declarations.Matched(match.Value, match.Pattern);
                break;
            case OperationKind.IsType when operation is IIsTypeOperation match && _scope.UnmetOf(match.TypeOperand) is not null:
                _scope.Tell(match.ValueOperand);
                break;
            case OperationKind.Switch when operation is ISwitchOperation { Value: var value, Cases: var cases }:
                foreach (ISwitchCaseOperation one in cases)
                {
                    foreach (ICaseClauseOperation clause in one.Clauses)
                    {
                        _declarations.Matched(value, (clause as IPatternCaseClauseOperation)?.Pattern);
                    }
                }

                break;
            case OperationKind.SwitchExpression when operation is ISwitchExpressionOperation { Value: var value, Arms: var arms }:
                foreach (ISwitchExpressionArmOperation arm in arms)
                {
                    _declarations.Matched(value, arm.Pattern);
                }

                break;
            case OperationKind.PropertySubpattern when operation is IPropertySubpatternOperation match:
                _declarations.Matched(match.Member, match.Pattern);
                break;
            case OperationKind.RecursivePattern when operation is IRecursivePatternOperation pattern:
                _calls.Positional(pattern);
                _declarations.Pattern(pattern);
                break;
            case OperationKind.ListPattern when operation is IListPatternOperation pattern:
                _calls.List(pattern);
                _declarations.Pattern(pattern);
                break;
            case OperationKind.DeclarationPattern or OperationKind.DiscardPattern when operation is IPatternOperation pattern:
                _declarations.Pattern(pattern);
                break;
            default:
                break;
        }
    }

    private static IMethodSymbol? OperatorOf(IOperation operation) => operation switch
    {
        IConversionOperation conversion => conversion.OperatorMethod,
        IBinaryOperation binary => binary.OperatorMethod,
        IUnaryOperation unary => unary.OperatorMethod,
        ICompoundAssignmentOperation assignment => assignment.OperatorMethod,
        IIncrementOrDecrementOperation increment => increment.OperatorMethod,
        _ => null,
    };
}
