using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;
using MsiEncap.Analyzers.Access;

namespace MsiEncap.Analyzers.Contracts;

/// <summary>
/// Finds cookies that are passed to a domain of another contract. It speaks where both contracts are certain: that of the cookie by its
/// type, that of the domain by its type, or because the same code has given it to the device before. What is allocated by an id needs no rule:
/// the id has the type of the cookie.
/// </summary>
/// <param name="contracts">Reads contracts.</param>
/// <param name="blocks">The code of a member.</param>
/// <param name="report">Takes the diagnostics.</param>
internal sealed class ForeignCookies(DeclaredContracts contracts, ImmutableArray<IOperation> blocks, Action<Diagnostic> report)
{
    private const string Secondary = nameof(Secondary);

    private CreatedDomains? _created;

    /// <summary>Reports the cookie of an allocation if it is of another contract than the domain.</summary>
    /// <param name="operation">The operation.</param>
    public void Visit(IOperation operation)
    {
        if (operation is not IInvocationOperation { TargetMethod: { TypeArguments: [var passed] } method } call
            || !RuntimeNames.IsDevice(method.ContainingType)
            || Argument(call, "cookie") is not { } cookie
            || contracts.Of(passed) is not { } offered)
        {
            return;
        }

        IOperation? domain = Argument(call, "domain");
        (ITypeSymbol? wanted, string what) = domain is not null ? (CookieOfDomain(domain), $"the domain '{Shown(domain)}'")
            : ((_created ??= new(blocks)).ContractOf(call, Argument(call, "domainId")), $"the domain that '{Shown(call.Instance)}' was given above");
        if (contracts.Of(wanted) is { } served && !ContractText.Agree(offered, served))
        {
            report(Diagnostic.Create(
                Descriptors.ForeignCookie, cookie.Syntax.GetLocation(), passed.Name, OneLine.Of(ContractText.Of(offered)), what, OneLine.Of(ContractText.Of(served))));
        }
    }

    // A cast to a type that says less makes no difference to what the domain is.
    private static ITypeSymbol? CookieOfDomain(IOperation? domain)
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

    private static IOperation? Argument(IInvocationOperation call, string name)
    {
        foreach (IArgumentOperation argument in call.Arguments)
        {
            if (argument.Parameter?.Name == name)
            {
                return argument.Value;
            }
        }

        return null;
    }

    private static string Shown(IOperation? value) => OneLine.Of(value?.Syntax.ToString() ?? "this");

    /// <summary>What domains the code of a member gives to devices, as far as that is certain.</summary>
    private sealed class CreatedDomains
    {
        private readonly List<(IInvocationOperation Call, ISymbol Device, object Id, ITypeSymbol? Cookie)> _created = [];
        private readonly HashSet<ISymbol> _doubtful = new(SymbolEqualityComparer.Default);
        private readonly Dictionary<ISymbol, List<int>> _passed = new(SymbolEqualityComparer.Default);
        private readonly List<int> _own = [];
        private bool _removes;

        public CreatedDomains(ImmutableArray<IOperation> blocks)
        {
            foreach (IOperation operation in blocks.SelectMany(block => block.DescendantsAndSelf()))
            {
                Note(operation);
            }
        }

        public ITypeSymbol? ContractOf(IInvocationOperation allocation, IOperation? id)
        {
            if (_removes || Place(allocation.Instance) is not { } device || _doubtful.Contains(device) || Key(id) is not { } wanted)
            {
                return null;
            }

            (IInvocationOperation Call, ISymbol Device, object Id, ITypeSymbol? Cookie)[] given =
                [.. _created.Where(created => SymbolEqualityComparer.Default.Equals(created.Device, device) && Same(created.Id, wanted))];
            return given is [var only] && IsSurelyBefore(only.Call, allocation) && !IsPassedBetween(device, only.Call, allocation) ? only.Cookie : null;
        }

        private void Note(IOperation operation)
        {
            switch (operation)
            {
                case IInvocationOperation { TargetMethod: { Name: "CreateImsDomain" or "CreateMsiDomain" } method } call when RuntimeNames.IsDevice(method.ContainingType):
                    if (Place(call.Instance) is { } device)
                    {
                        if (Key(Argument(call, "domainId")) is { } id)
                        {
                            _created.Add((call, device, id, CookieOfDomain(Argument(call, "domain"))));
                        }
                        else
                        {
                            _ = _doubtful.Add(device);
                        }
                    }

                    break;
                // A device can have several names here, and without a removal no domain takes the place of another.
                case IInvocationOperation { TargetMethod: { Name: "RemoveMsiDomain" or "Dispose" } method } when RuntimeNames.IsDevice(method.ContainingType):
                    _removes = true;
                    break;
                case IInvocationOperation { Instance: null or IInstanceReferenceOperation } call:
                    _own.Add(call.Syntax.SpanStart);
                    break;
                case IAssignmentOperation assignment:
                    Doubt(assignment.Target);
                    break;
                case IArgumentOperation { Parameter.RefKind: RefKind.Ref or RefKind.Out } argument:
                    Doubt(argument.Value);
                    break;
                case IArgumentOperation argument when CallArguments.Unconverted(argument.Value) is IInstanceReferenceOperation:
                    _own.Add(argument.Syntax.SpanStart);
                    break;
                case IArgumentOperation argument when Place(CallArguments.Unconverted(argument.Value)) is { } passed:
                    if (!_passed.TryGetValue(passed, out List<int> places))
                    {
                        _passed[passed] = places = [];
                    }

                    places.Add(argument.Syntax.SpanStart);
                    break;
                default:
                    break;
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
            else if (Place(value) is { } device)
            {
                _ = _doubtful.Add(device);
            }
        }

        // Whoever gets the device could change its domains; what the object keeps, each of its methods has got.
        private bool IsPassedBetween(ISymbol device, IOperation from, IOperation to)
        {
            bool IsBetween(int place) => place > from.Syntax.SpanStart && place < to.Syntax.SpanStart;

            return (_passed.TryGetValue(device, out List<int> places) && places.Exists(IsBetween))
                || (device is IFieldSymbol or IParameterSymbol { ContainingSymbol: IMethodSymbol { MethodKind: MethodKind.Constructor } } && _own.Exists(IsBetween));
        }

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

        private static object? Key(IOperation? id) => id is null ? Secondary : CallArguments.Unconverted(id) switch
        {
            IPropertyReferenceOperation { Property: { IsStatic: true, Name: Secondary } } => Secondary,
            var place => Place(place),
        };

        private static bool Same(object left, object right) =>
            left is ISymbol first && right is ISymbol second ? SymbolEqualityComparer.Default.Equals(first, second) : Equals(left, right);

        // What is the same value throughout, as long as nobody assigns to it: a local, a parameter, a field that cannot change.
        private static ISymbol? Place(IOperation? value) => value switch
        {
            ILocalReferenceOperation local => local.Local,
            IParameterReferenceOperation parameter => parameter.Parameter,
            IFieldReferenceOperation { Instance: null or IInstanceReferenceOperation, Field: { IsReadOnly: true } field } => field,
            _ => null,
        };
    }
}
