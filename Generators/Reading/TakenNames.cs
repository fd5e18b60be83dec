using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using MsiEncap.Generators.Emission;
using MsiEncap.Generators.Models;

namespace MsiEncap.Generators.Reading;

/// <summary>
/// Whether the members that the generator would write have names of their own: among themselves, and beside the user's. What the user's
/// parts declare is looked at only where they declare anything.
/// </summary>
internal static class TakenNames
{
    private const string Rename = "rename one of them";
    private const string LeaveOut = "leave it out";

    private static readonly SymbolDisplayFormat s_signature =
        SymbolDisplayFormat.MinimallyQualifiedFormat.AddMemberOptions(SymbolDisplayMemberOptions.IncludeExplicitInterface);

    public static void Check(INamedTypeSymbol type, CookieModel cookie, ref ContractProblems problems)
    {
        CheckParts(type, cookie, ref problems);
        foreach (SyntaxReference part in type.DeclaringSyntaxReferences)
        {
            if (!GeneratedCode.IsOurs(part.SyntaxTree) && part.GetSyntax() is TypeDeclarationSyntax { Members.Count: > 0 })
            {
                CheckMembers(type, cookie, ref problems);
                return;
            }
        }
    }

    private static void CheckParts(INamedTypeSymbol type, CookieModel cookie, ref ContractProblems problems)
    {
        int count = cookie.Fields.Count + (cookie.Reference is null ? 0 : 1);
        for (int i = 1; i < count; i++)
        {
            for (int j = 0; j < i; j++)
            {
                (string one, string other) = (NameOf(cookie, i), NameOf(cookie, j));
                if (one == other || Names.IsAccessor(one, other) || Names.IsAccessor(other, one))
                {
                    problems.Add(
                        Locate(type, i < cookie.Fields.Count ? i : -1),
                        one == other ? $"'{one}' is there twice" : $"'{one}' and '{other}' would be one member",
                        Rename);
                }
            }
        }
    }

    private static void CheckMembers(INamedTypeSymbol type, CookieModel cookie, ref ContractProblems problems)
    {
        GeneratedMembers generated = new(type, cookie);
        foreach (ISymbol member in type.GetMembers())
        {
            ISymbol declared = member is IFieldSymbol { AssociatedSymbol: { } associated } ? associated : member;
            if (declared.DeclaringSyntaxReferences is not [{ } syntax, ..] || GeneratedCode.IsOurs(syntax.SyntaxTree))
            {
                continue;
            }

            Location where = declared.Locations.FirstOrDefault() ?? Location.None;
            if (member is IFieldSymbol { IsStatic: false })
            {
                problems.Add(where, $"its field '{declared.Name}' is none of the contract's, so it would not reach the irq domain", "declare it by [CookieField]");
            }

            if (member is IPropertySymbol { IsRequired: true })
            {
                problems.Add(where, $"its property '{declared.Name}' is required, and the generator makes cookies without it", "leave out 'required'");
            }

            // A property speaks for its accessors.
            if (member is IMethodSymbol { AssociatedSymbol: { } owner } && (generated.Takes(owner) || GeneratedMembers.Implements(owner)))
            {
                continue;
            }

            if (generated.Takes(member))
            {
                string name = declared is IPropertySymbol { IsIndexer: true } ? $" as '{declared.MetadataName}'" : string.Empty;
                problems.Add(where, Declares(declared) + name, AdviceFor(member));
            }
            else if (GeneratedMembers.Implements(member))
            {
                problems.Add(where, Declares(declared), LeaveOut);
            }
        }
    }

    private static string Declares(ISymbol member) =>
        $"it declares '{member.ToDisplayString(s_signature)}', which the generator writes";

    // What the language or every object gives a name can have no other.
    private static string AdviceFor(ISymbol member) => member switch
    {
        IMethodSymbol { MethodKind: MethodKind.Constructor } => LeaveOut + ", or give it other parameters",
        IMethodSymbol { MethodKind: MethodKind.UserDefinedOperator } => LeaveOut,
        IMethodSymbol { Name: nameof(Equals) or nameof(GetHashCode) or nameof(ToString) } => LeaveOut,
        _ => Rename,
    };

    private static string NameOf(CookieModel cookie, int index) =>
        index < cookie.Fields.Count ? cookie.Fields[index].Name : cookie.Reference!.Name;

    // The attribute of a field, or of the reference.
    private static Location? Locate(INamedTypeSymbol type, int field)
    {
        foreach (AttributeData attribute in type.GetAttributes())
        {
            if (attribute.IsOfContracts(field < 0 ? MetadataNames.ReferenceAttribute : MetadataNames.FieldAttribute) && field-- <= 0)
            {
                return attribute.Where("name", 0);
            }
        }

        return null;
    }
}
