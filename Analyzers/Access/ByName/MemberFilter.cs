using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace MsiEncap.Analyzers.Access;

/// <summary>Which of the members of one name are meant, as far as the code that names them says so.</summary>
/// <param name="Types">The parameters' types, if they are given.</param>
/// <param name="Values">The types of the values that are passed, if they are given; a null stands for a value of no known type.</param>
/// <param name="Signature">What follows the name in a documentation comment id.</param>
/// <param name="MembersAlone">Whether what a member gives is of no interest, because the code names that anyway.</param>
/// <param name="Accessors">Which accessors can be called by way of a property or event.</param>
internal sealed record MemberFilter(
    ImmutableArray<ITypeSymbol>? Types = null,
    ImmutableArray<ITypeSymbol?>? Values = null,
    string? Signature = null,
    bool MembersAlone = false,
    Accessors Accessors = Accessors.All)
{
    /// <summary>Lets every member through.</summary>
    public static readonly MemberFilter None = new();

    /// <summary>Whether a member may be meant.</summary>
    /// <param name="member">A member of the right name.</param>
    /// <param name="compilation">Knows conversions.</param>
    /// <returns><see langword="false"/> if it is another overload.</returns>
    public bool Admits(ISymbol member, Compilation? compilation)
    {
        if (member is not (IMethodSymbol or IPropertySymbol))
        {
            return true;
        }

        ImmutableArray<IParameterSymbol> parameters = member is IMethodSymbol method ? method.Parameters : ((IPropertySymbol)member).Parameters;
        return (Types is not { } types || Same(parameters, types))
            && (Values is not { } values || Takes(parameters, values, compilation))
            && (Signature is null || member.GetDocumentationCommentId()?.EndsWith(Signature, StringComparison.Ordinal) == true);
    }

    // By their names: hidden members come from another view of the same assemblies.
    private static bool Same(ImmutableArray<IParameterSymbol> parameters, ImmutableArray<ITypeSymbol> types) =>
        parameters.Length == types.Length
        && parameters.Zip(types, (parameter, type) => parameter.Type is ITypeParameterSymbol || Name(parameter.Type) == Name(type)).All(same => same);

    private static string Name(ITypeSymbol type) => type.ToDisplayString(SymbolDisplayFormat.FullyQualifiedFormat);

    private static bool Takes(ImmutableArray<IParameterSymbol> parameters, int count) =>
        parameters.Count(parameter => parameter is { IsOptional: false, IsParams: false }) <= count
        && (count <= parameters.Length || parameters is [.., { IsParams: true }]);

    private static bool Takes(ImmutableArray<IParameterSymbol> parameters, ImmutableArray<ITypeSymbol?> values, Compilation? compilation)
    {
        if (!Takes(parameters, values.Length))
        {
            return false;
        }

        for (int i = 0; i < values.Length && i < parameters.Length && !parameters[i].IsParams; i++)
        {
            if (values[i] is { } type
                && compilation is CSharpCompilation csharp
                && csharp.ClassifyConversion(type, parameters[i].Type) is not { IsImplicit: true })
            {
                return false;
            }
        }

        return true;
    }
}
