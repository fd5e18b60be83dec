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

    /// <summary>A reference, as the mlx5 driver has it.</summary>
    public const string Mlx5 = """
        using MsiEncap.Contracts;

        namespace Acme.Mlx5;

        /// <summary>What an mlx5 queue tells the IMS domain: the queue whose memory holds the message.</summary>
        [MsiCookieContract("mellanox,mlx5")]
        [CookieReference("Queue", typeof(Mlx5Queue), Summary = "The queue whose memory holds the message.")]
        public readonly partial struct Mlx5Cookie;

        /// <summary>A queue.</summary>
        public sealed class Mlx5Queue;
        """;

    /// <summary>Fields of every type, and gaps.</summary>
    public const string Kinds = """
        using MsiEncap.Contracts;

        namespace Acme;

        /// <summary>Every type that a field can be of.</summary>
        [MsiCookieContract("acme,kinds", Version = 3)]
        [CookieField("Valid", Type = typeof(bool), Summary = "Whether the slot is in use.")]
        [CookieReserved(Bits = 3, Summary = "For flags to come.")]
        [CookieField("Offset", Bits = 12, Type = typeof(short), Summary = "Where to, from here.")]
        [CookieField("Mode", Bits = 3, Type = typeof(Mode))]
        [CookieField("Level", Bits = 4, Type = typeof(Level))]
        [CookieField("Queue", Bits = 8, Type = typeof(byte))]
        [CookieReserved(Bits = 1)]
        [CookieField("Delta", Bits = 32, Type = typeof(int))]
        public readonly partial struct KindsCookie;

        /// <summary>An enum of flags, with two names for one value.</summary>
        [System.Flags]
        public enum Mode
        {
            /// <summary>Nothing.</summary>
            None = 0,

            /// <summary>Read.</summary>
            Read = 1,

            /// <summary>Write.</summary>
            Write = 2,

            /// <summary>Write, in other words.</summary>
            Store = Write,
        }

        /// <summary>An enum with a negative member.</summary>
        public enum Level : long
        {
            /// <summary>Below.</summary>
            Low = -8,

            /// <summary>Above.</summary>
            High = 7,
        }
        """;

    /// <summary>A reference with fields on both sides.</summary>
    public const string Mixed = """
        using MsiEncap.Contracts;

        namespace Acme;

        /// <summary>A queue, and which of its slots.</summary>
        [MsiCookieContract("acme,mixed")]
        [CookieField("Slot", Bits = 12, Summary = "The slot.")]
        [CookieReference("Queue", typeof(Queue), Summary = "The queue whose memory holds the message.")]
        [CookieField("Shared", Type = typeof(bool))]
        public readonly partial struct MixedCookie;

        /// <summary>A queue.</summary>
        public sealed class Queue
        {
            /// <summary>One that is always there.</summary>
            public static readonly Queue One = new();
        }
        """;

    /// <summary>A contract that refers to an object, with a name of its own.</summary>
    /// <param name="index">What to make the name of.</param>
    /// <returns>Path and text of its file.</returns>
    public static (string Path, string Text) NumberedReference(int index) => ($"Reference{index}.cs", $$"""
        namespace Acme.Device{{index}}
        {
            [MsiEncap.Contracts.MsiCookieContract("acme,reference{{index}}")]
            [MsiEncap.Contracts.CookieReference("Queue", typeof(Queue[]))]
            public readonly partial struct Reference{{index}};

            public class Queue;
        }
        """);

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
