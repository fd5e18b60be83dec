using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;
using MsiEncap.Analyzers.Access;

namespace MsiEncap.Analyzers.Contracts;

/// <summary>Finds what makes a raw cookie, or reads one. A value is told of once: where it is made, or else where it is read.</summary>
/// <param name="model">What a raw cookie is.</param>
internal readonly struct RawCookies(CookieUse model)
{
    private const string InstanceCookie = "MsiInstanceCookie";

    /// <summary>What an operation does to a raw cookie.</summary>
    /// <param name="What">What does it.</param>
    /// <param name="Makes">Whether it makes one; it reads one otherwise.</param>
    /// <param name="Where">Where to show it.</param>
    public readonly record struct Touch(string What, bool Makes, Location Where);

    /// <summary>What an operation does to a raw cookie, if anything.</summary>
    /// <param name="operation">The operation.</param>
    /// <param name="owner">The symbol that the operation belongs to.</param>
    /// <returns><see langword="null"/> if it neither makes nor reads one.</returns>
    public Touch? Find(IOperation operation, ISymbol owner)
    {
        if (operation.Parent is INameOfOperation)
        {
            return null;
        }

        ForgedValues forgedValues = new(model);
        if (forgedValues.Find(operation, owner) is { } forged)
        {
            return new(InstanceCookie, Makes: true, forged);
        }

        // A cast of what reflection has made.
        if (operation is IConversionOperation { Operand: var cast } && forgedValues.Find(CallArguments.Unconverted(cast), owner) is not null)
        {
            return null;
        }

        return Makes(operation) ? new(operation is IInvocationOperation { TargetMethod: var maker } ? Name(maker) : InstanceCookie, Makes: true, operation.Syntax.GetLocation())
            : Shows(operation) ? new(InstanceCookie, Makes: false, operation.Syntax.GetLocation())
            : Reads(operation) is { } read ? new(Name(read), Makes: read is IMethodSymbol { ReturnType: var made } && model.Is(made), operation.Syntax.GetLocation())
            : null;
    }

    // Passing one on makes none: a variable, a member, an argument, a conversion of what is one already.
    private bool Makes(IOperation operation) => operation switch
    {
        IInvocationOperation or IObjectCreationOperation or IDefaultValueOperation => !operation.IsImplicit && model.Is(operation.Type),
        IConversionOperation { Operand.Type: { } from } conversion =>
            (!conversion.IsImplicit || from.TypeKind == TypeKind.Dynamic) && IsOrMayBe(conversion.Type) && !IsOrMayBe(from),
        IDeclarationPatternOperation { MatchedType: { } type, DeclaredSymbol: not null } pattern => model.Is(type) && !IsOrMayBe(pattern.InputType),
        _ => false,
    };

    private bool IsOrMayBe(ITypeSymbol? type) =>
        model.Is(type) || (type is INamedTypeSymbol { OriginalDefinition.SpecialType: SpecialType.System_Nullable_T } nullable && model.Is(nullable.TypeArguments[0]));

    // As text, or for whoever asks it by name.
    private bool Shows(IOperation operation) => operation switch
    {
        IInterpolationOperation { Expression: var shown } => IsOrMayBe(CallArguments.Unconverted(shown).Type),
        IConversionOperation { Type.TypeKind: TypeKind.Dynamic, Operand: var asked } => IsOrMayBe(asked.Type),
        _ => false,
    };

    private ISymbol? Reads(IOperation operation) => operation switch
    {
        IPropertyReferenceOperation { Property: var property, Instance: var instance } when model.Is(property.ContainingType) => Unless(instance, property),
        IInvocationOperation { TargetMethod: var method, Instance: var instance } when model.Is(method.ContainingType) => Unless(instance, method),
        IInvocationOperation { TargetMethod: var method, Arguments: [{ Value: var passed }] } when model.IsOfInterface(method) && model.Is(passed.Type) =>
            Unless(passed, method),
        IMethodReferenceOperation { Method: var method, Instance: var instance } when model.Is(method.ContainingType) || (model.IsOfInterface(method) && Mentions(method)) =>
            Unless(instance, method),
        IBinaryOperation { OperatorMethod: { } method, LeftOperand: var left, RightOperand: var right } when model.Is(method.ContainingType) =>
            Unless(left, method) is null ? null : Unless(right, method),
        _ => null,
    };

    private bool Mentions(IMethodSymbol method) => model.Is(method.ReturnType) || method.Parameters.Any(Takes);

    private bool Takes(IParameterSymbol parameter) => model.Is(parameter.Type);

    private ISymbol? Unless(IOperation? value, ISymbol member) => value is not null && Makes(CallArguments.Unconverted(value)) ? null : member;

    private static string Name(ISymbol member) => member is IMethodSymbol { MethodKind: MethodKind.UserDefinedOperator or MethodKind.BuiltinOperator }
        ? $"{InstanceCookie} {(member.Name == WellKnownMemberNames.EqualityOperatorName ? "==" : "!=")}"
        : $"{member.ContainingType?.Name}.{member.Name}";
}
