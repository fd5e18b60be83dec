using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;

namespace MsiEncap.Analyzers.Leaks;

/// <content>What an expression may hold.</content>
internal sealed partial class BodyFlow
{
    private Taint Value(IOperation operation)
    {
        Taint value = Derived(operation);
        if (operation.Type is not null
            && operation is not (IDefaultValueOperation { Type.IsValueType: false } or ILiteralOperation or IDeclarationExpressionOperation)
            && !IsNull(operation)
            && !(operation is IConversionOperation { Operand: { } operand } && (IsNull(operand) || operand is IDefaultValueOperation))
            && _code.RestrictedPart(operation.Type) is { } part)
        {
            value = value with { Lost = new(part, operation.Syntax) };
        }

        return value;
    }

    private Taint Derived(IOperation operation) => operation switch
    {
        ILocalReferenceOperation local => Variable(local.Local),
        IParameterReferenceOperation parameter => Parameter(parameter.Parameter),
        IConversionOperation conversion => Converted(conversion),
        IFieldReferenceOperation field => Member(field.Field, field.Instance, field.Type),
        IPropertyReferenceOperation property => Property(property),
        IEventReferenceOperation @event => Member(@event.Event, @event.Instance, @event.Type),
        IMethodReferenceOperation method => Bound(method),
        IArrayElementReferenceOperation element => Part(Of(element.ArrayReference), element.Type),
        IImplicitIndexerReferenceOperation indexer => Part(Of(indexer.Instance), indexer.Type),
        IInlineArrayAccessOperation element => Part(Of(element.Instance), element.Type),
        IConditionalOperation conditional => Of(conditional.WhenTrue).With(Of(conditional.WhenFalse)),
        ICoalesceOperation coalesce => Of(coalesce.Value).With(Of(coalesce.WhenNull)),
        ICoalesceAssignmentOperation coalesce => Of(coalesce.Target).With(Of(coalesce.Value)),
        ISwitchExpressionOperation choice => All(choice.Arms.Select(arm => arm.Value)),
        IConditionalAccessOperation access => Of(access.WhenNotNull),
        IConditionalAccessInstanceOperation instance => Of(AccessedBy(instance)),
        IInstanceReferenceOperation { ReferenceKind: InstanceReferenceKind.ImplicitReceiver } receiver => Of(Receiver(receiver)),
        IParenthesizedOperation parenthesized => Of(parenthesized.Operand),
        IAwaitOperation awaited => Part(Of(awaited.Operation), awaited.Type),
        ITupleOperation tuple => All(tuple.Elements).Carried,
        IArrayInitializerOperation elements => All(elements.ElementValues).Carried,
        IArrayCreationOperation array => Of(array.Initializer).With(Filled(array)),
        ICollectionExpressionOperation collection => All(collection.Elements).Carried.With(Filled(collection)),
        ISpreadOperation spread => Of(spread.Operand),
        IAnonymousObjectCreationOperation anonymous => Filled(anonymous).With(All(anonymous.Initializers.OfType<ISimpleAssignmentOperation>().Select(one => one.Value)).Carried),
        IObjectCreationOperation { Constructor: { } constructor } creation => Filled(creation).With(Called(creation, constructor, creation.Arguments)),
        IWithOperation with => Of(with.Operand).Carried.With(Filled(with)),
        IDelegateCreationOperation creation => Of(creation.Target),
        IAnonymousFunctionOperation lambda => Variable(lambda.Symbol),
        IInvocationOperation { TargetMethod: { RefKind: not RefKind.None, ReturnType.IsUnmanagedType: true } method } read when !IsByReference(read) && !Reinterpretation.IsMemory(method.ReturnType) => default,
        IInvocationOperation call => Filled(call).With(Called(call, call.TargetMethod, call.Arguments)),
        ISimpleAssignmentOperation assignment => Of(assignment.Value),
        ICompoundAssignmentOperation { Type.TypeKind: TypeKind.Delegate } assignment => Of(assignment.Target).With(Of(assignment.Value)),
        IBinaryOperation { Type.TypeKind: TypeKind.Delegate } combined => Of(combined.LeftOperand).With(Of(combined.RightOperand)),
        IArgumentOperation argument => Of(argument.Value),
        ITranslatedQueryOperation query => Of(query.Operation),
        IInterpolatedStringOperation text => text.Type?.SpecialType == SpecialType.System_String ? default : All(text.Parts.OfType<IInterpolationOperation>().Select(part => part.Expression)),
        IAddressOfOperation address => Of(address.Reference),
        IDynamicMemberReferenceOperation member => Of(member.Instance).Carried,
        IDynamicInvocationOperation call => Of(call.Operation).Carried,
        IDynamicIndexerAccessOperation access => Of(access.Operation).Carried,
        IDeclarationExpressionOperation declaration => Of(declaration.Expression),
        IUnaryOperation { OperatorMethod: { } method } unary => Operated(method, unary.Operand),
        IBinaryOperation { OperatorMethod: { } method } binary => Operated(method, binary.LeftOperand, binary.RightOperand),
        ICompoundAssignmentOperation { OperatorMethod: { } method } assignment => Operated(method, assignment.Target, assignment.Value),
        _ when operation is { Kind: OperationKind.None, Type: { } type } => Part(All(operation.ChildOperations), type),
        _ => default,
    };

    // A number that is read through a reference is a copy.
    private bool IsByReference(IOperation operation) => operation.Parent switch
    {
        IReturnOperation => _method is { RefKind: not RefKind.None },
        IVariableInitializerOperation { Parent: IVariableDeclaratorOperation { Symbol.IsRef: true } } => true,
        IArgumentOperation { Parameter.RefKind: not RefKind.None } => true,
        ISimpleAssignmentOperation { IsRef: true } or IAddressOfOperation => true,
        _ => false,
    };

    private static bool IsNull(IOperation operation) => operation.ConstantValue is { HasValue: true, Value: null };

    private Taint All(IEnumerable<IOperation> operations)
    {
        Taint all = default;
        foreach (IOperation operation in operations)
        {
            all = all.With(Of(operation));
        }

        return all;
    }

    private Taint Filled(IOperation created) => _filled.TryGetValue(created, out Taint taint) ? taint : default;

    private Taint Variable(ISymbol variable) => _variables.TryGetValue(variable, out Taint taint) ? taint : default;

    private Taint Parameter(IParameterSymbol parameter)
    {
        Taint known = Variable(parameter);
        if (!SymbolEqualityComparer.Default.Equals(parameter.ContainingSymbol, _method))
        {
            // A primary constructor's parameter that another member uses is a field.
            return parameter.ContainingSymbol is IMethodSymbol { MethodKind: MethodKind.Constructor } ? known.With(State(parameter)) : known;
        }

        return CanHide(parameter.Type)
            ? known.With(Taint.OfParameter(parameter) with { Outside = _isShown && parameter.RefKind != RefKind.Out && !IsImmutable(parameter.Type) })
            : known;
    }

    private static bool IsImmutable(ITypeSymbol type) => type is { SpecialType: SpecialType.System_String } or { IsUnmanagedType: true };

    // A restricted value can be all that is not a number, a text, or shows it.
    private bool CanHide(ITypeSymbol type) =>
        type.SpecialType is not (>= SpecialType.System_Void and <= SpecialType.System_String)
        && type.TypeKind != TypeKind.Enum
        && _code.RestrictedPart(type) is null;

    private static Taint Part(Taint whole, ITypeSymbol? type) =>
        whole.Carries && !Holding.CanHold(type, whole.Lost?.What.Symbol) ? default(Taint) with { Outside = whole.Outside } : whole;

    private Taint Converted(IConversionOperation conversion)
    {
        IOperation operand = conversion.Operand;
        if (conversion.OperatorMethod is { } method)
        {
            return Operated(method, operand);
        }

        if (operand is IInterpolatedStringOperation text)
        {
            return conversion.Type?.SpecialType == SpecialType.System_String ? default : All(text.Parts.OfType<IInterpolationOperation>().Select(part => part.Expression));
        }

        if (operand is IAnonymousFunctionOperation or IDelegateCreationOperation && conversion.Type is { Name: "Expression", TypeKind: TypeKind.Class })
        {
            return All(operand.Descendants().Where(part => part is IInstanceReferenceOperation or ILocalReferenceOperation or IParameterReferenceOperation or IFieldReferenceOperation));
        }

        if (operand.Type?.TypeKind is not (TypeKind.Pointer or TypeKind.FunctionPointer)
            && (conversion.Type is { SpecialType: >= SpecialType.System_Boolean and <= SpecialType.System_String }
                || (conversion.Type is { TypeKind: TypeKind.Enum } && operand.Type?.TypeKind is not (TypeKind.Class or TypeKind.Interface or TypeKind.Dynamic))))
        {
            return operand.Type is { SpecialType: SpecialType.System_IntPtr or SpecialType.System_UIntPtr } ? Of(operand) : default;
        }

        // A type that only role code knows is right to hand out, unless what others see of it gives its value back.
        return operand.Type is INamedTypeSymbol { TypeKind: TypeKind.Class or TypeKind.Struct } holder
            && !SymbolEqualityComparer.Default.Equals(holder, conversion.Type)
            && IsHiddenHere(holder)
                ? Of(operand).With(_leaks.Read(holder, _body).Value)
                : Of(operand);
    }

    private bool IsHiddenHere(INamedTypeSymbol type) =>
        type.Locations.Any(location => location.IsInSource) && _code.Acts(type) && !_code.IsShown(type) && !_code.IsCovered(type);

    private Taint Property(IPropertyReferenceOperation reference)
    {
        // What is only assigned is not read.
        IPropertySymbol property = reference.Property;
        return reference.Parent is ISimpleAssignmentOperation assignment && assignment.Target == reference ? Member(property, reference.Instance, reference.Type)
            : property.GetMethod is { } getter && (!property.Parameters.IsEmpty || !IsAuto(property)) && IsOurs(property)
                ? Called(reference, getter, reference.Arguments)
                : Member(property, reference.Instance, reference.Type);
    }

    private Taint Member(ISymbol member, IOperation? instance, ITypeSymbol? type)
    {
        Taint whole = Of(instance);
        if (IsOurs(member))
        {
            Taint inherited = _code.RestrictedPart(instance?.Type) is null ? Part(whole, type) : default;
            return _code.IsShown(member) ? inherited with { Outside = true } : inherited.With(State(member));
        }

        if (Framework.Contains(member.ContainingAssembly))
        {
            return instance is null ? Taint.OfOutside : Part(_code.RestrictedPart(instance.Type) is null || instance.Type?.IsTupleType == true ? whole : whole with { Lost = null }, type);
        }

        return _code.IsInside(member) ? default : Taint.OfOutside;
    }

    // A field whose type shows what is in it needs no following.
    private Taint State(ISymbol field) =>
        field is not IFieldSymbol { IsConst: true } && CanHide(TypeOf(field)!)
            ? Taint.OfState(field.OriginalDefinition).With(_leaks.Read(field, _body).Value)
            : default;

    private Taint Bound(IMethodReferenceOperation reference)
    {
        // A delegate shows its target; and what the method returns, it gives back.
        Taint target = reference.Method.IsStatic && !reference.Method.IsExtensionMethod ? default : All(reference.ChildOperations).Carried;
        return target.With(reference.Method.MethodKind == MethodKind.LocalFunction ? Variable(reference.Method) : Returned(reference.Method, reference.Method.ReturnType));
    }

    private Taint Returned(IMethodSymbol method, ITypeSymbol? type) =>
        IsOurs(method) && CanGive(type) ? new(_leaks.Read(method, _body).Value.Lost, 0, false, null) : default;

    private static bool CanGive(ITypeSymbol? type) => type is { SpecialType: not (>= SpecialType.System_Void and <= SpecialType.System_String) };

    private bool IsOurs(ISymbol member) =>
        member.OriginalDefinition.Locations.Any(location => location.IsInSource) && _code.Acts(member.ContainingType);

    private static bool IsAuto(IPropertySymbol property) => property.ContainingType.GetMembers()
        .Any(member => member is IFieldSymbol { AssociatedSymbol: { } owner } && SymbolEqualityComparer.Default.Equals(owner, property.OriginalDefinition))
        || property.OriginalDefinition.DeclaringSyntaxReferences.Any(reference => reference.GetSyntax() is ParameterSyntax);

    private static IOperation? AccessedBy(IConditionalAccessInstanceOperation instance)
    {
        for (IOperation? child = instance, next = instance.Parent; next is not null; child = next, next = next.Parent)
        {
            if (next is IConditionalAccessOperation access && access.WhenNotNull == child)
            {
                return access.Operation;
            }
        }

        return null;
    }

    // In an initializer the receiver is what the initializer belongs to.
    private static IOperation? Receiver(IInstanceReferenceOperation receiver)
    {
        for (IOperation? next = receiver.Parent; next is not null; next = next.Parent)
        {
            if (next is IObjectOrCollectionInitializerOperation initializer)
            {
                return initializer.Parent is IMemberInitializerOperation member ? member.InitializedMember : initializer.Parent;
            }

            if (next is IAnonymousObjectCreationOperation)
            {
                return next;
            }
        }

        return null;
    }
}
