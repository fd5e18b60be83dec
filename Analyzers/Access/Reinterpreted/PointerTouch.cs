using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;

namespace MsiEncap.Analyzers.Access;

/// <summary>Finds addresses of restricted values, and conversions of pointers to them. What is read through such a pointer is a value like any other.</summary>
/// <param name="access">The access model.</param>
/// <param name="site">The innermost type around the code.</param>
/// <param name="report">Takes the diagnostics.</param>
internal readonly struct PointerTouch(AccessModel access, INamedTypeSymbol? site, Action<Diagnostic> report)
{
    /// <summary>Reports the taking of an address.</summary>
    /// <param name="address">The operation.</param>
    /// <param name="claimed">Takes the value that was reported.</param>
    public void Address(IAddressOfOperation address, ref HashSet<IOperation>? claimed)
    {
        // The address of a method is a use of the method; one for a pointer whose type is written is reported at the type.
        if (address.Reference is not IMethodReferenceOperation && !IsForWrittenType(address))
        {
            Report(address.Reference, ref claimed);
        }
    }

    /// <summary>Reports a conversion from a pointer to something restricted. The type of a cast to one is written, and found there.</summary>
    /// <param name="conversion">The conversion.</param>
    /// <param name="claimed">Takes the value that was reported.</param>
    public void Conversion(IConversionOperation conversion, ref HashSet<IOperation>? claimed)
    {
        IOperation operand = CallArguments.Unconverted(conversion.Operand);
        while (operand is IBinaryOperation { Type.TypeKind: TypeKind.Pointer } moved)
        {
            operand = CallArguments.Unconverted(moved.LeftOperand.Type is IPointerTypeSymbol ? moved.LeftOperand : moved.RightOperand);
        }

        // The address that was taken is reported where it is taken; a pointer that was cast to before, where its type is written.
        if (operand is not (IAddressOfOperation or IConversionOperation) && !SymbolEqualityComparer.Default.Equals(operand.Type, conversion.Type))
        {
            Report(operand, ref claimed);
        }
    }

    /// <summary>Reports a call through a function pointer.</summary>
    /// <param name="call">The call.</param>
    /// <param name="claimed">Takes the value that was reported.</param>
    public void Call(IFunctionPointerInvocationOperation call, ref HashSet<IOperation>? claimed) => Report(call.Target, ref claimed);

    /// <summary>Reports what has no operation of its own: typed references and variable arguments.</summary>
    /// <param name="operation">An operation without a kind.</param>
    /// <param name="claimed">Takes the values that were reported.</param>
    public void Unnamed(IOperation operation, ref HashSet<IOperation>? claimed)
    {
        if (operation.Syntax is MakeRefExpressionSyntax or RefTypeExpressionSyntax
            or InvocationExpressionSyntax { Expression: LiteralExpressionSyntax { RawKind: (int)SyntaxKind.ArgListExpression } })
        {
            foreach (IOperation value in operation.ChildOperations)
            {
                Report(value, ref claimed);
            }
        }
    }

    /// <summary>
    /// Reports restricted arrays that a fixed statement pins as something else. An address says so itself; other values are pinned by a
    /// member of theirs, which is called.
    /// </summary>
    /// <param name="statement">The statement.</param>
    /// <param name="model">The file's semantic model.</param>
    /// <param name="claimed">Takes the values that were reported.</param>
    public void Pinned(FixedStatementSyntax statement, SemanticModel model, ref HashSet<IOperation>? claimed)
    {
        foreach (VariableDeclaratorSyntax variable in statement.Declaration.Variables)
        {
            if (variable.Initializer?.Value is { } value
                && model.GetOperation(value) is { Type: IArrayTypeSymbol } pinned
                && access.FirstUnmetPart((model.GetDeclaredSymbol(variable) as ILocalSymbol)?.Type, site) is null)
            {
                Report(pinned, ref claimed);
            }
        }
    }

    private static bool IsForWrittenType(IAddressOfOperation address)
    {
        IOperation value = address;
        while (value.Parent is IConversionOperation { IsImplicit: true } or IParenthesizedOperation || value.Parent is { Kind: OperationKind.None, Syntax: PrefixUnaryExpressionSyntax })
        {
            value = value.Parent;
        }

        return value.Parent is IVariableInitializerOperation { Parent: IVariableDeclaratorOperation { Symbol: { } local } }
            && SymbolEqualityComparer.Default.Equals(local.Type, address.Type)
            && value.Parent.Syntax.FirstAncestorOrSelf<VariableDeclarationSyntax>() is { Type.IsVar: false };
    }

    private void Report(IOperation value, ref HashSet<IOperation>? claimed)
    {
        IOperation written = CallArguments.Unconverted(value);
        if ((claimed is null || !claimed.Contains(written)) && RestrictedContent.FirstUnmet(access, written.Type, site) is { } unmet)
        {
            _ = (claimed ??= []).Add(written);
            report(unmet.ReinterpretedAt(TouchShape.WholeValue(written.Syntax).GetLocation()));
        }
    }
}
