using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;
using MsiEncap.Analyzers.Access;

namespace MsiEncap.Analyzers.Leaks;

/// <summary>
/// Follows restricted values through one body, in any order of its statements, until nothing new is found: what each expression may
/// hold, what each variable does, and where something leaves.
/// </summary>
internal sealed partial class BodyFlow
{
    private readonly RoleLeaks _leaks;
    private readonly RoleCode _code;
    private readonly Body _body;
    private readonly Dictionary<IOperation, Taint> _values = [];
    private readonly Dictionary<ISymbol, Taint> _variables = new(SymbolEqualityComparer.Default);
    private readonly Dictionary<IOperation, Taint> _filled = [];
    private readonly Dictionary<ILocalSymbol, IOperation> _aliases = new(SymbolEqualityComparer.Default);
    private readonly Dictionary<SyntaxNode, Leak> _found = [];
    private readonly IMethodSymbol? _method;
    private readonly bool _isShown;
    private bool _changed;

    /// <summary>Readies a body.</summary>
    /// <param name="leaks">What is known of the rest.</param>
    /// <param name="body">The body.</param>
    public BodyFlow(RoleLeaks leaks, Body body)
    {
        _leaks = leaks;
        _code = leaks.Code;
        _body = body;
        _method = body.Owner as IMethodSymbol;
        _isShown = _code.IsShown(body.Owner);
    }

    /// <summary>Looks at the body and keeps what it finds in it and in the facts.</summary>
    /// <param name="cancellationToken">Stops it.</param>
    public void Run(CancellationToken cancellationToken)
    {
        do
        {
            _changed = false;
            foreach (IOperation operation in _body.Operations)
            {
                cancellationToken.ThrowIfCancellationRequested();
                Set(operation, Value(operation));
                Effect(operation);
            }
        }
        while (_changed);
        _body.Leaks = _found.Values;
    }

    private Taint Of(IOperation? operation) => operation is not null && _values.TryGetValue(operation, out Taint taint) ? taint : default;

    private void Set(IOperation operation, Taint taint)
    {
        _ = _values.TryGetValue(operation, out Taint known);
        if (!known.Covers(taint))
        {
            _values[operation] = known.With(taint);
            _changed = true;
        }
    }

    private void Join(ISymbol variable, Taint taint)
    {
        _ = _variables.TryGetValue(variable, out Taint known);
        if (!known.Covers(taint))
        {
            _variables[variable] = known.With(taint);
            _changed = true;
        }
    }

    private void Fill(IOperation created, Taint taint)
    {
        _ = _filled.TryGetValue(created, out Taint known);
        if (!known.Covers(taint))
        {
            _filled[created] = known.With(taint);
            _changed = true;
        }
    }

    /// <summary>Something leaves: restricted values are reported here, arguments at the callers, state where it is filled.</summary>
    private void Leave(IOperation value, Taint taint, string how)
    {
        IOperation written = CallArguments.Unconverted(value);
        SyntaxNode where = written.Syntax;
        if (taint.Lost is { } lost && !_found.ContainsKey(where))
        {
            bool refers = _method is { ReturnsByRef: true } or { ReturnsByRefReadonly: true } && value.Type is { IsUnmanagedType: true };
            _found[where] = new(where, lost, how, refers || Reinterpretation.IsMemory(value.Type));
        }

        if (taint.Parameters != 0 && _method is not null)
        {
            Note(_leaks.FactOf(_method), fact => fact.AddLeaks(taint.Parameters));
        }

        if (taint.State is { } state)
        {
            foreach (ISymbol field in state)
            {
                Note(_leaks.FactOf(field), static fact => fact.Expose());
            }
        }
    }

    private void Note(MemberFact fact, Func<MemberFact, bool> add)
    {
        if (add(fact))
        {
            _leaks.Changed(fact);
        }
    }

    // Lambdas and local functions return to whoever calls them, and not to the method's caller.
    private static ISymbol? FunctionAround(IOperation operation)
    {
        for (IOperation? next = operation.Parent; next is not null; next = next.Parent)
        {
            if (next is IAnonymousFunctionOperation lambda)
            {
                return lambda.Symbol;
            }

            if (next is ILocalFunctionOperation function)
            {
                return function.Symbol;
            }
        }

        return null;
    }
}
