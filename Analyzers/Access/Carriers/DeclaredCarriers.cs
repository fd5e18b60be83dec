using System.Runtime.CompilerServices;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using MsiEncap.Generators.Words;

namespace MsiEncap.Analyzers.Access;

/// <summary>
/// The carriers that one file declares: declarations that mention a carrier outside the code of their bodies. It goes by names alone, and
/// a namesake of a carrier counts as one. Kept with the tree, so that an edit costs the edited file.
/// </summary>
internal sealed class DeclaredCarriers
{
    // A compilation asks a file some times, and the next one, after an edit elsewhere, asks the same.
    private const int MostKept = 16;

    private static readonly ConditionalWeakTable<SyntaxTree, List<DeclaredCarriers>> s_kept = new();

    private readonly HashSet<string> _names = new(StringComparer.Ordinal);
    private readonly HashSet<string> _types = new(StringComparer.Ordinal);
    private readonly HashSet<string> _extended = new(StringComparer.Ordinal);
    private readonly HashSet<string> _aliases = new(StringComparer.Ordinal);
    private readonly NameTable _known;

    private DeclaredCarriers(SyntaxTree tree, NameTable known, CancellationToken cancellationToken)
    {
        _known = known;
        SyntaxNode root = tree.GetRoot(cancellationToken);
        if (root is not CompilationUnitSyntax unit)
        {
            return;
        }

        HashSet<string> aliases = RestrictedNames.Aliases(unit, known, global: false);
        foreach (SyntaxToken token in TextScan.Find(root, tree.GetText(cancellationToken), known.With(aliases), cancellationToken))
        {
            Mention(token);
        }

        HashSet<string> everywhere = RestrictedNames.Aliases(unit, known, global: true);
        _names.UnionWith(everywhere);
        _types.UnionWith(everywhere);
        foreach (UsingDirectiveSyntax directive in unit.Usings)
        {
            if (directive.Alias is { Name.Identifier.ValueText: var alias } && directive.GlobalKeyword.RawKind != 0 && known.Contains(alias))
            {
                _ = _aliases.Add(alias);
            }
        }
    }

    /// <summary>The names of the carriers.</summary>
    public IReadOnlyCollection<string> Names => _names;

    /// <summary>The names of the types among them.</summary>
    public IReadOnlyCollection<string> Types => _types;

    /// <summary>The names of the types that became carriers by an extension, which says nothing of where they are declared.</summary>
    public IReadOnlyCollection<string> Extended => _extended;

    /// <summary>The global aliases that bear a known name, whatever they stand for.</summary>
    public IReadOnlyCollection<string> Aliases => _aliases;

    /// <summary>Whether all code has to be looked at, since a carrier is used without naming anything.</summary>
    public bool IsEverywhere { get; private set; }

    /// <summary>The carriers of a file.</summary>
    /// <param name="tree">The file.</param>
    /// <param name="known">The names that are known to be carriers.</param>
    /// <param name="cancellationToken">Stops the search.</param>
    /// <returns><see langword="null"/> if it mentions none.</returns>
    public static DeclaredCarriers? Of(SyntaxTree tree, NameTable known, CancellationToken cancellationToken)
    {
        if (!Words.Of(tree, cancellationToken).MayHold(known))
        {
            return null;
        }

        List<DeclaredCarriers> kept = s_kept.GetOrCreateValue(tree);
        lock (kept)
        {
            int index = kept.FindIndex(declared => ReferenceEquals(declared._known, known));
            if (index < 0)
            {
                kept.Insert(0, new(tree, known, cancellationToken));
                index = 0;
                if (kept.Count > MostKept)
                {
                    kept.RemoveAt(MostKept);
                }
            }

            return kept[index];
        }
    }

    private void Mention(SyntaxToken token)
    {
        // How a member or a parameter is called says nothing. A type may have other parts, which say more.
        if (token.IsKind(SyntaxKind.IdentifierToken) && token.Parent is (MemberDeclarationSyntax and not BaseTypeDeclarationSyntax)
            or VariableDeclaratorSyntax or ParameterSyntax or TypeParameterSyntax)
        {
            return;
        }

        for (SyntaxNode? node = token.Parent; node is not null; node = node.Parent)
        {
            switch (node)
            {
                case BlockSyntax or ArrowExpressionClauseSyntax or GlobalStatementSyntax:
                    return;
                case UsingDirectiveSyntax { StaticKeyword.RawKind: not 0, GlobalKeyword.RawKind: not 0 }:
                    IsEverywhere = true;
                    return;
                case BaseTypeDeclarationSyntax type:
                    Add(type);
                    return;
                case MemberDeclarationSyntax member:
                    Add(member);
                    return;
                case UsingDirectiveSyntax:
                    return;
                case AttributeListSyntax { Target.Identifier.RawKind: (int)SyntaxKind.AssemblyKeyword or (int)SyntaxKind.ModuleKeyword }:
                    return;
                default:
                    break;
            }
        }
    }

    private void Add(BaseTypeDeclarationSyntax type)
    {
        Name(type.Identifier, isType: true);
        foreach (ParameterSyntax parameter in (type as RecordDeclarationSyntax)?.ParameterList?.Parameters ?? default)
        {
            Name(parameter.Identifier);
        }

        // Who restricts a type restricts what is nested in it.
        foreach (SyntaxNode nested in type.DescendantNodes(static node => node is BaseTypeDeclarationSyntax))
        {
            switch (nested)
            {
                case BaseTypeDeclarationSyntax inner:
                    Name(inner.Identifier, isType: true);
                    break;
                case DelegateDeclarationSyntax inner:
                    Name(inner.Identifier, isType: true);
                    break;
                case MethodDeclarationSyntax { ParameterList.Parameters: [{ Modifiers: var modifiers }, ..] } method when modifiers.Any(SyntaxKind.ThisKeyword):
                    Add(method);
                    break;
                case MemberDeclarationSyntax member when IsExtensionBlock(member.Parent):
                    Add(member);
                    break;
                default:
                    break;
            }
        }
    }

    private void Add(MemberDeclarationSyntax member)
    {
        switch (member)
        {
            case DelegateDeclarationSyntax type:
                Name(type.Identifier, isType: true);
                break;
            case MethodDeclarationSyntax method:
                Name(method.Identifier, isImplicit: ImplicitMembers.Has(method.Identifier.ValueText));
                break;
            case PropertyDeclarationSyntax property:
                Name(property.Identifier, isImplicit: ImplicitMembers.Has(property.Identifier.ValueText));
                break;
            case EventDeclarationSyntax @event:
                Name(@event.Identifier);
                break;
            case BaseFieldDeclarationSyntax { Declaration.Variables: var variables }:
                foreach (VariableDeclaratorSyntax variable in variables)
                {
                    Name(variable.Identifier);
                }

                break;
            case EnumMemberDeclarationSyntax constant:
                Name(constant.Identifier);
                break;
            case ConstructorDeclarationSyntax or OperatorDeclarationSyntax or ConversionOperatorDeclarationSyntax or IndexerDeclarationSyntax:
                Users(member);
                break;
            default:
                break;
        }
    }

    private void Name(SyntaxToken name, bool isType = false, bool isImplicit = false)
    {
        if (name.ValueText.Length > 0)
        {
            _ = _names.Add(name.ValueText);
            _ = isType && _types.Add(name.ValueText);
            if (isType && Signs.ShortName(name.ValueText) is { } attribute)
            {
                _ = _names.Add(attribute);
                _ = _types.Add(attribute);
            }
        }

        if (isImplicit)
        {
            Users(name.Parent!);
        }
    }

    // What is used without its name is used on a value of its type, or of the type that it extends.
    private void Users(SyntaxNode member)
    {
        ParameterListSyntax? parameters = (member as MethodDeclarationSyntax)?.ParameterList;
        if (parameters?.Parameters is [{ Modifiers: var modifiers, Type: var extended }, ..] && modifiers.Any(SyntaxKind.ThisKeyword))
        {
            Extend(extended);
        }
        else if (IsExtensionBlock(member.Parent))
        {
            Extend(((TypeDeclarationSyntax)member.Parent!).ParameterList?.Parameters.FirstOrDefault()?.Type);
        }
        else if (member.Parent is BaseTypeDeclarationSyntax type)
        {
            Name(type.Identifier);
        }
    }

    private void Extend(TypeSyntax? type)
    {
        // An alias stands for what it says; in half-written code, two for each other.
        HashSet<TypeSyntax> seen = [];
        while (type is NullableTypeSyntax nullable)
        {
            type = nullable.ElementType;
        }

        for (SimpleNameSyntax? name = RightmostOf(type); type is not null && name is not null && seen.Add(type); name = RightmostOf(type))
        {
            if (type.FirstAncestorOrSelf<MemberDeclarationSyntax>() is { } member && IsTypeParameter(member, type))
            {
                break;
            }

            if (AliasOf(name) is not { } alias)
            {
                Name(name.Identifier);
                _ = _extended.Add(name.Identifier.ValueText);
                return;
            }

            type = alias.NamespaceOrType;
        }

        // Everybody has an object, a tuple or an array; a type parameter stands for any of them.
        IsEverywhere = true;
    }

    private static UsingDirectiveSyntax? AliasOf(SimpleNameSyntax name) => name is not IdentifierNameSyntax { Parent: not QualifiedNameSyntax } ? null
        : RestrictedNames.Usings((CompilationUnitSyntax)name.SyntaxTree.GetRoot()).FirstOrDefault(directive => directive.Alias?.Name.Identifier.ValueText == name.Identifier.ValueText);

    private static SimpleNameSyntax? RightmostOf(TypeSyntax? type) => type switch
    {
        SimpleNameSyntax simple => simple,
        QualifiedNameSyntax qualified => qualified.Right,
        AliasQualifiedNameSyntax qualified => qualified.Name,
        _ => null,
    };

    private static bool IsExtensionBlock(SyntaxNode? node) => node is TypeDeclarationSyntax { Identifier.ValueText: "" };

    private static bool IsTypeParameter(MemberDeclarationSyntax member, TypeSyntax type) =>
        type is IdentifierNameSyntax { Identifier.ValueText: var name }
        && ((member as MethodDeclarationSyntax)?.TypeParameterList ?? (member as TypeDeclarationSyntax)?.TypeParameterList)?.Parameters
            .Any(parameter => parameter.Identifier.ValueText == name) == true;
}
