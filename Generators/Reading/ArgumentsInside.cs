using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using MsiEncap.Generators.Emission;
using MsiEncap.Generators.Models;

namespace MsiEncap.Generators.Reading;

/// <summary>
/// The arguments of a struct's attributes are bound inside of the struct. <c>Bits = Pasid.Width</c> means the type <c>Pasid</c> as long as
/// there is no property of that name; once it is generated, the compiler takes it for that (CS0120). So such a declaration has no cookie.
/// </summary>
internal static class ArgumentsInside
{
    public static void Check(
        SyntaxNode? declaration, ImmutableArray<AttributeData> attributes, CookieModel cookie, ref ContractProblems problems)
    {
        if (declaration is not StructDeclarationSyntax structure)
        {
            return;
        }

        foreach (AttributeListSyntax list in structure.AttributeLists)
        {
            foreach (AttributeSyntax attribute in list.Attributes)
            {
                if (attribute.ArgumentList is { } arguments)
                {
                    Check(attribute, arguments, attributes, cookie, ref problems);
                }
            }
        }
    }

    private static void Check(
        AttributeSyntax attribute,
        AttributeArgumentListSyntax arguments,
        ImmutableArray<AttributeData> attributes,
        CookieModel cookie,
        ref ContractProblems problems)
    {
        foreach (AttributeArgumentSyntax argument in arguments.Arguments)
        {
            if (argument.Expression is LiteralExpressionSyntax or TypeOfExpressionSyntax)
            {
                continue;
            }

            foreach (SyntaxNode node in argument.Expression.DescendantNodesAndSelf())
            {
                if (node is SimpleNameSyntax name && IsLookedUp(name) && Hides(cookie, name.Identifier.ValueText) && IsOurs(attribute, attributes))
                {
                    problems.Add(
                        name.GetLocation(),
                        $"once the property '{name.Identifier.ValueText}' is there, '{name}' means that, here too",
                        $"write 'global::' and the full name, or rename one of the two");
                }
            }
        }
    }

    private static bool IsLookedUp(SimpleNameSyntax name) => name.Parent switch
    {
        MemberAccessExpressionSyntax access => access.Expression == name,
        QualifiedNameSyntax or AliasQualifiedNameSyntax or NameColonSyntax or NameEqualsSyntax => false,

        // nameof names what there is, whatever it is.
        ArgumentSyntax { Parent.Parent: InvocationExpressionSyntax { Expression: IdentifierNameSyntax { Identifier.ValueText: "nameof" } } } => false,
        _ => !SyntaxFacts.IsInTypeOnlyContext(name),
    };

    // A property that is called like its own type leaves the type its name.
    private static bool Hides(CookieModel cookie, string name)
    {
        foreach (CookiePart part in CookiePart.Of(cookie))
        {
            if (part.Name == name)
            {
                return !part.Type.EndsWith("." + name, StringComparison.Ordinal) && part.Type != "global::" + name;
            }
        }

        return Names.IsMemberOfCookies(name);
    }

    private static bool IsOurs(AttributeSyntax attribute, ImmutableArray<AttributeData> attributes)
    {
        foreach (AttributeData data in attributes)
        {
            if (data.ApplicationSyntaxReference is { } reference && reference.SyntaxTree == attribute.SyntaxTree && reference.Span == attribute.Span)
            {
                return data.AttributeClass is { } type && AttributeReading.IsInContracts(type);
            }
        }

        return false;
    }
}
