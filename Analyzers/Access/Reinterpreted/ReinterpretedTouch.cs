using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;

namespace MsiEncap.Analyzers.Access;

/// <summary>MSI1004 for one operation of the walk: restricted values whose memory is read as something else.</summary>
internal static class ReinterpretedTouch
{
    /// <summary>Reports what an operation reinterprets.</summary>
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
                new ReinterpretingCall(access, site, report).Visit(call, call.TargetMethod, ref claimed);
                break;
            case OperationKind.ObjectCreation when operation is IObjectCreationOperation { Constructor: { } constructor }:
                new ReinterpretingCall(access, site, report).Visit(operation, constructor, ref claimed);
                break;
            case OperationKind.SimpleAssignment when operation is ISimpleAssignmentOperation { Target: IPropertyReferenceOperation target } assignment
                && ReinterpretingCall.IsListed(target.Property):
                new ReinterpretingCall(access, site, report).Value(assignment.Value, null, ref claimed);
                break;
            case OperationKind.AddressOf when operation is IAddressOfOperation address:
                new PointerTouch(access, site, report).Address(address, ref claimed);
                break;
            case OperationKind.Conversion when operation is IConversionOperation { Operand.Type.TypeKind: TypeKind.Pointer or TypeKind.FunctionPointer } conversion:
                new PointerTouch(access, site, report).Conversion(conversion, ref claimed);
                break;
            case OperationKind.FunctionPointerInvocation when operation is IFunctionPointerInvocationOperation call:
                new PointerTouch(access, site, report).Call(call, ref claimed);
                break;
            case OperationKind.None when operation is { Syntax: FixedStatementSyntax statement, SemanticModel: { } model }:
                new PointerTouch(access, site, report).Pinned(statement, model, ref claimed);
                break;
            case OperationKind.None:
                new PointerTouch(access, site, report).Unnamed(operation, ref claimed);
                break;
            default:
                break;
        }
    }
}
