using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;

namespace MsiEncap.Analyzers.Access;

/// <summary>Finds the members that a statement or an expression calls without their being written. They are shown at the value.</summary>
/// <param name="scope">The block.</param>
internal sealed class ImplicitCalls(BodyScope scope)
{
    /// <summary>Looks at the enumerator of an iteration, and at what its elements go through.</summary>
    /// <param name="loop">The loop.</param>
    public void Iteration(IForEachLoopOperation loop)
    {
        // The language itself walks arrays and strings.
        if (loop is not { Syntax: CommonForEachStatementSyntax written, SemanticModel: { } model })
        {
            return;
        }

        IOperation collection = CallArguments.Unconverted(loop.Collection);
        ForEachStatementInfo info = model.GetForEachStatementInfo(written);
        if (!Called(collection, info.GetEnumeratorMethod)
            && !Called(collection, info.MoveNextMethod)
            && !Called(collection, info.CurrentProperty))
        {
            _ = Called(collection, info.DisposeMethod);
        }

        if (info.ElementConversion.MethodSymbol is { } conversion && scope.UnmetOf(conversion, null) is { } unmet && written is ForEachStatementSyntax { Type: var type })
        {
            scope.Report(unmet.At(type.GetLocation()));
        }

        if (written is ForEachVariableStatementSyntax deconstructed)
        {
            Deconstruction(model.GetDeconstructionInfo(deconstructed), loop.LoopControlVariable, deconstructed.Variable);
        }
    }

    /// <summary>Looks at the enumerator of a spread.</summary>
    /// <param name="spread">The spread.</param>
    public void Spread(ISpreadOperation spread) => _ = Called(CallArguments.Unconverted(spread.Operand), Found(CallArguments.Unconverted(spread.Operand), WellKnownMemberNames.GetEnumeratorMethodName));

    /// <summary>Looks at an awaiter.</summary>
    /// <param name="await">The expression.</param>
    public void Await(IAwaitOperation await)
    {
        if (await is { Syntax: AwaitExpressionSyntax written, SemanticModel: { } model })
        {
            AwaitExpressionInfo info = model.GetAwaitExpressionInfo(written);
            if (!Called(await.Operation, info.GetAwaiterMethod) && !Called(await.Operation, info.GetResultMethod))
            {
                _ = Called(await.Operation, info.IsCompletedProperty);
            }
        }
    }

    /// <summary>Looks at what a using statement or declaration disposes of.</summary>
    /// <param name="resources">The resources.</param>
    /// <param name="isAsynchronous">Whether it awaits.</param>
    public void Using(IOperation resources, bool isAsynchronous)
    {
        if (resources is not IVariableDeclarationGroupOperation { Declarations: var declarations })
        {
            _ = Called(CallArguments.Unconverted(resources), Disposal(CallArguments.Unconverted(resources), isAsynchronous));
            return;
        }

        foreach (IVariableDeclaratorOperation variable in declarations.SelectMany(declaration => declaration.Declarators))
        {
            // A variable of a restricted type is told of by its declaration.
            if (variable.Initializer?.Value is { } value && scope.UnmetOf(variable.Symbol.Type) is null)
            {
                _ = Called(CallArguments.Unconverted(value), Disposal(CallArguments.Unconverted(value), isAsynchronous));
            }
        }
    }

    /// <summary>Looks at the deconstructors of a deconstruction.</summary>
    /// <param name="deconstruction">The deconstruction.</param>
    public void Deconstruction(IDeconstructionAssignmentOperation deconstruction)
    {
        if (deconstruction is { Syntax: AssignmentExpressionSyntax written, SemanticModel: { } model })
        {
            Deconstruction(model.GetDeconstructionInfo(written), CallArguments.Unconverted(deconstruction.Value), null);
        }
    }

    /// <summary>Looks at the deconstructor of a positional pattern.</summary>
    /// <param name="pattern">The pattern.</param>
    public void Positional(IRecursivePatternOperation pattern)
    {
        if (pattern is { DeconstructSymbol: { } deconstructor, Syntax: RecursivePatternSyntax { PositionalPatternClause: { } clause } written }
            && !(written.Type is not null && scope.UnmetOf(pattern.MatchedType) is not null)
            && scope.UnmetOf(deconstructor, null) is { } unmet)
        {
            scope.Report(unmet.At(clause.GetLocation()));
        }
    }

    /// <summary>Looks at the length, the indexer and the slicer of a list pattern.</summary>
    /// <param name="pattern">The pattern.</param>
    public void List(IListPatternOperation pattern)
    {
        foreach (ISymbol? member in (ISymbol?[])[pattern.LengthSymbol, pattern.IndexerSymbol, .. pattern.Patterns.Select(part => (part as ISlicePatternOperation)?.SliceSymbol)])
        {
            if (member is not null && scope.UnmetOf(member, Accessors.First) is { } unmet)
            {
                scope.Report(unmet.At(pattern.Syntax.GetLocation()));
                return;
            }
        }
    }

    /// <summary>Looks at an index from the end, or a range, of a type that knows neither.</summary>
    /// <param name="element">The element or the slice.</param>
    public void Indexer(IImplicitIndexerReferenceOperation element)
    {
        if ((scope.UnmetOf(element.IndexerSymbol, element.Instance, element) ?? scope.UnmetOf(element.LengthSymbol, Accessors.First)) is { } unmet)
        {
            scope.Tell(element.Instance);
            scope.Report(unmet.At(NameLocation.Of(element.Syntax)));
        }
    }

    /// <summary>Looks at the copy that <c>with</c> makes.</summary>
    /// <param name="with">The expression.</param>
    public void With(IWithOperation with)
    {
        if (with.CloneMethod is { } clone)
        {
            _ = Called(with.Operand, clone);
        }
    }

    /// <summary>Looks at the conversion of the left side of <c>??</c>.</summary>
    /// <param name="coalesce">The expression.</param>
    public void Coalesce(ICoalesceOperation coalesce) => _ = Called(coalesce.Value, coalesce.ValueConversion.MethodSymbol);

    /// <summary>Looks at what a fixed statement pins. The compiler makes no operation of the pinning.</summary>
    /// <param name="statement">The statement.</param>
    /// <param name="model">The file's semantic model.</param>
    public void Fixed(FixedStatementSyntax statement, SemanticModel model)
    {
        foreach (VariableDeclaratorSyntax variable in statement.Declaration.Variables)
        {
            if (variable.Initializer?.Value is { } value && model.GetOperation(value, scope.CancellationToken) is { } pinned)
            {
                _ = Called(pinned, Found(pinned, "GetPinnableReference"));
            }
        }
    }

    /// <summary>Looks at the operators that compare the elements of tuples.</summary>
    /// <param name="comparison">The comparison.</param>
    public void Tuples(ITupleBinaryOperation comparison)
    {
        string name = comparison.OperatorKind == BinaryOperatorKind.Equals ? WellKnownMemberNames.EqualityOperatorName : WellKnownMemberNames.InequalityOperatorName;
        Stack<(ITypeSymbol? Left, ITypeSymbol? Right)> pending = new([(comparison.LeftOperand.Type, comparison.RightOperand.Type)]);
        while (pending.Count > 0)
        {
            if (pending.Pop() is not ({ } left, { } right))
            {
                continue;
            }

            if (left is INamedTypeSymbol { IsTupleType: true, TupleElements: var lefts } && right is INamedTypeSymbol { IsTupleType: true, TupleElements: var rights })
            {
                foreach ((IFieldSymbol a, IFieldSymbol b) in lefts.Zip(rights, (a, b) => (a, b)))
                {
                    pending.Push((a.Type, b.Type));
                }
            }
            else if (Operators(left, name).Concat(Operators(right, name)).FirstOrDefault(candidate => Takes(comparison, candidate, left, right)) is { } compares
                && scope.UnmetOf(compares, null) is { } unmet)
            {
                scope.Report(unmet.At(NameLocation.Of(comparison.Syntax)));
                return;
            }
        }
    }

    /// <summary>Looks at type arguments whose constructor a <c>new()</c> constraint lets a method call.</summary>
    /// <param name="call">The call.</param>
    public void Construction(IInvocationOperation call)
    {
        for (int i = 0; i < call.TargetMethod.TypeArguments.Length; i++)
        {
            if (call.TargetMethod.TypeParameters[i].HasConstructorConstraint
                && call.TargetMethod.TypeArguments[i] is INamedTypeSymbol made
                && made.InstanceConstructors.FirstOrDefault(constructor => constructor.Parameters.IsEmpty) is { } constructor
                && scope.UnmetOf(made) is null
                && scope.UnmetOf(constructor, null) is { } unmet)
            {
                scope.Report(unmet.At(TypeArgument(call.Syntax, i) ?? NameLocation.Of(call.Syntax)));
            }
        }
    }

    private static Location? TypeArgument(SyntaxNode call, int index)
    {
        SyntaxNode? name = (call as InvocationExpressionSyntax)?.Expression switch
        {
            MemberAccessExpressionSyntax access => access.Name,
            MemberBindingExpressionSyntax binding => binding.Name,
            var other => other,
        };
        return name is GenericNameSyntax { TypeArgumentList.Arguments: var arguments } && index < arguments.Count ? NameLocation.Of(arguments[index]) : null;
    }

    private static IEnumerable<IMethodSymbol> Operators(ITypeSymbol type, string name)
    {
        for (ITypeSymbol? level = type; level is not null; level = level.BaseType)
        {
            foreach (IMethodSymbol method in level.GetMembers(name).OfType<IMethodSymbol>())
            {
                yield return method;
            }
        }
    }

    private static bool Takes(IOperation use, IMethodSymbol comparer, ITypeSymbol left, ITypeSymbol right) =>
        use.SemanticModel?.Compilation is CSharpCompilation compilation
        && comparer.Parameters is [var first, var second]
        && compilation.ClassifyConversion(left, first.Type).IsImplicit
        && compilation.ClassifyConversion(right, second.Type).IsImplicit;

    // A part of a tuple that is written is shown itself; of anything else, the whole.
    private void Deconstruction(DeconstructionInfo info, IOperation value, ExpressionSyntax? shownAt)
    {
        Stack<(DeconstructionInfo Info, IOperation Value)> pending = new([(info, value)]);
        while (pending.Count > 0)
        {
            (DeconstructionInfo next, IOperation whole) = pending.Pop();
            if (shownAt is null)
            {
                _ = Called(whole, next.Method);
            }
            else if (next.Method is { } method && scope.UnmetOf(method, null) is { } unmet)
            {
                scope.Report(unmet.At(shownAt.GetLocation()));
            }

            var parts = next.Method is null && whole is ITupleOperation tuple ? tuple.Elements : [];
            for (int i = 0; i < next.Nested.Length; i++)
            {
                pending.Push((next.Nested[i], i < parts.Length ? CallArguments.Unconverted(parts[i]) : whole));
            }
        }
    }

    private static ISymbol? Disposal(IOperation resource, bool isAsynchronous)
    {
        string name = isAsynchronous ? "DisposeAsync" : "Dispose";
        if (resource is { Type: INamedTypeSymbol { IsRefLikeType: false } type, SemanticModel.Compilation: { } compilation }
            && compilation.GetTypeByMetadataName(isAsynchronous ? "System.IAsyncDisposable" : "System.IDisposable")?.GetMembers(name).FirstOrDefault() is { } declared
            && type.FindImplementationForInterfaceMember(declared) is { } disposes)
        {
            return disposes;
        }

        return Found(resource, name);
    }

    // What the compiler finds by name alone. An extension is found where the type itself has no such method.
    private static ISymbol? Found(IOperation value, string name)
    {
        if (value is not { Type: { TypeKind: not (TypeKind.Array or TypeKind.Pointer or TypeKind.Dynamic) } type, SemanticModel: { } model })
        {
            return null;
        }

        var found = model.LookupSymbols(value.Syntax.SpanStart, type, name, includeReducedExtensionMethods: true);
        return found.FirstOrDefault(symbol => symbol is IMethodSymbol { ReducedFrom: null, Parameters.IsEmpty: true })
            ?? found.FirstOrDefault(symbol => symbol is IMethodSymbol { ReducedFrom: not null, Parameters.IsEmpty: true });
    }

    private bool Called(IOperation value, ISymbol? member)
    {
        if (member is null || scope.UnmetOf(member, Accessors.First) is not { } unmet)
        {
            return false;
        }

        scope.Tell(value);
        scope.Report(unmet.At(TouchShape.WholeValue(value.Syntax).GetLocation()));
        return true;
    }
}
