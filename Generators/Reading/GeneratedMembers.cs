using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using MsiEncap.Generators.Emission;
using MsiEncap.Generators.Models;

namespace MsiEncap.Generators.Reading;

/// <summary>The members that the generator writes, as far as others could be in their way.</summary>
internal sealed class GeneratedMembers
{
    private const string Text = "System.String";
    private const string Span = "System.ReadOnlySpan`1[System.Char]";
    private const string Provider = "System.IFormatProvider";

    // No type is called this.
    private const string Self = "";
    private const string OutSelf = "&";

    private readonly INamedTypeSymbol _type;
    private readonly List<string> _properties = [];
    private readonly List<string> _storages = [];
    private readonly List<(string Name, string[] Parameters)> _methods = [];

    public GeneratedMembers(INamedTypeSymbol type, CookieModel cookie)
    {
        _type = type;
        string[] parts = [.. CookiePart.Of(cookie).Select(part => part.LayoutType)];
        _properties.AddRange(CookiePart.Of(cookie).Select(part => part.Name));
        if (cookie.Fields.Count > 0)
        {
            _storages.Add(StorageName.OfBits(cookie));
        }

        if (cookie.Reference is not null)
        {
            _storages.Add(StorageName.OfReference(cookie));
        }

        _methods.Add((".ctor", parts));
        _methods.Add((".ctor", [MetadataNames.InstanceCookieLayout]));
        _methods.Add(("TryCreate", [.. parts, OutSelf]));
        _methods.Add((WellKnownMemberNames.EqualityOperatorName, [Self, Self]));
        _methods.Add((WellKnownMemberNames.InequalityOperatorName, [Self, Self]));
        _methods.Add((nameof(Equals), [Self]));
        _methods.Add((nameof(Equals), ["System.Object"]));
        _methods.Add((nameof(GetHashCode), []));
        _methods.Add((nameof(ToString), []));
        if (cookie.Reference is null)
        {
            _methods.Add(("Parse", [Text, Provider]));
            _methods.Add(("Parse", [Span, Provider]));
            _methods.Add(("TryParse", [Text, OutSelf]));
            _methods.Add(("TryParse", [Text, Provider, OutSelf]));
            _methods.Add(("TryParse", [Span, Provider, OutSelf]));
        }
    }

    /// <summary>Whether a member of the user's has the name, or the signature, of one that the generator writes.</summary>
    public bool Takes(ISymbol member)
    {
        if (member is IMethodSymbol { MethodKind: MethodKind.ExplicitInterfaceImplementation or MethodKind.StaticConstructor })
        {
            return false;
        }

        // An indexer is called "this[]" in code and something else outside.
        string name = member is IPropertySymbol { IsIndexer: true } ? member.MetadataName : member.Name;
        if (_properties.Exists(property => name == property || Names.IsAccessor(name, property)) || _storages.Contains(name))
        {
            return true;
        }

        return member is IMethodSymbol method
            ? method.Arity == 0 && _methods.Exists(generated => generated.Name == name && Are(method.Parameters, generated.Parameters))
            : _methods.Exists(generated => generated.Name == name);
    }

    /// <summary>Whether a member of the user's implements what the runtime needs of a cookie, as the generator does.</summary>
    public static bool Implements(ISymbol member) => member switch
    {
        IMethodSymbol method => method.ExplicitInterfaceImplementations.Any(IsOfCookies),
        IPropertySymbol property => property.ExplicitInterfaceImplementations.Any(IsOfCookies),
        _ => false,
    };

    private static bool IsOfCookies(ISymbol implemented) =>
        implemented.ContainingType is { Name: MetadataNames.CookieInterfaceName } type && AttributeReading.IsInContracts(type);

    private bool Are(ImmutableArray<IParameterSymbol> parameters, string[] types)
    {
        if (parameters.Length != types.Length)
        {
            return false;
        }

        for (int i = 0; i < types.Length; i++)
        {
            if (!Is(parameters[i], types[i]))
            {
                return false;
            }
        }

        return true;
    }

    // "in", "ref" and "out" are one signature, and another one than by value.
    private bool Is(IParameterSymbol parameter, string type) =>
        (parameter.RefKind == RefKind.None) == (type != OutSelf)
        && (type is Self or OutSelf
            ? SymbolEqualityComparer.Default.Equals(parameter.Type, _type)
            : type == TypeNames.InLayout(parameter.Type));
}
