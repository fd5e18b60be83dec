using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;

namespace MsiEncap.Analyzers.Access;

/// <summary>MSI1003 for one operation of the walk: reflection with names that are known, accessors, dynamic operations.</summary>
internal static class ByNameTouch
{
    /// <summary>Reports what an operation reaches by name.</summary>
    /// <param name="operation">The operation.</param>
    /// <param name="access">The access model.</param>
    /// <param name="site">The innermost type around the code.</param>
    /// <param name="report">Takes the diagnostics.</param>
    /// <param name="claimed">Takes the values that were reported, so that they are not reported again for what they are.</param>
    public static void Visit(
        IOperation operation, AccessModel access, INamedTypeSymbol? site, Action<Diagnostic> report, ref HashSet<IOperation>? claimed)
    {
        switch (operation.Kind)
        {
            case OperationKind.Invocation when operation is IInvocationOperation call:
                ReflectionTouch.Visit(access, call, call.TargetMethod, site, report);
                break;
            case OperationKind.PropertyReference when operation is IPropertyReferenceOperation { Property.IsIndexer: true } indexer:
                ReflectionTouch.Visit(access, indexer, indexer.Property, site, report);
                break;
            case OperationKind.ObjectCreation when operation is IObjectCreationOperation { Constructor: { } constructor, Syntax: AttributeSyntax }:
                ReflectionTouch.Visit(access, operation, constructor, site, report);
                break;
            case OperationKind.LocalFunction when operation is ILocalFunctionOperation { Symbol.IsExtern: true } function:
                AccessorTouch.Visit(access, operation.SemanticModel?.Compilation, function.Symbol, report);
                break;
            case OperationKind.Conversion when operation.Type?.TypeKind == TypeKind.Dynamic:
            case OperationKind.Loop:
            case OperationKind.DynamicMemberReference or OperationKind.DynamicInvocation or OperationKind.DynamicIndexerAccess
                or OperationKind.DynamicObjectCreation or OperationKind.Binary:
                new DynamicTouch(access, site, report).Visit(operation, ref claimed);
                break;
            default:
                break;
        }
    }
}
