using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using MsiEncap.Generators.Models;

namespace MsiEncap.Generators.Reading;

/// <summary>
/// Turns a declaration into a model, or into the reasons why no valid code could be written for it. Binds the type's attributes, which
/// finding the contract attribute has bound already, and nothing else: it runs for every contract at every key stroke.
/// </summary>
internal static class ContractReader
{
    public static bool IsCandidate(SyntaxNode node, CancellationToken cancellationToken) => node is StructDeclarationSyntax;

    /// <summary>Reads what the generator is asked about.</summary>
    public static DeclarationModel Read(GeneratorAttributeSyntaxContext context, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        ContractProblems problems = default;
        return new(
            context.TargetNode.SyntaxTree.FilePath,
            context.TargetSymbol is INamedTypeSymbol type
                ? Read(type, type.GetAttributes(), context.TargetNode, context.SemanticModel.Compilation, ref problems)
                : null);
    }

    /// <summary>Reads the contract of a type, in source or in metadata, whether its cookie has been generated yet or not.</summary>
    /// <param name="type">The type.</param>
    /// <param name="compilation">Who asks.</param>
    /// <param name="problems">What is wrong with the declaration, if anything.</param>
    /// <returns>The contract; <see langword="null"/> if there is none, or a problem.</returns>
    public static CookieModel? Read(INamedTypeSymbol type, Compilation compilation, ref ContractProblems problems)
    {
        ImmutableArray<AttributeData> attributes = type.GetAttributes();
        if (attributes.First(MetadataNames.ContractAttribute) is { } contract)
        {
            Compilation? source = SymbolEqualityComparer.Default.Equals(type.ContainingAssembly, compilation.Assembly) ? compilation : null;
            return Read(type, attributes, contract.ApplicationSyntaxReference?.GetSyntax().Parent?.Parent, source, ref problems);
        }

        if ((attributes.First(MetadataNames.FieldAttribute)
            ?? attributes.First(MetadataNames.ReferenceAttribute)
            ?? attributes.First(MetadataNames.ReservedAttribute)) is { } part)
        {
            problems.Add(part, "it says what a cookie holds, but not of which contract", "add [MsiCookieContract(\"vendor,device\")]");
        }

        return null;
    }

    private static CookieModel? Read(
        INamedTypeSymbol type,
        ImmutableArray<AttributeData> attributes,
        SyntaxNode? declaration,
        Compilation? source,
        ref ContractProblems problems)
    {
        (string contractId, int version) = ReadContract(attributes, ref problems);
        TypeModel? model = TypeReader.Read(type, declaration, ref problems);
        CookieParts parts = PartsReader.Read(type, attributes, declaration, source, ref problems);
        if (model is null || problems.Any)
        {
            return null;
        }

        CookieModel cookie = new(model, contractId, version, new(parts.Fields), new(parts.Reserved), parts.Reference) { Experiments = new(Experiments.Of(attributes)) };
        TakenNames.Check(type, cookie, ref problems);
        ArgumentsInside.Check(declaration, attributes, cookie, ref problems);
        return problems.Any ? null : cookie;
    }

    // A second contract attribute, on whichever part, would make two files of one struct.
    private static (string ContractId, int Version) ReadContract(ImmutableArray<AttributeData> attributes, ref ContractProblems problems)
    {
        bool isFirst = true;
        string contractId = string.Empty;
        int version = 1;
        foreach (AttributeData attribute in attributes)
        {
            if (!attribute.IsOfContracts(MetadataNames.ContractAttribute))
            {
                continue;
            }

            if (!isFirst)
            {
                problems.Add(attribute, "it has a second contract", "leave one");
                break;
            }

            isFirst = false;
            contractId = attribute.FirstString() ?? string.Empty;
            if (Names.WrongContractId(contractId) is { } wrong)
            {
                problems.Add(attribute.Where("contractId", 0), "its contract id " + wrong, "name it in one line of text, such as \"vendor,device\"");
            }

            version = attribute.Has("Version") ? attribute.Named("Version") as int? ?? 0 : 1;
            if (version < 1)
            {
                problems.Add(attribute.Where("Version"), "its version is no number from 1", "count versions from 1");
            }
        }

        return (contractId, version);
    }
}
