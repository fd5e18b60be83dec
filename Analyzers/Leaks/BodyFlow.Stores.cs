using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace MsiEncap.Analyzers.Leaks;

/// <content>What statements and assignments do with what they are given.</content>
internal sealed partial class BodyFlow
{
    private void Effect(IOperation operation)
    {
        switch (operation)
        {
            case IVariableDeclaratorOperation declarator when declarator.GetVariableInitializer() is { } initializer:
                if (declarator.Symbol.IsRef)
                {
                    _aliases[declarator.Symbol] = initializer.Value;
                }

                Join(declarator.Symbol, Of(initializer.Value));
                break;
            case IFieldInitializerOperation initializer:
                foreach (IFieldSymbol field in initializer.InitializedFields)
                {
                    AssignMember(field, null, Of(initializer.Value), initializer.Value);
                }

                break;
            case IPropertyInitializerOperation initializer:
                foreach (IPropertySymbol property in initializer.InitializedProperties)
                {
                    AssignMember(property, null, Of(initializer.Value), initializer.Value);
                }

                break;
            case ISimpleAssignmentOperation { IsRef: true, Target: ILocalReferenceOperation local } assignment:
                _aliases[local.Local] = assignment.Value;
                Join(local.Local, Of(assignment.Value));
                break;
            case ISimpleAssignmentOperation assignment:
                Assign(assignment.Target, Of(assignment.Value), assignment.Value);
                break;
            case IDeconstructionAssignmentOperation assignment:
                Deconstruct(assignment.Target, assignment.Value, Of(assignment.Value));
                break;
            case ICoalesceAssignmentOperation assignment:
                Assign(assignment.Target, Of(assignment.Value), assignment.Value);
                break;
            case ICompoundAssignmentOperation { Type.TypeKind: TypeKind.Delegate } assignment:
                Assign(assignment.Target, Of(assignment.Value), assignment.Value);
                break;
            case IEventAssignmentOperation { Adds: true, EventReference: IEventReferenceOperation target } subscription:
                Subscribe(target, subscription.HandlerValue);
                break;
            case IForEachLoopOperation loop:
                foreach (ILocalSymbol local in loop.Locals)
                {
                    Join(local, Part(Of(loop.Collection), local.Type));
                }

                if (loop.LoopControlVariable is not IVariableDeclaratorOperation)
                {
                    Assign(loop.LoopControlVariable, Of(loop.Collection), loop.Collection);
                }

                break;
            case IIsPatternOperation test:
                Match(test.Pattern, Of(test.Value));
                break;
            case ISwitchOperation choice:
                foreach (ICaseClauseOperation clause in choice.Cases.SelectMany(one => one.Clauses))
                {
                    Match(clause, Of(choice.Value));
                }

                break;
            case ISwitchExpressionOperation choice:
                foreach (ISwitchExpressionArmOperation arm in choice.Arms)
                {
                    Match(arm.Pattern, Of(choice.Value));
                }

                break;
            case IReturnOperation { ReturnedValue: { } value } returned:
                Return(returned, value);
                break;
            case IThrowOperation { Exception: { } exception }:
                if (_isShown)
                {
                    Leave(exception, Of(exception), $"it is thrown by '{SymbolText.Of(_body.Owner)}'");
                }

                break;
            default:
                break;
        }
    }

    private void Return(IReturnOperation returned, IOperation value)
    {
        Taint taint = Of(value);
        if (FunctionAround(returned) is { } function)
        {
            Join(function, taint);
        }
        else if (_method is not null && taint.Carries)
        {
            string verb = returned.Kind == OperationKind.YieldReturn ? "yielded" : "returned";
            if (_isShown && _code.RestrictedPart(_method.ReturnType) is null)
            {
                Leave(value, taint, $"it is {verb} by '{SymbolText.Of(_method)}'");
            }
            else if (!_isShown)
            {
                Note(_leaks.FactOf(_method), fact => fact.Add(taint));
                if (IsSeenThroughItsType(_method))
                {
                    Note(_leaks.FactOf(_method.ContainingType), fact => fact.Add(new(taint.Lost, 0, false, taint.State)));
                }
            }
        }
    }

    // Members of a hidden type that implement an interface or override a base's are what others can call.
    private bool IsSeenThroughItsType(IMethodSymbol method)
    {
        INamedTypeSymbol type = method.ContainingType;
        ISymbol member = method.AssociatedSymbol ?? method;
        return _code.RestrictedPart(method.ReturnType) is null
            && (member.IsOverride
            || type.AllInterfaces.Any(implemented => implemented.GetMembers().Any(one =>
                SymbolEqualityComparer.Default.Equals(type.FindImplementationForInterfaceMember(one), member))));
    }

    private void Match(IOperation pattern, Taint input)
    {
        foreach (IOperation part in pattern.DescendantsAndSelf())
        {
            ISymbol? declared = part switch
            {
                IDeclarationPatternOperation declaration => declaration.DeclaredSymbol,
                IRecursivePatternOperation recursive => recursive.DeclaredSymbol,
                IListPatternOperation list => list.DeclaredSymbol,
                _ => null,
            };
            if (declared is ILocalSymbol local)
            {
                Join(local, Part(input, local.Type));
            }
        }
    }

    private void Deconstruct(IOperation target, IOperation value, Taint taint)
    {
        Stack<(IOperation Target, IOperation Value, Taint Taint)> pending = new([(target, value, taint)]);
        while (pending.Count > 0)
        {
            (IOperation to, IOperation from, Taint what) = pending.Pop();
            IOperation targets = to is IDeclarationExpressionOperation declaration ? declaration.Expression : to;
            IOperation source = from is IConversionOperation conversion ? conversion.Operand : from;
            if (targets is not ITupleOperation tuple)
            {
                Assign(targets, Part(what, targets.Type), from);
                continue;
            }

            for (int i = 0; i < tuple.Elements.Length; i++)
            {
                IOperation next = source is ITupleOperation values && i < values.Elements.Length ? values.Elements[i] : source;
                pending.Push((tuple.Elements[i], next, ReferenceEquals(next, source) ? what : Of(next)));
            }
        }
    }

    /// <summary>A variable or a member is given a value.</summary>
    private void Assign(IOperation target, Taint taint, IOperation value)
    {
        // A reference can be to a reference, but not for ever: each step goes to a declaration that stands before.
        for (int step = 0; step < 16; step++)
        {
            switch (target)
            {
                case IDeclarationExpressionOperation declaration:
                    target = declaration.Expression;
                    continue;
                case IConversionOperation conversion:
                    target = conversion.Operand;
                    continue;
                case ILocalReferenceOperation local:
                    Join(local.Local, taint);
                    if (!_aliases.TryGetValue(local.Local, out IOperation? alias))
                    {
                        return;
                    }

                    target = alias;
                    continue;
                case IParameterReferenceOperation parameter:
                    AssignParameter(parameter.Parameter, taint, value);
                    return;
                case IMemberReferenceOperation member:
                    AssignMember(member.Member, member, taint, value);
                    return;
                case IArrayElementReferenceOperation element:
                    StoreInto(element.ArrayReference, taint, value);
                    return;
                case IDiscardOperation:
                    return;
                default:
                    StoreInto(target, taint, value);
                    return;
            }
        }
    }

    private void AssignParameter(IParameterSymbol parameter, Taint taint, IOperation value)
    {
        Join(parameter, taint.Carried);
        if (!SymbolEqualityComparer.Default.Equals(parameter.ContainingSymbol, _method))
        {
            if (parameter.ContainingSymbol is IMethodSymbol { MethodKind: MethodKind.Constructor })
            {
                Keep(parameter, taint, value);
            }
        }
        else if (parameter.RefKind is RefKind.Ref or RefKind.Out && taint.Carries)
        {
            if (_isShown && _code.RestrictedPart(parameter.Type) is null)
            {
                Leave(value, taint, $"it is given out by '{parameter.Name}' of '{SymbolText.Of(_body.Owner)}'");
            }
            else
            {
                Note(_leaks.FactOf(_method!), fact => fact.AddInto(parameter.Ordinal, taint.Carried));
            }
        }
    }

    private void AssignMember(ISymbol member, IMemberReferenceOperation? reference, Taint taint, IOperation value)
    {
        if (!taint.Carries || _code.RestrictedPart(TypeOf(member.OriginalDefinition)) is not null)
        {
            return;
        }

        if (IsOurs(member))
        {
            if (_code.IsShown(member))
            {
                Leave(value, taint, $"it is stored in '{SymbolText.Of(member)}'");
            }
            else if (!_code.IsCovered(member) || member is not IPropertySymbol)
            {
                Keep(member, taint, value);
                PassToSetter(member, taint, value);
            }
        }
        else if (Framework.Contains(member.ContainingAssembly))
        {
            if (reference?.Instance is { } instance)
            {
                StoreInto(instance, taint, value);
            }
            else
            {
                Leave(value, taint, $"it is stored in '{SymbolText.Of(member)}'");
            }
        }
        else if (!_code.IsInside(member))
        {
            Leave(value, taint, $"it is stored in '{SymbolText.Of(member)}'");
        }
    }

    private void PassToSetter(ISymbol member, Taint taint, IOperation value)
    {
        if (member is IPropertySymbol { SetMethod: { Parameters: [.., var last] } setter } property && !IsAuto(property)
            && (_leaks.Read(setter, _body).Leaks & Taint.Bit(last)) != 0)
        {
            Leave(value, taint, $"it is passed to '{SymbolText.Of(property)}', which lets it out");
        }
    }

    private static ITypeSymbol? TypeOf(ISymbol member) => member switch
    {
        IFieldSymbol field => field.Type,
        IPropertySymbol property => property.Type,
        IEventSymbol @event => @event.Type,
        IParameterSymbol parameter => parameter.Type,
        _ => null,
    };

    private void Subscribe(IEventReferenceOperation target, IOperation handler)
    {
        Taint taint = Of(handler);
        IEventSymbol @event = target.Event;
        if (!taint.Carries)
        {
            return;
        }

        bool leaves = IsOurs(@event) ? _code.IsShown(@event)
            : Framework.Contains(@event.ContainingAssembly) ? target.Instance is null || Of(target.Instance).Outside
            : !_code.IsInside(@event);
        if (leaves)
        {
            Leave(handler, taint, $"it is subscribed to '{SymbolText.Of(@event)}'");
        }
        else if (target.Instance is not null && !IsOurs(@event))
        {
            StoreInto(target.Instance, taint, handler);
        }
        else
        {
            Keep(@event, taint, handler);
        }
    }

    /// <summary>State that only role code sees takes a value.</summary>
    private void Keep(ISymbol field, Taint taint, IOperation value)
    {
        MemberFact fact = _leaks.Read(field, _body);
        Note(fact, one => one.Add(new(taint.Lost, 0, taint.Outside, null)));
        if (fact.IsExposed)
        {
            Leave(value, taint with { Lost = null }, "");
        }
    }

    /// <summary>The object that an expression yields takes a value into itself.</summary>
    private void StoreInto(IOperation target, Taint taint, IOperation value)
    {
        if (!taint.Carries)
        {
            return;
        }

        Taint holder = Of(target);
        if (holder.Outside && _code.RestrictedPart(target.Type) is null)
        {
            Leave(value, taint, $"it is stored in '{target.Syntax.ToString().Trim()}'");
            return;
        }

        Taint carried = taint.Carried;
        if (holder.State is { } state)
        {
            foreach (ISymbol field in state)
            {
                Keep(field, carried, value);
            }
        }

        if (holder.Parameters != 0 && _method is not null)
        {
            foreach (IParameterSymbol parameter in _method.Parameters)
            {
                if ((holder.Parameters & Taint.Bit(parameter)) != 0)
                {
                    Note(_leaks.FactOf(_method), fact => fact.AddInto(parameter.Ordinal, carried));
                }
            }
        }

        for (IOperation? next = target; next is not null;)
        {
            switch (next)
            {
                case ILocalReferenceOperation local:
                    Join(local.Local, carried);
                    return;
                case IParameterReferenceOperation parameter:
                    Join(parameter.Parameter, carried);
                    return;
                case IConversionOperation conversion:
                    next = conversion.Operand;
                    break;
                case IParenthesizedOperation parenthesized:
                    next = parenthesized.Operand;
                    break;
                case IConditionalAccessInstanceOperation instance:
                    next = AccessedBy(instance);
                    break;
                case IInstanceReferenceOperation { ReferenceKind: InstanceReferenceKind.ImplicitReceiver } receiver:
                    next = Receiver(receiver);
                    break;
                case IMemberReferenceOperation { Instance: { } instance }:
                    next = instance;
                    break;
                case IArrayElementReferenceOperation element:
                    next = element.ArrayReference;
                    break;
                default:
                    Fill(next, carried);
                    return;
            }
        }
    }
}
