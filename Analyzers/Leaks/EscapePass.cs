using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;
using MsiEncap.Analyzers.Access;

namespace MsiEncap.Analyzers.Leaks;

/// <summary>Reports the restricted values that a block of role code lets out.</summary>
internal static class EscapePass
{
    /// <summary>Looks at the code of a symbol, if it is role code and has something to let out.</summary>
    /// <param name="model">The roles.</param>
    /// <param name="block">The code.</param>
    /// <param name="report">Takes the diagnostics.</param>
    /// <param name="cancellationToken">Stops the analysis.</param>
    public static void Run(LeakModel model, ExecutableCode.Block block, Action<Diagnostic> report, CancellationToken cancellationToken)
    {
        foreach (INamedTypeSymbol role in block.Owner is INamedTypeSymbol ? [] : model.RolesOf(block.Owner.ContainingType))
        {
            RoleLeaks leaks = model.Of(role);
            ImmutableArray<IOperation> code = [.. block.Blocks.Where(part => part is not IAttributeOperation)];
            if (Concerns(leaks.Code, code, cancellationToken))
            {
                foreach (Leak leak in leaks.Of(block.Owner, code, cancellationToken))
                {
                    report(leak.ToDiagnostic());
                }
            }
        }
    }

    // Most code handles nothing restricted, neither openly nor by what only role code can have put where it reads.
    private static bool Concerns(RoleCode code, ImmutableArray<IOperation> blocks, CancellationToken cancellationToken)
    {
        Stack<IOperation> pending = new(blocks);
        while (pending.Count > 0)
        {
            cancellationToken.ThrowIfCancellationRequested();
            IOperation next = pending.Pop();
            if (code.RestrictedPart(next.Type) is not null || (Read(next) is var (member, type) && IsOpaque(type) && code.Acts(member.ContainingType)))
            {
                return true;
            }

            foreach (IOperation child in next.ChildOperations)
            {
                pending.Push(child);
            }
        }

        return false;
    }

    // What role code can have put something into: its members, and what its methods are given to fill.
    private static (ISymbol Member, ITypeSymbol Type)? Read(IOperation operation) => operation switch
    {
        IMethodReferenceOperation reference => Ours(reference.Method, reference.Method.ReturnType),
        IMemberReferenceOperation reference => Ours(reference.Member, reference.Type),
        IObjectCreationOperation creation => Ours(creation.Constructor, creation.Type),
        IInvocationOperation { TargetMethod: var method } =>
            Ours(method, method.Parameters.FirstOrDefault(parameter => Holding.CanHold(parameter.Type, null))?.Type ?? method.ReturnType),
        IParameterReferenceOperation { Parameter: { ContainingSymbol: IMethodSymbol { MethodKind: MethodKind.Constructor } constructor } parameter } => Ours(constructor, parameter.Type),
        _ => null,
    };

    private static (ISymbol Member, ITypeSymbol Type)? Ours(ISymbol? member, ITypeSymbol? type) =>
        member is not null && type is not null && member.OriginalDefinition.Locations.Any(location => location.IsInSource) ? (member, type) : null;

    private static bool IsOpaque(ITypeSymbol type) =>
        type.SpecialType is not (>= SpecialType.System_Void and <= SpecialType.System_String) && type.TypeKind != TypeKind.Enum;
}
