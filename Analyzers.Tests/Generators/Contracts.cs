namespace MsiEncap.Analyzers.Tests.Generators;

/// <summary>Contracts that several tests use.</summary>
internal static class Contracts
{
    /// <summary>One field, as the IDXD driver has it.</summary>
    public const string Idxd = """
        using MsiEncap.Contracts;

        namespace Acme.Dsa;

        /// <summary>What an IDXD queue tells the IMS domain: the PASID the device must enforce.</summary>
        [MsiCookieContract("intel,idxd")]
        [CookieField("Pasid", Bits = 20, Summary = "Process address space id.")]
        public readonly partial struct IdxdCookie;
        """;

    /// <summary>Fields of every kind: a flag, one that fills its type, one that crosses the middle, and no bit left.</summary>
    public const string Packed = """
        using MsiEncap.Contracts;

        /// <summary>Every bit has a meaning.</summary>
        [MsiCookieContract("acme,packed")]
        [CookieField("Valid", Bits = 1, Summary = "Whether the slot is in use.")]
        [CookieField("Queue", Bits = 11)]
        [CookieField("Doorbell", Bits = 32, Summary = "Offset of the doorbell.")]
        [CookieField("Tag", Bits = 20)]
        public readonly partial struct PackedCookie;
        """;

    /// <summary>One field that is the cookie.</summary>
    public const string Whole = """
        using MsiEncap.Contracts;

        /// <summary>An address.</summary>
        [MsiCookieContract("acme,whole")]
        [CookieField("Address", Bits = 64)]
        public readonly partial struct WholeCookie;
        """;

    /// <summary>A contract of one field, with a name of its own.</summary>
    /// <param name="index">What to make the name of.</param>
    /// <returns>Path and text of its file.</returns>
    public static (string Path, string Text) Numbered(int index) => ($"Cookie{index}.cs", $$"""
        namespace Acme.Device{{index}}
        {
            [MsiEncap.Contracts.MsiCookieContract("acme,device{{index}}")]
            [MsiEncap.Contracts.CookieField("Slot", Bits = 12)]
            public readonly partial struct Cookie{{index}};
        }
        """);
}
