using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace MsiEncap.Analyzers.Leaks;

/// <content>What calls do with what they are given.</content>
internal sealed partial class BodyFlow
{
    private Taint Called(IOperation call, IMethodSymbol method, ImmutableArray<IArgumentOperation> arguments)
    {
        IMethodSymbol target = method.ReducedFrom ?? method;
        IOperation? receiver = ReceiverOf(call);
        return target switch
        {
            { MethodKind: MethodKind.LocalFunction } => Local(target, arguments),
            { MethodKind: MethodKind.DelegateInvoke } => Invoked(call, receiver, target, arguments),
            _ when IsOurs(target) => Own(call, target, arguments),
            _ when _code.IsInside(target) => default,
            _ when Framework.Contains(target.ContainingAssembly) => OfFramework(call, target, receiver, arguments),
            _ when _leaks.Trusted.Contains(target) => default,
            _ => OfOutside(target, arguments),
        };
    }

    private static IOperation? ReceiverOf(IOperation call) => call switch
    {
        IInvocationOperation invocation => invocation.Instance,
        IPropertyReferenceOperation property => property.Instance,
        _ => null,
    };

    private Taint Local(IMethodSymbol function, ImmutableArray<IArgumentOperation> arguments)
    {
        foreach (IArgumentOperation argument in arguments)
        {
            if (argument.Parameter is { } parameter)
            {
                Join(parameter.OriginalDefinition, Of(argument.Value));
                if (parameter.RefKind is RefKind.Ref or RefKind.Out)
                {
                    Assign(argument.Value, Variable(parameter.OriginalDefinition), argument.Value);
                }
            }
        }

        return Variable(function.OriginalDefinition);
    }

    private Taint Invoked(IOperation call, IOperation? receiver, IMethodSymbol invoke, ImmutableArray<IArgumentOperation> arguments)
    {
        Taint handler = Of(receiver);
        Taint passed = default;
        foreach (IArgumentOperation argument in arguments)
        {
            Taint taint = Of(argument.Value);
            if (taint.Carries && handler.Outside && _code.RestrictedPart(argument.Parameter?.Type) is null)
            {
                Leave(argument.Value, taint, $"it is passed to '{receiver!.Syntax.ToString().Trim()}'");
            }

            passed = passed.With(taint);
        }

        // Which lambda is called here is not known; those of the same type are told.
        GiveToLambdas(passed, lambda => SymbolEqualityComparer.Default.Equals((lambda.Parent as IDelegateCreationOperation)?.Type, invoke.ContainingType));
        return _code.RestrictedPart(receiver?.Type) is null ? Part(handler.With(Filled(call)), call.Type) : default;
    }

    private void GiveToLambdas(Taint taint, Func<IAnonymousFunctionOperation, bool> which)
    {
        if (!taint.Carries && !taint.Outside)
        {
            return;
        }

        foreach (IAnonymousFunctionOperation lambda in _body.Operations.OfType<IAnonymousFunctionOperation>().Where(which))
        {
            foreach (IParameterSymbol parameter in lambda.Symbol.Parameters)
            {
                if (CanHide(parameter.Type))
                {
                    Join(parameter, taint);
                }
            }
        }
    }

    private void GiveToLambdasIn(ImmutableArray<IArgumentOperation> arguments, Taint taint) => GiveToLambdas(
        taint, lambda => arguments.Any(argument => Unwrapped(argument.Value) is IDelegateCreationOperation creation && creation.Target == lambda));

    private static IOperation Unwrapped(IOperation value)
    {
        while (value is IConversionOperation conversion)
        {
            value = conversion.Operand;
        }

        return value;
    }

    private Taint Own(IOperation call, IMethodSymbol method, ImmutableArray<IArgumentOperation> arguments)
    {
        MemberFact fact = _leaks.Read(method, _body);
        Taint result = new(fact.Value.Lost, 0, false, fact.Value.State);
        foreach (IArgumentOperation argument in arguments)
        {
            if (argument.Parameter?.OriginalDefinition is not { } parameter)
            {
                continue;
            }

            Taint taint = Of(argument.Value);
            if (taint.Carries && (fact.Leaks & Taint.Bit(parameter)) != 0)
            {
                foreach (IOperation value in Written(argument))
                {
                    Leave(value, Of(value), $"it is passed to '{SymbolText.Of(method)}', which lets it out");
                }
            }

            if ((fact.Value.Parameters & Taint.Bit(parameter)) != 0)
            {
                result = result.With(taint);
            }

            if (fact.Into.TryGetValue(parameter.Ordinal, out Taint into))
            {
                Taint given = Translate(into, arguments);
                if (parameter.RefKind is RefKind.Ref or RefKind.Out)
                {
                    Assign(argument.Value, given, argument.Value);
                }
                else
                {
                    StoreInto(argument.Value, given, argument.Value);
                }
            }

            if (method.MethodKind == MethodKind.Constructor && taint.Carries)
            {
                Construct(method, parameter, taint, argument.Value);
            }
        }

        if (_code.IsShown(method))
        {
            return result with { Outside = true };
        }

        return call is IObjectCreationOperation ? result.Carried : Part(result, call.Type);
    }

    private Taint Operated(IMethodSymbol method, params ImmutableArray<IOperation> operands)
    {
        if (IsOurs(method))
        {
            MemberFact fact = _leaks.Read(method, _body);
            for (int i = 0; i < operands.Length && i < method.Parameters.Length; i++)
            {
                if ((fact.Leaks & Taint.Bit(method.Parameters[i])) != 0)
                {
                    Leave(operands[i], Of(operands[i]), $"it is passed to '{SymbolText.Of(method)}', which lets it out");
                }
            }

            return Returned(method, method.ReturnType);
        }

        if (_code.IsInside(method) || Framework.Contains(method.ContainingAssembly))
        {
            return default;
        }

        for (int i = 0; i < operands.Length && i < method.Parameters.Length; i++)
        {
            if (Of(operands[i]).Carries && _code.RestrictedPart(method.OriginalDefinition.Parameters[i].Type) is null)
            {
                Leave(operands[i], Of(operands[i]), $"it is passed to '{SymbolText.Of(method)}'");
            }
        }

        return Taint.OfOutside;
    }

    // A primary constructor has no code of its own: its parameters are the fields and, in a record, the properties of the type.
    private void Construct(IMethodSymbol constructor, IParameterSymbol parameter, Taint taint, IOperation value)
    {
        if (!parameter.DeclaringSyntaxReferences.Any(reference => reference.GetSyntax().Parent?.Parent is Microsoft.CodeAnalysis.CSharp.Syntax.TypeDeclarationSyntax))
        {
            return;
        }

        IPropertySymbol? property = constructor.ContainingType.IsRecord
            ? constructor.ContainingType.OriginalDefinition.GetMembers(parameter.Name).OfType<IPropertySymbol>().FirstOrDefault()
            : null;
        if (property is not null)
        {
            AssignMember(property, null, taint, value);
            return;
        }

        if (_leaks.Read(parameter, _body).IsExposed)
        {
            Leave(value, taint, $"it is passed to '{SymbolText.Of(constructor)}', which lets it out");
        }
    }

    private Taint Translate(Taint inCallee, ImmutableArray<IArgumentOperation> arguments)
    {
        Taint result = inCallee with { Parameters = 0 };
        foreach (IArgumentOperation argument in arguments)
        {
            if (argument.Parameter is { } parameter && (inCallee.Parameters & Taint.Bit(parameter)) != 0)
            {
                result = result.With(Of(argument.Value));
            }
        }

        return result;
    }

    private Taint OfFramework(IOperation call, IMethodSymbol method, IOperation? receiver, ImmutableArray<IArgumentOperation> arguments)
    {
        IOperation? holder = receiver ?? (method.IsExtensionMethod && arguments.Length > 0 ? arguments[0].Value : null);
        Taint passed = default;
        foreach (IArgumentOperation argument in arguments)
        {
            if (argument.Value != holder)
            {
                passed = passed.With(Of(argument.Value));
            }
        }

        Taint held = Of(holder);
        GiveToLambdasIn(arguments, passed.With(held));
        Taint all = passed.With(held);
        foreach (IArgumentOperation filled in arguments.Where(argument => argument.Parameter?.RefKind is RefKind.Ref or RefKind.Out && argument.Value != holder))
        {
            Assign(filled.Value, Part(all.Carried, filled.Value.Type), filled.Value);
        }

        bool gives = call is IObjectCreationOperation || Holding.CanHold(call.Type, all.Lost?.What.Symbol) || Reinterpretation.IsOne(method);
        if (passed.Carries && !_leaks.Trusted.Contains(method))
        {
            Hand(method, holder, arguments, passed, gives);
        }

        return gives ? (call is IObjectCreationOperation ? all.Carried : all) : default;
    }

    private void Hand(IMethodSymbol method, IOperation? holder, ImmutableArray<IArgumentOperation> arguments, Taint passed, bool gives)
    {
        // It may be kept in the receiver, in what the call gives back, or in what it was given to fill.
        bool kept = gives;
        foreach (IArgumentOperation argument in arguments)
        {
            if (argument.Parameter?.RefKind is RefKind.Ref or RefKind.Out && argument.Value != holder)
            {
                kept = true;
            }
            else if (argument.Value != holder && Unwrapped(argument.Value).Type is IArrayTypeSymbol array && argument.ArgumentKind == ArgumentKind.Explicit
                && Holding.CanHold(array, passed.Lost?.What.Symbol))
            {
                kept = true;
                foreach (IArgumentOperation other in arguments.Where(other => other != argument && Of(other.Value).Carries))
                {
                    StoreInto(Unwrapped(argument.Value), Of(other.Value), other.Value);
                }
            }
        }

        bool holds = holder is not null && (Holding.CanHold(holder.Type, passed.Lost?.What.Symbol) || _code.RestrictedPart(holder.Type) is not null);
        foreach (IArgumentOperation argument in arguments)
        {
            if (argument.Value == holder || !Of(argument.Value).Carries)
            {
                continue;
            }

            foreach (IOperation value in Written(argument))
            {
                if (holds)
                {
                    StoreInto(holder!, Of(value), value);
                }
                else if (!kept && _code.RestrictedPart(argument.Parameter?.Type) is null)
                {
                    Leave(value, Of(value), $"it is passed to '{SymbolText.Of(method)}'");
                }
            }
        }
    }

    private IEnumerable<IOperation> Written(IArgumentOperation argument) => argument switch
    {
        { ArgumentKind: ArgumentKind.ParamArray, Value: IArrayCreationOperation { Initializer: { } elements } } => elements.ElementValues.Where(value => Of(value).Carries),
        { ArgumentKind: ArgumentKind.ParamCollection, Value: ICollectionExpressionOperation collection } => collection.Elements.Where(value => Of(value).Carries),
        _ => [argument.Value],
    };

    private Taint OfOutside(IMethodSymbol method, ImmutableArray<IArgumentOperation> arguments)
    {
        GiveToLambdasIn(arguments, Taint.OfOutside);
        foreach (IArgumentOperation argument in arguments)
        {
            if (argument.ArgumentKind == ArgumentKind.DefaultValue || _code.RestrictedPart(argument.Parameter?.OriginalDefinition.Type) is not null)
            {
                continue;
            }

            foreach (IOperation value in Written(argument))
            {
                Taint taint = Of(value);
                if (taint.Carries)
                {
                    Leave(value, taint, $"it is passed to '{SymbolText.Of(method)}'");
                }
            }

            if (argument.Parameter?.RefKind is RefKind.Out)
            {
                Assign(argument.Value, Taint.OfOutside, argument.Value);
            }
        }

        return Taint.OfOutside;
    }
}
