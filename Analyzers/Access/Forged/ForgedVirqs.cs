using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;

namespace MsiEncap.Analyzers.Access;

/// <summary>Finds operations that make an interrupt number of something else.</summary>
/// <param name="model">What interrupt numbers are.</param>
internal readonly struct ForgedVirqs(VirqModel model)
{
    /// <summary>The names of what reaches the number of a type that a string may name.</summary>
    public static IReadOnlyCollection<string> ReflectingMembers { get; } =
    [
        nameof(Type.GetConstructor), nameof(Type.GetConstructors), nameof(Type.GetField), nameof(Type.GetFields), nameof(Type.InvokeMember),
        nameof(Activator), nameof(Activator.CreateInstance),
    ];

    /// <summary>Whether an operation makes one, and where to show it.</summary>
    /// <param name="operation">The operation.</param>
    /// <param name="owner">The symbol that the operation belongs to.</param>
    /// <returns><see langword="null"/> if it makes none.</returns>
    public Location? Find(IOperation operation, ISymbol owner) => operation switch
    {
        IObjectCreationOperation { Arguments.IsEmpty: false } creation when model.IsVirq(creation.Type) => creation.Syntax.GetLocation(),
        IObjectCreationOperation { Type: { Name: "UnsafeAccessorAttribute" } } attribute when owner is IMethodSymbol { Locations.IsEmpty: false } method && Reaches(method) =>
            method.Locations[0],
        ISimpleAssignmentOperation { Target: IPropertyReferenceOperation { Property: { } property } } assignment when model.IsNumber(property) =>
            assignment.Syntax.GetLocation(),
        IConversionOperation conversion when Converts(conversion) => Read(conversion).GetLocation(),
        IInvocationOperation call when Reinterprets(call) || Reflects(call) => call.Syntax.GetLocation(),
        _ => null,
    };

    // What a pointer is cast for, where that follows at once.
    private static SyntaxNode Read(IConversionOperation conversion) =>
        TouchShape.WholeValue(conversion.Syntax) is { Parent: PrefixUnaryExpressionSyntax { RawKind: (int)SyntaxKind.PointerIndirectionExpression } read } ? read
        : conversion.Syntax;

    private bool Reaches(IMethodSymbol method) =>
        method.IsExtern && (model.IsVirq(method.ReturnType) || (method.Parameters is [var first, ..] && model.IsVirq(first.Type)));

    // A conversion that the type declares, or one between pointers.
    private bool Converts(IConversionOperation conversion) =>
        conversion.OperatorMethod is not null
            ? model.IsVirq(conversion.Type) && conversion.Operand.Type is { SpecialType: not SpecialType.None }
            : conversion is { Type.TypeKind: TypeKind.Pointer, Operand.ConstantValue.HasValue: false } or { Operand.Type.TypeKind: TypeKind.Pointer }
                && model.IsOfVirqs(conversion.Type) != model.IsOfVirqs(conversion.Operand.Type);

    // What goes in is no virq and what comes out is one, or a virq goes in and what comes out can be written to as something else.
    private bool Reinterprets(IInvocationOperation call)
    {
        IMethodSymbol method = call.TargetMethod;
        if (!ReinterpretingCall.IsListed(method))
        {
            return false;
        }

        // An object that is cast may well be what it is cast to.
        if (method is { Name: "As", TypeArguments.Length: 1 }
            && call.Arguments is [{ Value: var cast }]
            && CallArguments.Unconverted(cast).Type is null or { SpecialType: SpecialType.System_Object })
        {
            return false;
        }

        bool goesIn = false;
        bool comesOut = model.IsOfVirqs(method.ReturnType);
        foreach (IArgumentOperation argument in call.Arguments)
        {
            bool of = model.IsOfVirqs(argument.Value.Type);
            goesIn |= of && argument.Parameter?.RefKind != RefKind.Out;
            comesOut |= of && argument.Parameter?.RefKind == RefKind.Out;
        }

        return comesOut ? !goesIn
            : goesIn && (method.ReturnsByRef || method.ReturnType is IPointerTypeSymbol || method.ReturnType is { Name: "Span", ContainingNamespace.Name: nameof(System) });
    }

    // With arguments, a constructor by its parameters, a field: all of them are ways to choose the number.
    private bool Reflects(IInvocationOperation call)
    {
        if (model.Access is not { } access
            || call.TargetMethod.ContainingType is not { Name: nameof(Type) or nameof(Activator), ContainingNamespace: { Name: nameof(System), ContainingNamespace.IsGlobalNamespace: true } })
        {
            return false;
        }

        IOperation? type = call.TargetMethod.Name switch
        {
            nameof(Type.GetConstructor) or nameof(Type.GetConstructors) or nameof(Type.GetField) or nameof(Type.GetFields) or nameof(Type.InvokeMember) => call.Instance,
            nameof(Activator.CreateInstance) when call.Arguments is [var first, _, ..] => first.Value,
            _ => null,
        };
        return type?.Type?.Name == nameof(Type) && ReflectedTypes.Of(access, type).Any(model.IsVirq);
    }
}
