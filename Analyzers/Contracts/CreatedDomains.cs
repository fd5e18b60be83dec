using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;
using MsiEncap.Analyzers.Access;

namespace MsiEncap.Analyzers.Contracts;

/// <summary>What domains the code of a member gives to devices, as far as that is certain.</summary>
internal sealed class CreatedDomains
{
    private const int SecondaryId = 1;

    private readonly DeclaredContracts _contracts;
    private readonly List<(IInvocationOperation Call, ISymbol Device, object Id, ITypeSymbol? Cookie)> _created = [];
    private readonly HashSet<ISymbol> _doubtful = new(SymbolEqualityComparer.Default);
    private readonly Dictionary<ISymbol, IOperation> _locals = new(SymbolEqualityComparer.Default);
    private readonly HashSet<ISymbol> _handed = new(SymbolEqualityComparer.Default);
    private bool _removes;
    private bool _jumps;
    private bool _isHanded;

    /// <summary>Looks the code of a member through.</summary>
    /// <param name="contracts">Reads contracts.</param>
    /// <param name="blocks">The code.</param>
    public CreatedDomains(DeclaredContracts contracts, ImmutableArray<IOperation> blocks)
    {
        _contracts = contracts;
        foreach (IOperation operation in blocks.SelectMany(block => block.DescendantsAndSelf()))
        {
            Note(operation);
        }
    }

    /// <summary>The cookie of the domain that an allocation without an id goes to.</summary>
    /// <param name="allocation">The allocation.</param>
    /// <returns><see langword="null"/> if that is not certain.</returns>
    public ITypeSymbol? ContractOf(IInvocationOperation allocation)
    {
        if (_removes || _jumps || Place(allocation.Instance) is not { } device || _doubtful.Contains(device))
        {
            return null;
        }

        (IInvocationOperation Call, ISymbol Device, object Id, ITypeSymbol? Cookie)[] given =
            [.. _created.Where(created => SymbolEqualityComparer.Default.Equals(created.Device, device) && created.Id is SecondaryId)];
        return given is [var only] && BlockOf(only.Call, allocation) is { } block && (IsUntouched(device) || IsQuiet(device, block, only.Call, allocation))
            ? only.Cookie
            : null;
    }

    /// <summary>The cookie that a domain takes.</summary>
    /// <param name="domain">The domain.</param>
    /// <returns><see langword="null"/> if neither its type says, nor the value that a local has throughout.</returns>
    public ITypeSymbol? CookieOf(IOperation domain) => CookieOfType(domain)
        ?? (Place(CallArguments.Unconverted(domain)) is { } local && !_doubtful.Contains(local) && _locals.TryGetValue(local, out IOperation value)
            ? CookieOfType(value)
            : null);

    // A cast to a type that says less makes no difference to what the domain is.
    private static ITypeSymbol? CookieOfType(IOperation domain)
    {
        for (IOperation? value = domain; value is not null; value = (value as IConversionOperation)?.Operand)
        {
            if (RuntimeNames.CookieOfDomain(value.Type) is { } cookie)
            {
                return cookie;
            }
        }

        return null;
    }

    private void Note(IOperation operation)
    {
        switch (operation)
        {
            case IInvocationOperation { TargetMethod: var method } call when RuntimeNames.IsDevice(method.ContainingType):
                NoteOfDevice(call);
                break;
            case IMethodReferenceOperation { Method: var method } when IsRemoval(method):
                _removes = true;
                break;
            case IVariableDeclaratorOperation { Symbol: var local } declarator when declarator.GetVariableInitializer() is { Value: var value }:
                _locals[local] = value;
                if (local.IsRef)
                {
                    Doubt(value);
                }

                break;
            case ISimpleAssignmentOperation { IsRef: true } reference:
                Doubt(reference.Target);
                Doubt(reference.Value);
                break;
            case IAssignmentOperation assignment:
                Doubt(assignment.Target);
                break;
            case IAddressOfOperation address:
                Doubt(address.Reference);
                break;
            case IArgumentOperation { Parameter.RefKind: RefKind.Ref or RefKind.Out } argument:
                Doubt(argument.Value);
                break;
            case ILabeledOperation or IBranchOperation { BranchKind: BranchKind.GoTo }:
                _jumps = true;
                break;
            case IDelegateCreationOperation:
                _isHanded = true;
                break;
            case IInstanceReferenceOperation { ReferenceKind: InstanceReferenceKind.ContainingTypeInstance }:
                _isHanded |= operation.Parent is not (IInvocationOperation or IMemberReferenceOperation) || operation.Parent.ChildOperations.First() != operation;
                break;
            case ILocalReferenceOperation or IParameterReferenceOperation or IFieldReferenceOperation:
                if (operation.Type is INamedTypeSymbol type && RuntimeNames.IsDevice(type) && Place(operation) is { } device && IsHanded(operation))
                {
                    _ = _handed.Add(device);
                }

                break;
            default:
                break;
        }
    }

    private void NoteOfDevice(IInvocationOperation call)
    {
        // A device can have several names here, and without a removal no domain takes the place of another.
        if (IsRemoval(call.TargetMethod))
        {
            _removes = true;
        }
        else if (call.TargetMethod.Name is "CreateImsDomain" or "CreateMsiDomain" && Place(call.Instance) is { } device)
        {
            if (Key(RuntimeNames.Argument(call, "domainId")) is { } id)
            {
                _created.Add((call, device, id, RuntimeNames.Argument(call, "domain") is { } domain ? CookieOfType(domain) : null));
            }
            else
            {
                _ = _doubtful.Add(device);
            }
        }
    }

    private static bool IsRemoval(IMethodSymbol method) => method.Name is "RemoveMsiDomain" or "Dispose" && RuntimeNames.IsDevice(method.ContainingType);

    private void Doubt(IOperation? value)
    {
        if (value is ITupleOperation { Elements: var elements })
        {
            foreach (IOperation element in elements)
            {
                Doubt(element);
            }
        }
        else if (value is IConditionalOperation choice)
        {
            Doubt(choice.WhenTrue);
            Doubt(choice.WhenFalse);
        }
        else if (Place(value) is { } place)
        {
            _ = _doubtful.Add(place);
        }
    }

    // Whether the device gets another name or another holder, rather than being called, compared or assigned.
    private static bool IsHanded(IOperation device)
    {
        IOperation value = device;
        while (value.Parent is IConversionOperation { IsImplicit: true, OperatorMethod: null } conversion)
        {
            value = conversion;
        }

        return value.Parent switch
        {
            IInvocationOperation call => call.Instance != value || !RuntimeNames.IsDevice(call.TargetMethod.ContainingType),
            IMemberReferenceOperation member => member is IMethodReferenceOperation || member.Instance != value || !RuntimeNames.IsDevice(member.Member.ContainingType),
            ISimpleAssignmentOperation assignment => assignment.Target != value,
            IArgumentOperation { Parent: IInvocationOperation call } => !IsNullCheck(call.TargetMethod),
            IIsPatternOperation { Pattern: IConstantPatternOperation or INegatedPatternOperation { Pattern: IConstantPatternOperation } } => false,
            IBinaryOperation { OperatorMethod: null } or INameOfOperation => false,
            _ => true,
        };
    }

    // A caller who keeps the device is not looked at; whoever has it from here, and whoever can come to a field or to what a local was read from, is.
    private bool IsUntouched(ISymbol device) =>
        device is IParameterSymbol { ContainingSymbol: IMethodSymbol { MethodKind: not MethodKind.Constructor } } && !_handed.Contains(device);

    // By the text: without jumps and loops, what runs between the two stands between them, or round the second.
    private bool IsQuiet(ISymbol device, IBlockOperation block, IOperation from, IOperation to)
    {
        bool isKept = _isHanded || _handed.Contains(device);
        return block.Descendants()
            .Where(operation => EndOf(operation) >= EndOf(from) && operation.Syntax.SpanStart < EndOf(to))
            .All(operation => operation.Type is not IDynamicTypeSymbol && (RunsNothing(operation) || IsKnownCall(operation, EndOf(to)) || (!isKept && IsCallOfOther(operation, device))));
    }

    // A list of what is known, since the language calls members in more ways than can be told.
    private static bool RunsNothing(IOperation operation) => operation switch
    {
        IBlockOperation or IExpressionStatementOperation or IEmptyOperation or IConditionalOperation or ITryOperation or IReturnOperation { Kind: OperationKind.Return } => true,
        IVariableDeclarationGroupOperation or IVariableDeclarationOperation or IVariableDeclaratorOperation or IVariableInitializerOperation => true,
        ISimpleAssignmentOperation assignment => assignment.Target is IDiscardOperation or ILocalReferenceOperation { Local.RefKind: RefKind.None } or IFieldReferenceOperation,
        ILocalReferenceOperation or IParameterReferenceOperation or IInstanceReferenceOperation or IDiscardOperation or IDeclarationExpressionOperation => true,
        IFieldReferenceOperation { Field: var field } => !field.IsStatic || field.IsConst || field.IsReadOnly,
        ILiteralOperation or IDefaultValueOperation or INameOfOperation or ITypeOfOperation => true,
        IConversionOperation { OperatorMethod: null } or IUnaryOperation { OperatorMethod: null } => true,
        IBinaryOperation { OperatorMethod: null, Type.SpecialType: not SpecialType.System_String } => true,
        IIsPatternOperation or IConstantPatternOperation or INegatedPatternOperation => true,
        IArgumentOperation argument => argument.Parameter?.Type.TypeKind is not TypeKind.Delegate,
        _ => false,
    };

    // What the generator writes for a contract is known to leave devices alone; what the allocation is an argument of comes after it.
    private bool IsKnownCall(IOperation operation, int end) => operation switch
    {
        IInvocationOperation { TargetMethod: var method } => EndOf(operation) > end || RuntimeNames.IsDevice(method.ContainingType) || IsNullCheck(method),
        IPropertyReferenceOperation { Property.ContainingType: var type } => RuntimeNames.IsDevice(type),
        IObjectCreationOperation { Initializer: null, Type: var type } => EndOf(operation) <= end && _contracts.Of(type) is not null,
        _ => false,
    };

    // An object of another class, as long as nobody has got this one here.
    private static bool IsCallOfOther(IOperation operation, ISymbol device) => operation switch
    {
        IInvocationOperation { Instance: ILocalReferenceOperation or IParameterReferenceOperation, Instance.Type: var type } => IsOther(type, device.ContainingType),
        IPropertyReferenceOperation { Instance: IInstanceReferenceOperation { ReferenceKind: InstanceReferenceKind.ImplicitReceiver, Type: var type } } => IsOther(type, device.ContainingType),
        ISimpleAssignmentOperation { Parent: IObjectOrCollectionInitializerOperation } or IObjectOrCollectionInitializerOperation => true,
        IObjectCreationOperation { Type: var type } => IsOther(type, device.ContainingType),
        _ => false,
    };

    private static bool IsOther(ITypeSymbol? type, INamedTypeSymbol own)
    {
        for (INamedTypeSymbol? level = own; level is not null; level = level.BaseType)
        {
            if (SymbolEqualityComparer.Default.Equals(level.OriginalDefinition, type?.OriginalDefinition))
            {
                return false;
            }
        }

        return type is { TypeKind: TypeKind.Class or TypeKind.Struct };
    }

    private static bool IsNullCheck(IMethodSymbol method) => method is { Name: "ThrowIfNull", ContainingType.Name: nameof(ArgumentNullException) };

    private static int EndOf(IOperation operation) => operation.Syntax.Span.End;

    // The creation is a statement of its own, and the allocation is in a later one of the same block, at whatever depth, but runs with it.
    private static IBlockOperation? BlockOf(IOperation creation, IOperation allocation)
    {
        IOperation statement = creation;
        while (statement.Parent is IConversionOperation or IExpressionStatementOperation or ISimpleAssignmentOperation
            or IVariableInitializerOperation or IVariableDeclaratorOperation or IVariableDeclarationOperation or IVariableDeclarationGroupOperation)
        {
            statement = statement.Parent;
        }

        for (IOperation? node = allocation; node is not (null or IAnonymousFunctionOperation or ILocalFunctionOperation); node = node.Parent)
        {
            if (node.Parent is IBlockOperation block && block == statement.Parent)
            {
                return node.Syntax.SpanStart > statement.Syntax.SpanStart ? block : null;
            }
        }

        return null;
    }

    // An id by its number, or by the place that holds it.
    private static object? Key(IOperation? id) => id is null ? SecondaryId : CallArguments.Unconverted(id) switch
    {
        IPropertyReferenceOperation { Property: { IsStatic: true, Name: "Secondary", ContainingType.Name: "MsiDomainId" } } => SecondaryId,
        IPropertyReferenceOperation { Property: { IsStatic: true, Name: "Default", ContainingType.Name: "MsiDomainId" } } or IDefaultValueOperation => 0,
        IObjectCreationOperation { Arguments: [{ Value.ConstantValue: { HasValue: true, Value: int number } }] } => number,
        var place => Place(place),
    };

    // What is the same value throughout, as long as nobody assigns to it: a local, a parameter, a field that cannot change.
    private static ISymbol? Place(IOperation? value) => value switch
    {
        ILocalReferenceOperation { Local: { RefKind: RefKind.None } local } => local,
        IParameterReferenceOperation { Parameter: { RefKind: RefKind.None } parameter } => parameter,
        IFieldReferenceOperation { Instance: null or IInstanceReferenceOperation, Field: { IsReadOnly: true } field } => field,
        _ => null,
    };
}
