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
        _methods.Add(("TryCreate", [.. parts, Self]));
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
            _methods.Add(("TryParse", [Text, Self]));
            _methods.Add(("TryParse", [Text, Provider, Self]));
            _methods.Add(("TryParse", [Span, Provider, Self]));
        }
    }

    /// <summary>Whether a member of the user's has the name, or the signature, of one that the generator writes.</summary>
    public bool Takes(ISymbol member)
    {
        if (member is IMethodSymbol { MethodKind: MethodKind.ExplicitInterfaceImplementation or MethodKind.StaticConstructor })
        {
            return false;
        }

        if (_properties.Exists(property => member.Name == property || Names.IsAccessor(member.Name, property)) || _storages.Contains(member.Name))
        {
            return true;
        }

        return member is IMethodSymbol method
            ? method.Arity == 0 && _methods.Exists(generated => generated.Name == method.Name && Are(method.Parameters, generated.Parameters))
            : _methods.Exists(generated => generated.Name == member.Name);
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
            if (!Is(parameters[i].Type, types[i]))
            {
                return false;
            }
        }

        return true;
    }

    // "dynamic" and "object" are one signature.
    private bool Is(ITypeSymbol type, string name) => name.Length == 0
        ? SymbolEqualityComparer.Default.Equals(type, _type)
        : name == (type.TypeKind == TypeKind.Dynamic ? "System.Object" : TypeNames.InLayout(type));
}
