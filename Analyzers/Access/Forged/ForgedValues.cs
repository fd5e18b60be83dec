using System.Reflection;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;
using TypeInfo = System.Reflection.TypeInfo;

namespace MsiEncap.Analyzers.Access;

/// <summary>Finds operations that make a value of a guarded type of something else, an interrupt number of an integer, or write to it as something else.</summary>
/// <param name="model">What is guarded.</param>
internal readonly struct ForgedValues(GuardedType model)
{
    /// <summary>Whether an operation makes one, and where to show it.</summary>
    /// <param name="operation">The operation.</param>
    /// <param name="owner">The symbol that the operation belongs to.</param>
    /// <returns><see langword="null"/> if it makes none.</returns>
    public Location? Find(IOperation operation, ISymbol owner) => operation switch
    {
        IObjectCreationOperation { Arguments.IsEmpty: false } creation when model.Is(creation.Type) => creation.Syntax.GetLocation(),
        IObjectCreationOperation { Type: { Name: "UnsafeAccessorAttribute" } } attribute when owner is IMethodSymbol { Locations.IsEmpty: false } method && Reaches(method) =>
            method.Locations[0],
        ISimpleAssignmentOperation { Target: IPropertyReferenceOperation { Property: { } property } } assignment when model.IsContent(property) =>
            assignment.Syntax.GetLocation(),
        IConversionOperation conversion when Converts(conversion) => Read(conversion).GetLocation(),
        IInvocationOperation call when Reinterprets(call) || Reflects(call) => call.Syntax.GetLocation(),
        IPropertyReferenceOperation list when Lists(list) => list.Syntax.GetLocation(),
        _ => null,
    };

    // What a pointer is cast for, where that follows at once.
    private static SyntaxNode Read(IConversionOperation conversion) =>
        TouchShape.WholeValue(conversion.Syntax) is { Parent: PrefixUnaryExpressionSyntax { RawKind: (int)SyntaxKind.PointerIndirectionExpression } read } ? read
        : conversion.Syntax;

    private bool Reaches(IMethodSymbol method) =>
        method.IsExtern && (model.Is(method.ReturnType) || (method.Parameters is [var first, ..] && model.Is(first.Type)));

    // A conversion that the type declares, or one between pointers.
    private bool Converts(IConversionOperation conversion) =>
        conversion.OperatorMethod is not null
            ? model.Is(conversion.Type) && conversion.Operand.Type is { SpecialType: not SpecialType.None }
            : conversion is { Type.TypeKind: TypeKind.Pointer, Operand.ConstantValue.HasValue: false } or { Operand.Type.TypeKind: TypeKind.Pointer }
                && model.IsOf(conversion.Type) != model.IsOf(conversion.Operand.Type);

    // What goes in is no virq and what comes out is one, or a virq goes in and what comes out can be written to as something else. What is
    // opaque must not come out as something else at all; whether two are the same place, or how large one is, says nothing of what is in it.
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
        bool comesOut = model.IsOf(method.ReturnType);
        foreach (IArgumentOperation argument in call.Arguments)
        {
            bool of = model.IsOf(argument.Value.Type);
            goesIn |= of && argument.Parameter?.RefKind != RefKind.Out;
            comesOut |= of && argument.Parameter?.RefKind == RefKind.Out;
        }

        return comesOut ? !goesIn
            : goesIn && (method.ReturnsByRef || method.ReturnType is IPointerTypeSymbol || method.ReturnType is { Name: "Span", ContainingNamespace.Name: nameof(System) }
                || (model.IsOpaque && method.ReturnType.SpecialType is not (SpecialType.System_Boolean or SpecialType.System_Int32 or SpecialType.System_IntPtr)));
    }

    // With arguments, a constructor by its parameters, a field: all of them are ways to choose the number.
    private bool Reflects(IInvocationOperation call)
    {
        if (model.Access is not { } access)
        {
            return false;
        }

        if (model.IsOpaque && CallParts.Of(call) is { } parts && ReflectionTouch.NamesMemberOf(access, parts, model.Is))
        {
            return true;
        }

        return Reached(call, model) is { } type && Speaks(access, type);
    }

    // The type whose constructors or members a call gives, or an object of which it makes.
    private static IOperation? Reached(IInvocationOperation call, GuardedType model) => (call.TargetMethod.ContainingType, call.TargetMethod.Name) switch
    {
        ({ Name: nameof(Type), ContainingNamespace: { Name: nameof(System), ContainingNamespace.IsGlobalNamespace: true } }, var name) when model.ReachingMethods.Contains(name) =>
            call.Instance,
        ({ Name: nameof(Activator), ContainingNamespace: { Name: nameof(System), ContainingNamespace.IsGlobalNamespace: true } }, nameof(Activator.CreateInstance))
            when call.Arguments.Length > (model.IsOpaque ? 0 : 1) => call.Arguments[0].Value,
        ({ Name: nameof(RuntimeReflectionExtensions), ContainingNamespace.Name: nameof(System.Reflection) }, var name)
            when call.Arguments is [var first, ..] && model.ReachingMethods.Contains(name.Replace("GetRuntime", "Get")) => first.Value,
        _ => null,
    };

    // What TypeInfo lists, Type gives by a method.
    private bool Lists(IPropertyReferenceOperation list) =>
        list is { Property: { Name: var name, ContainingType: { Name: nameof(TypeInfo), ContainingNamespace.Name: nameof(System.Reflection) } }, Instance: { } type }
        && model.ReachingMethods.Contains(name.Replace("Declared", "Get"))
        && model.Access is { } access
        && Speaks(access, type);

    private bool Speaks(AccessModel access, IOperation type) => type.Type?.Name is nameof(Type) or nameof(TypeInfo) && ReflectedTypes.Of(access, type).Any(model.Is);
}
