namespace MsiEncap.Generators.Benchmarks;

/// <summary>
/// Like input for each generator: declarations of like size, ten to a file. The compiler itself looks through all files of a project for each
/// of them, so one to a file would measure that, whatever the generator.
/// </summary>
internal static class Inputs
{
    private const int InFile = 10;

    /// <summary>Contracts as drivers have them: of every ten, one is of an enum and one refers to an object.</summary>
    public static IEnumerable<string> Contracts(int count) => Files("using MsiEncap.Contracts;", count, static number => $$"""
        /// <summary>What a queue tells the irq domain.</summary>
        [MsiCookieContract("acme,device{{number}}")]
        {{Parts(number)}}
        public readonly partial struct Device{{number}}Cookie;

        /// <summary>A queue.</summary>
        public sealed class Queue{{number}};

        /// <summary>How a slot is used.</summary>
        public enum Mode{{number}} { Off, Edge, Level }
        """);

    /// <summary>Contexts of System.Text.Json, each for a class of two properties.</summary>
    public static IEnumerable<string> JsonContexts(int count) => Files("using System.Text.Json.Serialization;", count, static number => $$"""
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
    public static IEnumerable<string> PlatformCalls(int count) => Files("using System.Runtime.InteropServices;", count, static number => $$"""
        /// <summary>What a queue tells the irq domain.</summary>
        public static partial class Device{{number}}
        {
            /// <summary>Tells it.</summary>
            [LibraryImport("device{{number}}", StringMarshalling = StringMarshalling.Utf8)]
            internal static partial int Tell(int slot, string name);
        }
        """);

    private static IEnumerable<string> Files(string head, int count, Func<int, string> declaration) => Enumerable.Range(0, count)
        .Chunk(InFile)
        .Select((numbers, file) => $"{head}\n\nnamespace Driver{file};\n\n{string.Join("\n\n", numbers.Select(declaration))}\n");

    private static string Parts(int number) => (number % 10) switch
    {
        0 => $"""[CookieField("Slot", Bits = 12, Summary = "The number of the slot.")] [CookieField("Mode", Bits = 2, Type = typeof(Mode{number}))]""",
        1 => $"""[CookieReference("Queue", typeof(Queue{number}), Summary = "The queue whose memory holds the message.")]""",
        _ => """[CookieField("Slot", Bits = 12, Summary = "The number of the slot.")] [CookieField("Shared", Type = typeof(bool))]""",
    };
}
