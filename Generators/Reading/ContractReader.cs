using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using MsiEncap.Generators.Models;

namespace MsiEncap.Generators.Reading;

/// <summary>
/// Turns a declaration into a model, or into nothing if no valid code could be written for it. Binds the type's attributes, which
/// finding the contract attribute has bound already, and nothing else: it runs for every contract at every key stroke.
/// </summary>
internal static class ContractReader
{
    public static bool IsCandidate(SyntaxNode node, CancellationToken cancellationToken) => node is StructDeclarationSyntax;

    public static CookieModel? Read(GeneratorAttributeSyntaxContext context, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        if (context.TargetNode is not StructDeclarationSyntax declaration || context.TargetSymbol is not INamedTypeSymbol type)
        {
            return null;
        }

        ImmutableArray<AttributeData> attributes = type.GetAttributes();
        if (ReadContractId(attributes) is not { } contractId)
        {
            return null;
        }

        return (attributes.Count(MetadataNames.FieldAttribute), attributes.Count(MetadataNames.ReferenceAttribute)) switch
        {
            ( > 0, 0) when FieldsReader.Read(type, declaration, attributes) is { } fields
                && TypeReader.Read(type, declaration) is { } model => new ValueCookieModel(model, contractId, fields),
            (0, 1) when ReferenceReader.Read(type, declaration, attributes, context.SemanticModel.Compilation) is { } reference
                && TypeReader.Read(type, declaration) is { } model => new ReferenceCookieModel(model, contractId, reference),
            _ => null,
        };
    }

    // A second contract attribute, on whichever part, would make two files of one struct.
    private static string? ReadContractId(ImmutableArray<AttributeData> attributes)
    {
        string? contractId = null;
        foreach (AttributeData attribute in attributes)
        {
            if (!attribute.IsOfContracts(MetadataNames.ContractAttribute))
            {
                continue;
            }

            if (contractId is not null || attribute.FirstString() is not { } id || !Names.IsContractId(id))
            {
                return null;
            }

            contractId = id;
        }

        return contractId;
    }
}
