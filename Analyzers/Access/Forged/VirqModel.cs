using System.Collections.Immutable;
using Microsoft.CodeAnalysis;

namespace MsiEncap.Analyzers.Access;

/// <summary>What the rule about interrupt numbers knows of a compilation: which type they are, and who may make them.</summary>
internal sealed class VirqModel : GuardedType
{
    private const string VirqName = "MsiEncap.Virq";
    private const string NumberName = "Number";

    private VirqModel(Compilation compilation, ImmutableArray<INamedTypeSymbol> types, AccessModel? access)
        : base(compilation, types, types, access)
    {
    }

    /// <summary>The model of a compilation.</summary>
    /// <param name="compilation">The compilation.</param>
    /// <param name="access">Who acts in a role, where there are roles.</param>
    /// <returns><see langword="null"/> where nothing declares the type, and where the compilation itself does: it may make them.</returns>
    public static VirqModel? Of(Compilation compilation, AccessModel? access) =>
        compilation.GetTypesByMetadataName(VirqName) is { IsEmpty: false } types && !Declares(compilation, types)
            ? new(compilation, types, access)
            : null;

    /// <summary>Whether a member is the number in a virq.</summary>
    /// <param name="member">The member.</param>
    /// <returns><see langword="true"/> if it is.</returns>
    public override bool IsContent(ISymbol member) => member.Name == NumberName && Is(member.ContainingType);
}
