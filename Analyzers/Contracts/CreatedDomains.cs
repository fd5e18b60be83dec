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
    private readonly List<int> _calls = [];
    private readonly List<int> _own = [];
    private bool _removes;

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
        if (_removes || Place(allocation.Instance) is not { } device || _doubtful.Contains(device))
        {
            return null;
        }

        (IInvocationOperation Call, ISymbol Device, object Id, ITypeSymbol? Cookie)[] given =
            [.. _created.Where(created => SymbolEqualityComparer.Default.Equals(created.Device, device) && created.Id is SecondaryId)];
        return given is [var only] && IsSurelyBefore(only.Call, allocation) && !MayChangeBetween(device, only.Call, allocation) ? only.Cookie : null;
    }

    /// <summary>The cookie that a domain takes.</summary>
    /// <param name="domain">The domain.</param>
    /// <returns><see langword="null"/> if neither its type says, nor the value that a local has throughout.</returns>
    public ITypeSymbol? CookieOf(IOperation domain) => CookieOfType(domain)
        ?? (CallArguments.Unconverted(domain) is ILocalReferenceOperation { Local: var local } && !_doubtful.Contains(local) && _locals.TryGetValue(local, out IOperation value)
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
            case IAssignmentOperation assignment:
                Doubt(assignment.Target);
                break;
            case IArgumentOperation { Parameter.RefKind: RefKind.Ref or RefKind.Out } argument:
                Doubt(argument.Value);
                break;
            case IArgumentOperation argument when CallArguments.Unconverted(argument.Value) is IInstanceReferenceOperation:
                _own.Add(EndOf(argument));
                break;
            case ILocalReferenceOperation or IParameterReferenceOperation or IFieldReferenceOperation:
                if (operation.Type is INamedTypeSymbol type && RuntimeNames.IsDevice(type) && Place(operation) is { } device && IsHanded(operation))
                {
                    _ = _handed.Add(device);
                }

                break;
            default:
                NoteCall(operation);
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

    // Where code runs that is not the device's; what the generator writes for a contract is known to leave devices alone.
    private void NoteCall(IOperation operation)
    {
        switch (operation)
        {
            case IInvocationOperation { TargetMethod.ContainingType: var type, Instance: var instance }:
                AddCall(operation, type, IsOwn(instance));
                break;
            case IPropertyReferenceOperation { Property.ContainingType: var type, Instance: var instance }:
                AddCall(operation, type, IsOwn(instance));
                break;
            case IObjectCreationOperation { Type: var type }:
                AddCall(operation, type, isOwn: false);
                break;
            case IAwaitOperation or IDynamicInvocationOperation or IDynamicMemberReferenceOperation or IDynamicIndexerAccessOperation:
                AddCall(operation, null, isOwn: true);
                break;
            default:
                break;
        }
    }

    private static bool IsOwn(IOperation? instance) => instance is null or IInstanceReferenceOperation { ReferenceKind: InstanceReferenceKind.ContainingTypeInstance };

    private void AddCall(IOperation call, ITypeSymbol? type, bool isOwn)
    {
        if (RuntimeNames.IsDevice(type as INamedTypeSymbol) || _contracts.Of(type) is not null)
        {
            return;
        }

        _calls.Add(EndOf(call));
        if (isOwn)
        {
            _own.Add(EndOf(call));
        }
    }

    private void Doubt(IOperation? value)
    {
        if (value is ITupleOperation { Elements: var elements })
        {
            foreach (IOperation element in elements)
            {
                Doubt(element);
            }
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
        while (value.Parent is IConversionOperation { IsImplicit: true } conversion)
        {
            value = conversion;
        }

        return value.Parent switch
        {
            IInvocationOperation call => call.Instance != value,
            IMemberReferenceOperation member => member is IMethodReferenceOperation || member.Instance != value,
            ISimpleAssignmentOperation assignment => assignment.Target != value,
            IArgumentOperation { Parent: IInvocationOperation { TargetMethod: { Name: "ThrowIfNull", ContainingType.Name: nameof(ArgumentNullException) } } } => false,
            IIsPatternOperation { Pattern: IConstantPatternOperation or INegatedPatternOperation { Pattern: IConstantPatternOperation } } => false,
            IBinaryOperation { OperatorMethod: null } or IConditionalAccessOperation or INameOfOperation => false,
            _ => true,
        };
    }

    // Whoever has got the device could change its domains; what the object keeps, each of its methods has got.
    private bool MayChangeBetween(ISymbol device, IOperation from, IOperation to)
    {
        // A call comes after its arguments, so by their ends those of the allocation are between, and what the allocation is an argument of is not.
        bool IsBetween(int end) => end > EndOf(from) && end <= EndOf(to);

        return (_handed.Contains(device) && _calls.Exists(IsBetween))
            || (device is IFieldSymbol or IParameterSymbol { ContainingSymbol: IMethodSymbol { MethodKind: MethodKind.Constructor } } && _own.Exists(IsBetween));
    }

    private static int EndOf(IOperation operation) => operation.Syntax.Span.End;

    // The creation is a statement of its own, and the allocation is in a later one of the same block, at whatever depth, but runs with it.
    private static bool IsSurelyBefore(IOperation creation, IOperation allocation)
    {
        IOperation statement = creation;
        while (statement.Parent is IConversionOperation or IExpressionStatementOperation or ISimpleAssignmentOperation
            or IVariableInitializerOperation or IVariableDeclaratorOperation or IVariableDeclarationOperation or IVariableDeclarationGroupOperation)
        {
            statement = statement.Parent;
        }

        if (statement.Parent is not IBlockOperation block)
        {
            return false;
        }

        for (IOperation? node = allocation; node is not (null or IAnonymousFunctionOperation or ILocalFunctionOperation); node = node.Parent)
        {
            if (node.Parent == block)
            {
                return node.Syntax.SpanStart > statement.Syntax.SpanStart && !HasLabel(block);
            }
        }

        return false;
    }

    private static bool HasLabel(IBlockOperation block) => block.Operations.Any(operation => operation is ILabeledOperation);

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
        ILocalReferenceOperation local => local.Local,
        IParameterReferenceOperation parameter => parameter.Parameter,
        IFieldReferenceOperation { Instance: null or IInstanceReferenceOperation, Field: { IsReadOnly: true } field } => field,
        _ => null,
    };
}
