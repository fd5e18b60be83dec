namespace MsiEncap.Generators.Benchmarks;

/// <summary>Like input for each generator: a declaration in each file, of like size.</summary>
internal static class Inputs
{
    /// <summary>Contracts as drivers have them: of every ten, one is of an enum and one refers to an object.</summary>
    public static IEnumerable<string> Contracts(int count) => Enumerable.Range(0, count).Select(static number => $$"""
        using MsiEncap.Contracts;

        namespace Acme.Device{{number}};

        /// <summary>What a queue tells the irq domain.</summary>
        [MsiCookieContract("acme,device{{number}}")]
        {{Parts(number)}}
        public readonly partial struct Device{{number}}Cookie;

        /// <summary>A queue.</summary>
        public sealed class Queue;

        /// <summary>How a slot is used.</summary>
        public enum Mode { Off, Edge, Level }
        """);

    /// <summary>Contexts of System.Text.Json, each for a class of two properties.</summary>
    public static IEnumerable<string> JsonContexts(int count) => Enumerable.Range(0, count).Select(static number => $$"""
        using System.Text.Json.Serialization;

        namespace Acme.Device{{number}};

        /// <summary>What a queue tells the irq domain.</summary>
        public sealed class Device{{number}}Cookie
        {
            /// <summary>The number of the slot.</summary>
            public int Slot { get; set; }

            /// <summary>Whether the slot is shared.</summary>
            public bool Shared { get; set; }
        }

        /// <summary>Its metadata.</summary>
        [JsonSerializable(typeof(Device{{number}}Cookie))]
        public sealed partial class Device{{number}}Context : JsonSerializerContext;
        """);

    /// <summary>Functions of a library, each with two parameters.</summary>
    public static IEnumerable<string> PlatformCalls(int count) => Enumerable.Range(0, count).Select(static number => $$"""
        using System.Runtime.InteropServices;

        namespace Acme.Device{{number}};

        /// <summary>What a queue tells the irq domain.</summary>
        public static partial class Device{{number}}
        {
            /// <summary>Tells it.</summary>
            [LibraryImport("device{{number}}")]
            internal static partial int Tell(int slot, string name);
        }
        """.Replace("LibraryImport(\"", "LibraryImport(StringMarshalling = StringMarshalling.Utf8, libraryName: \"", StringComparison.Ordinal));

    private static string Parts(int number) => (number % 10) switch
    {
        0 => """[CookieField("Slot", Bits = 12, Summary = "The number of the slot.")] [CookieField("Mode", Bits = 2, Type = typeof(Mode))]""",
        1 => """[CookieReference("Queue", typeof(Queue), Summary = "The queue whose memory holds the message.")]""",
        _ => """[CookieField("Slot", Bits = 12, Summary = "The number of the slot.")] [CookieField("Shared", Type = typeof(bool))]""",
    };
}
