using System.Runtime.Loader;
using Microsoft.CodeAnalysis.Emit;
using MsiEncap.Analyzers.Tests.TestKit;
using MsiEncap.Generators;
using Xunit;

namespace MsiEncap.Analyzers.Tests.Generators;

/// <summary>Compiles contracts with their cookies and asks the result what it does.</summary>
internal static class CookieProbe
{
    /// <summary>Evaluates an expression over the cookies of a source.</summary>
    /// <param name="contracts">The source.</param>
    /// <param name="expression">The expression; may call Id, Fingerprint, Pack, Opaque, Unpack, UnpackReference and RoundTrip.</param>
    /// <returns>Its value, of a type that both sides know.</returns>
    public static object? Evaluate(string contracts, string expression)
    {
        GeneratorRun run = GeneratorRun.Of<CookieGenerator>(
        [
            (GeneratorRun.DefaultPath, contracts),
            ("Probe.cs", Probe(expression)),
        ]).AssertCompiles();

        using MemoryStream image = new();
        EmitResult emitted = run.Output.Emit(image);
        Assert.True(emitted.Success);
        image.Position = 0;

        AssemblyLoadContext context = new("cookies", isCollectible: true);
        try
        {
            return context.LoadFromStream(image).GetType("Probe")!.GetMethod("Run")!.CreateDelegate<Func<object?>>()();
        }
        finally
        {
            context.Unload();
        }
    }

    private static string Probe(string expression) => $$"""
        /// <summary>What a test asks.</summary>
        public static class Probe
        {
            /// <summary>The answer.</summary>
            /// <returns>It.</returns>
            public static object? Run() => {{expression}};

            private static string Id<T>() where T : struct, MsiEncap.Contracts.IMsiCookie<T> => T.ContractId;

            private static ulong Fingerprint<T>() where T : struct, MsiEncap.Contracts.IMsiCookie<T> => T.LayoutFingerprint;

            private static ulong Pack<T>(T cookie) where T : struct, MsiEncap.Contracts.IMsiCookie<T> => cookie.Pack().Value;

            private static MsiEncap.Contracts.MsiInstanceCookie Opaque<T>(T cookie) where T : struct, MsiEncap.Contracts.IMsiCookie<T> =>
                cookie.Pack();

            private static T Unpack<T>(ulong bits) where T : struct, MsiEncap.Contracts.IMsiCookie<T> =>
                T.Unpack(MsiEncap.Contracts.MsiInstanceCookie.FromValue(bits));

            private static T Parsed<T>(string text) where T : System.IParsable<T> => T.Parse(text, null);

            private static T UnpackReference<T>(object reference) where T : struct, MsiEncap.Contracts.IMsiCookie<T> =>
                T.Unpack(MsiEncap.Contracts.MsiInstanceCookie.FromReference(reference));

            private static T RoundTrip<T>(T cookie) where T : struct, MsiEncap.Contracts.IMsiCookie<T> => T.Unpack(cookie.Pack());
        }
        """;
}
