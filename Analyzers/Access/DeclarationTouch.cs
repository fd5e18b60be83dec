using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;

namespace MsiEncap.Analyzers.Access;

/// <summary>Finds declarations whose restricted type is inferred: locals, parameters of lambdas, patterns, deconstructions, discards.</summary>
/// <param name="scope">The block.</param>
internal sealed class DeclarationTouch(BodyScope scope)
{
    /// <summary>Looks at a local variable. Its initializer is the same touch, whether its type is written or inferred.</summary>
    /// <param name="variable">The variable.</param>
    public void Variable(IVariableDeclaratorOperation variable)
    {
        if (scope.UnmetOf(variable.Symbol.Type) is not { } unmet)
        {
            return;
        }

        scope.Tell((variable.Initializer ?? (variable.Parent as IVariableDeclarationOperation)?.Initializer)?.Value);
        TypeSyntax? type = variable.Syntax switch
        {
            VariableDeclaratorSyntax { Parent: VariableDeclarationSyntax declaration } => declaration.Type,
            TypeSyntax loop => loop,
            _ => null,
        };
        if (VarOf(type) is { } var)
        {
            scope.Report(unmet.InferredAt(var.GetLocation()));
        }
    }

    /// <summary>Looks at the initializer of a field or a property, whose type is always written.</summary>
    /// <param name="type">The type.</param>
    /// <param name="value">The initial value.</param>
    public void Initializer(ITypeSymbol type, IOperation value)
    {
        if (scope.UnmetOf(type) is not null)
        {
            scope.Tell(value);
        }
    }

    /// <summary>Looks at the parameters of a lambda or an anonymous method.</summary>
    /// <param name="lambda">The lambda.</param>
    public void Parameters(IAnonymousFunctionOperation lambda)
    {
        foreach (IParameterSymbol parameter in lambda.Symbol.Parameters)
        {
            if (scope.UnmetOf(parameter.Type) is { } unmet && PlaceOf(lambda.Syntax, parameter.Ordinal) is { } place)
            {
                scope.Report(unmet.InferredAt(place));
            }
        }
    }

    /// <summary>Looks at a declaration, a discard or a deconstructed variable of a restricted type.</summary>
    /// <param name="operation">The operation.</param>
    public void Visit(IOperation operation)
    {
        if (scope.IsTold(operation) || scope.UnmetOf(operation.Type) is not { } unmet)
        {
            return;
        }

        switch (operation)
        {
            case IDeclarationExpressionOperation { Syntax: DeclarationExpressionSyntax { Designation: SingleVariableDesignationSyntax } declaration }:
                if (VarOf(declaration.Type) is { } var)
                {
                    scope.Report(unmet.InferredAt(var.GetLocation()));
                }

                break;
            case ILocalReferenceOperation { IsDeclaration: true, Parent: ITupleOperation }:
                scope.Report(unmet.InferredAt(operation.Syntax.GetLocation()));
                break;
            case IDiscardOperation { Parent: not IAssignmentOperation or IDeconstructionAssignmentOperation } discard:
                Discard(discard.Syntax, unmet);
                break;
            default:
                break;
        }
    }

    /// <summary>Looks at a deconstruction: parts that are restricted tell of the whole.</summary>
    /// <param name="deconstruction">The deconstruction.</param>
    public void Deconstruction(IDeconstructionAssignmentOperation deconstruction)
    {
        if (scope.UnmetOf(deconstruction.Target.Type) is not null)
        {
            scope.Tell(deconstruction.Value);
        }
    }

    /// <summary>Looks at a pattern that may declare a variable.</summary>
    /// <param name="pattern">The pattern.</param>
    public void Pattern(IPatternOperation pattern)
    {
        if (scope.UnmetOf(Declared(pattern)?.Type ?? (pattern is IDiscardPatternOperation ? pattern.InputType : null)) is not { } unmet)
        {
            return;
        }

        switch (pattern)
        {
            case { Syntax: VarPatternSyntax var }:
                scope.Report(unmet.InferredAt(var.VarKeyword.GetLocation()));
                break;
            case { Syntax: RecursivePatternSyntax { Type: null, Designation: { } designation } }:
                scope.Report(unmet.InferredAt(designation.GetLocation()));
                break;
            case { Syntax: ListPatternSyntax { Designation: { } designation } }:
                scope.Report(unmet.InferredAt(designation.GetLocation()));
                break;
            case { Syntax: SingleVariableDesignationSyntax or DiscardDesignationSyntax }:
            case IDiscardPatternOperation { Parent: IRecursivePatternOperation }:
                scope.Report(unmet.InferredAt(pattern.Syntax.GetLocation()));
                break;
            default:
                break;
        }
    }

    /// <summary>Marks the value that patterns look at, if one of them tells of it.</summary>
    /// <param name="value">The value.</param>
    /// <param name="pattern">A pattern that it is matched against.</param>
    public void Matched(IOperation value, IOperation? pattern)
    {
        if (pattern is not null && scope.Access.Restrictions.HasRestrictedPart(value.Type) && pattern.DescendantsAndSelf().Any(Tells))
        {
            scope.Tell(value);
        }
    }

    /// <summary>Looks at a loop: its variable tells of the collection, and the collection of elements that no variable shows.</summary>
    /// <param name="loop">The loop.</param>
    public void Loop(IForEachLoopOperation loop)
    {
        if (loop.LoopControlVariable.DescendantsAndSelf().Any(part => scope.UnmetOf((part as IVariableDeclaratorOperation)?.Symbol.Type ?? part.Type) is not null))
        {
            scope.Tell(CallArguments.Unconverted(loop.Collection));
        }
        else if (loop is { Syntax: CommonForEachStatementSyntax written, SemanticModel: { } model }
            && scope.UnmetOf(CallArguments.Unconverted(loop.Collection).Type) is null
            && scope.UnmetOf(model.GetForEachStatementInfo(written).ElementType) is { } unmet)
        {
            scope.Report(unmet.InferredAt(TouchShape.WholeValue(written.Expression).GetLocation()));
        }
    }

    private bool Tells(IOperation part) => part switch
    {
        IPropertySubpatternOperation { Member: IMemberReferenceOperation { Member: var member, Instance: var receiver } use } =>
            scope.UnmetOf(member, null, use) is not null || scope.UnmetOf(receiver?.Type) is not null,
        IPatternOperation pattern => scope.UnmetOf(Declared(pattern)?.Type) is not null || scope.UnmetOf(NamedBy(pattern)) is not null,
        _ => false,
    };

    private static ILocalSymbol? Declared(IPatternOperation pattern) => pattern switch
    {
        IDeclarationPatternOperation declaration => declaration.DeclaredSymbol as ILocalSymbol,
        IRecursivePatternOperation recursive => recursive.DeclaredSymbol as ILocalSymbol,
        IListPatternOperation list => list.DeclaredSymbol as ILocalSymbol,
        _ => null,
    };

    private static ITypeSymbol? NamedBy(IPatternOperation pattern) => pattern switch
    {
        ITypePatternOperation type => type.MatchedType,
        IRecursivePatternOperation { Syntax: RecursivePatternSyntax { Type: not null } } recursive => recursive.MatchedType,
        _ => null,
    };

    private void Discard(SyntaxNode syntax, Unmet unmet) =>
        scope.Report(unmet.InferredAt((syntax is DeclarationExpressionSyntax declaration && VarOf(declaration.Type) is { } var ? var : syntax).GetLocation()));

    private static Location? PlaceOf(SyntaxNode lambda, int ordinal) => lambda switch
    {
        SimpleLambdaExpressionSyntax simple => simple.Parameter.Identifier.GetLocation(),
        ParenthesizedLambdaExpressionSyntax { ParameterList.Parameters: var parameters } =>
            ordinal < parameters.Count && parameters[ordinal] is { Type: null, Identifier: var name } ? name.GetLocation() : null,
        AnonymousMethodExpressionSyntax { ParameterList: null } anonymous => anonymous.DelegateKeyword.GetLocation(),
        _ => null,
    };

    /// <summary>The <c>var</c> in a declaration's type.</summary>
    /// <returns><see langword="null"/> if the type is written.</returns>
    private static TypeSyntax? VarOf(TypeSyntax? type)
    {
        while (type is RefTypeSyntax or ScopedTypeSyntax)
        {
            type = type is RefTypeSyntax reference ? reference.Type : ((ScopedTypeSyntax)type).Type;
        }

        return type is { IsVar: true } ? type : null;
    }
}
