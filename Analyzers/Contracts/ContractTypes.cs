using Microsoft.CodeAnalysis;
using MsiEncap.Generators;

namespace MsiEncap.Analyzers.Contracts;

/// <summary>The attributes of contracts, known by full name alone, in whatever assembly.</summary>
internal static class ContractTypes
{
    /// <summary>Whether a compilation can declare a contract at all.</summary>
    public static bool AreKnown(Compilation compilation) => !compilation.GetTypesByMetadataName(MetadataNames.Contract).IsEmpty;
}
