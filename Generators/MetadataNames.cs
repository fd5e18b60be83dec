namespace MsiEncap.Generators;

/// <summary>The runtime as the generator knows it: by name.</summary>
internal static class MetadataNames
{
    public const string Contract = "MsiEncap.Contracts.MsiCookieContractAttribute";

    public const string ContractAttribute = "MsiCookieContractAttribute";

    public const string FieldAttribute = "CookieFieldAttribute";

    public const string ReservedAttribute = "CookieReservedAttribute";

    public const string ReferenceAttribute = "CookieReferenceAttribute";

    public const string CookieInterface = "global::MsiEncap.Contracts.IMsiCookie";

    public const string CookieInterfaceName = "IMsiCookie";

    public const string CookieInterfaceLayout = "MsiEncap.Contracts.IMsiCookie`1";

    public const string InstanceCookie = "global::MsiEncap.Contracts.MsiInstanceCookie";

    public const string InstanceCookieLayout = "MsiEncap.Contracts.MsiInstanceCookie";

    public const string ContractCheck = "global::MsiEncap.Contracts.CookieContractCheck";

    public const string TextReader = "global::MsiEncap.Contracts.CookieTextReader";
}
