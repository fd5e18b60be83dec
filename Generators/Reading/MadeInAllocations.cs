using System.Runtime.CompilerServices;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using MsiEncap.Generators.Words;

namespace MsiEncap.Generators.Reading;

/// <summary>
/// What a file makes in an allocation without naming its type: <c>device.AllocateImsIrq(queue.DomainId, new(7))</c> calls the constructor of the
/// cookie that the id names. Where such calls stand is kept with the file; what they make depends on the others.
/// </summary>
internal static class MadeInAllocations
{
    private static readonly NameTable s_allocations = new(new(StringComparer.Ordinal) { "AllocateImsIrq", "TryAllocateImsIrq", "AllocateMsiIrqAt" });

    private static readonly ConditionalWeakTable<SyntaxTree, ImplicitObjectCreationExpressionSyntax[]> s_known = new();

    /// <summary>Finds it.</summary>
    /// <param name="compilation">The compilation.</param>
    /// <param name="cancellationToken">Stops the search.</param>
    /// <returns>The types, and none for what does not compile.</returns>
    public static HashSet<ITypeSymbol> In(Compilation compilation, CancellationToken cancellationToken)
    {
        HashSet<ITypeSymbol> made = new(SymbolEqualityComparer.Default);
        foreach (SyntaxTree tree in compilation.SyntaxTrees)
        {
            cancellationToken.ThrowIfCancellationRequested();
            ImplicitObjectCreationExpressionSyntax[] creations = s_known.GetValue(tree, key => Creations(key, cancellationToken));
            SemanticModel? model = creations.Length == 0 ? null : compilation.GetSemanticModel(tree);
            made.UnionWith(creations.Select(creation => model!.GetTypeInfo(creation, cancellationToken).Type).OfType<ITypeSymbol>());
        }

        return made;
    }

    private static ImplicitObjectCreationExpressionSyntax[] Creations(SyntaxTree tree, CancellationToken cancellationToken) =>
    [
        .. TextScan.Find(tree.GetRoot(cancellationToken), tree.GetText(cancellationToken), s_allocations, cancellationToken)
            .Select(token => token.Parent!.FirstAncestorOrSelf<InvocationExpressionSyntax>())
            .OfType<InvocationExpressionSyntax>()
            .SelectMany(call => call.ArgumentList.DescendantNodes().OfType<ImplicitObjectCreationExpressionSyntax>())
            .Distinct(),
    ];
}
