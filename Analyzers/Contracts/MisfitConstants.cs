using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;
using MsiEncap.Analyzers.Access;
using MsiEncap.Generators.Emission;
using MsiEncap.Generators.Models;
using MsiEncap.Generators.Reading;

namespace MsiEncap.Analyzers.Contracts;

/// <summary>Finds constants that the constructor of a cookie, its <c>TryCreate</c> or one of its properties would refuse.</summary>
/// <param name="contracts">Reads contracts.</param>
/// <param name="report">Takes the diagnostics.</param>
internal readonly struct MisfitConstants(DeclaredContracts contracts, Action<Diagnostic> report)
{
    private const string TryCreate = "TryCreate";

    /// <summary>Reports the constants of an operation that do not fit.</summary>
    /// <param name="operation">The operation.</param>
    public void Visit(IOperation operation)
    {
        switch (operation)
        {
            case IObjectCreationOperation { Constructor: { } constructor, Arguments: { IsEmpty: false } arguments } creation when contracts.Of(creation.Type) is { } cookie:
                Check(cookie, constructor, arguments);
                break;
            case IInvocationOperation { TargetMethod: { Name: TryCreate } method, Arguments: var arguments } when contracts.Of(method.ContainingType) is { } cookie:
                Check(cookie, method, arguments);
                break;
            case ISimpleAssignmentOperation { Target: IPropertyReferenceOperation { Property: { IsStatic: false } property }, Value: var value }
                when contracts.Of(property.ContainingType) is { } cookie:
                foreach (FieldModel field in cookie.Fields)
                {
                    if (field.Name == property.Name)
                    {
                        Check(cookie, field, value);
                    }
                }

                break;
            default:
                break;
        }
    }

    // The generated signature has one parameter for each part, in the same order; another one is the user's own.
    private void Check(CookieModel cookie, IMethodSymbol method, ImmutableArray<IArgumentOperation> arguments)
    {
        if (!new GeneratedMembers(method.ContainingType, cookie).Takes(method))
        {
            return;
        }

        CookiePart[] parts = CookiePart.Of(cookie);
        foreach (IArgumentOperation argument in arguments)
        {
            if (argument.Parameter is { Ordinal: var ordinal } && ordinal < parts.Length && parts[ordinal].Field is { } field)
            {
                Check(cookie, field, argument.Value);
            }
        }
    }

    // Each of the constants that a condition chooses from is for the field.
    private void Check(CookieModel cookie, in FieldModel field, IOperation value)
    {
        if (value.ConstantValue.HasValue)
        {
            CheckConstant(cookie, field, value);
            return;
        }

        switch (CallArguments.Unconverted(value))
        {
            case IConditionalOperation { WhenTrue: var yes, WhenFalse: { } no }:
                Check(cookie, field, yes);
                Check(cookie, field, no);
                break;
            case ICoalesceOperation { WhenNull: var otherwise }:
                Check(cookie, field, otherwise);
                break;
            case ISwitchExpressionOperation { Arms: var arms }:
                foreach (ISwitchExpressionArmOperation arm in arms)
                {
                    Check(cookie, field, arm.Value);
                }

                break;
            default:
                break;
        }
    }

    private void CheckConstant(CookieModel cookie, in FieldModel field, IOperation value)
    {
        if (value.ConstantValue is { HasValue: true, Value: { } constant } && FieldRange.Misfit(field, constant) is { } misfit)
        {
            report(Diagnostic.Create(
                Descriptors.MisfitConstant,
                value.Syntax.GetLocation(),
                misfit,
                field.Name,
                OneLine.Of(cookie.ContractId),
                FieldText.Width(field),
                FieldText.Place(field),
                FieldText.Range(field)));
        }
    }
}
