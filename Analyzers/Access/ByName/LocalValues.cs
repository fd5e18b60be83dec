using System.Runtime.CompilerServices;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;

namespace MsiEncap.Analyzers.Access;

/// <summary>
/// The values that a body gives to its locals, in no order: what a local may hold, not what it holds at a place. Collected when first
/// asked for, and kept for as long as the body's operations are.
/// </summary>
internal sealed class LocalValues
{
    private static readonly ConditionalWeakTable<IOperation, LocalValues> s_known = new();

    private readonly Dictionary<ISymbol, List<IOperation>> _values = new(ReferenceComparer<ISymbol>.Instance);

    private LocalValues(IOperation root)
    {
        foreach (IOperation operation in root.DescendantsAndSelf())
        {
            switch (operation)
            {
                case IVariableDeclaratorOperation declarator when declarator.GetVariableInitializer() is { } initializer:
                    Add(declarator.Symbol, initializer.Value);
                    break;
                case ISimpleAssignmentOperation { Target: ILocalReferenceOperation local } assignment:
                    Add(local.Local, assignment.Value);
                    break;
                case ISimpleAssignmentOperation { Target: IParameterReferenceOperation parameter } assignment:
                    Add(parameter.Parameter, assignment.Value);
                    break;
                case ICoalesceAssignmentOperation { Target: ILocalReferenceOperation local } assignment:
                    Add(local.Local, assignment.Value);
                    break;
                case IIsPatternOperation { Pattern: IDeclarationPatternOperation { DeclaredSymbol: { } declared } } test:
                    Add(declared, test.Value);
                    break;
                case IPropertySubpatternOperation { Pattern: IDeclarationPatternOperation { DeclaredSymbol: { } declared } } part:
                    Add(declared, part.Member);
                    break;
                default:
                    break;
            }
        }
    }

    /// <summary>What is assigned to a local, or to a parameter by the body itself.</summary>
    /// <param name="reference">A reference to it.</param>
    /// <param name="symbol">The local or parameter.</param>
    /// <returns>The values as they are written.</returns>
    public static IReadOnlyList<IOperation> Of(IOperation reference, ISymbol symbol)
    {
        IOperation root = reference;
        while (root.Parent is { } parent)
        {
            root = parent;
        }

        return s_known.GetValue(root, static key => new(key))._values.TryGetValue(symbol, out List<IOperation>? values) ? values : [];
    }

    /// <summary>What a read-only field is initialized with, where that is written in the same file.</summary>
    /// <param name="reference">A reference to the field.</param>
    /// <returns><see langword="null"/> if it is not known.</returns>
    public static IOperation? Initial(IFieldReferenceOperation reference)
    {
        if (reference is not { Field: { IsReadOnly: true, DeclaringSyntaxReferences: [var declaration] }, SemanticModel: { } model }
            || declaration.SyntaxTree != model.SyntaxTree)
        {
            return null;
        }

        SyntaxNode? initializer = (declaration.GetSyntax() as VariableDeclaratorSyntax)?.Initializer?.Value;
        return initializer is null ? null : model.GetOperation(initializer);
    }

    private void Add(ISymbol symbol, IOperation value)
    {
        if (!_values.TryGetValue(symbol, out List<IOperation>? values))
        {
            _values[symbol] = values = [];
        }

        values.Add(value);
    }
}
