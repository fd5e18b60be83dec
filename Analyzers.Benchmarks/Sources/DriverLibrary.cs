using System.Globalization;
using System.Text;
using Basic.Reference.Assemblies;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using MsiEncap.Encapsulation;

namespace MsiEncap.Analyzers.Benchmarks.Sources;

/// <summary>A library with so many restricted types beside the open ones that drivers use.</summary>
internal static class DriverLibrary
{
    /// <summary>How many open types of each kind there are.</summary>
    public const int OpenTypes = 60;

    private static readonly MetadataReference s_runtime = MetadataReference.CreateFromFile(typeof(RestrictedToAttribute).Assembly.Location);

    /// <summary>The documentation comment ids of the restricted types.</summary>
    public static IEnumerable<string> RestrictedIds(int types) => Enumerable.Range(0, types).Select(i => $"T:Acme.Hardware.{Restricted(i)}");

    /// <summary>The name of a restricted type.</summary>
    public static string Restricted(int number) => string.Create(CultureInfo.InvariantCulture, $"IrqDomain{number}");

    /// <summary>What drivers reference: the framework, the runtime, the library.</summary>
    public static IReadOnlyList<MetadataReference> References(int restrictedTypes)
    {
        var compilation = CSharpCompilation.Create(
            "Acme.Hardware",
            [CSharpSyntaxTree.ParseText(Source(restrictedTypes))],
            [.. Net100.References.All, s_runtime],
            new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary, nullableContextOptions: NullableContextOptions.Enable));
        using var image = new MemoryStream();
        if (compilation.Emit(image) is { Success: false } failed)
        {
            throw new InvalidOperationException($"The library does not compile: {failed.Diagnostics.First(d => d.Severity == DiagnosticSeverity.Error)}");
        }

        return [.. Net100.References.All, s_runtime, MetadataReference.CreateFromImage(image.ToArray(), filePath: "Acme.Hardware.dll")];
    }

    private static string Source(int restrictedTypes)
    {
        var source = new StringBuilder("""
            using System;
            using System.Collections.Generic;
            using System.Threading.Tasks;
            using MsiEncap.Encapsulation;

            namespace Acme.Hardware;

            public abstract class DomainAuthor : EncapsulationRole { }

            """);
        for (int i = 0; i < restrictedTypes; i++)
        {
            source.Append(CultureInfo.InvariantCulture, $$"""

                [RestrictedTo(typeof(DomainAuthor), Instead = "ask the device")]
                public class {{Restricted(i)}}
                {
                    public int Mask { get; set; }
                    public static {{Restricted(i)}} Create(int size) => new() { Mask = size };
                    public int Allocate(int hint) => hint;
                }

                """);
        }

        for (int i = 0; i < OpenTypes; i++)
        {
            string handedOut = restrictedTypes == 0 ? "object" : Restricted(i % restrictedTypes);
            source.Append(CultureInfo.InvariantCulture, $$"""

                public sealed class Device{{i}}
                {
                    public string Name { get; init; } = "";
                    public int Queues { get; set; }
                    public {{handedOut}}? Domain { get; set; }
                    public Queue{{i}} Open(int number) => new(number);
                    public int Allocate(Cookie{{i}} cookie) => (int)cookie.Pasid;
                    public Task<int> ResetAsync() => Task.FromResult(Queues);
                    public event Action<int>? Fired;
                    public void Raise(int virq) => Fired?.Invoke(virq);
                }

                public readonly record struct Cookie{{i}}(uint Pasid, bool Privileged = false);

                public sealed class Queue{{i}}(int number)
                {
                    public int Number => number;
                    public int Pending { get; set; }
                    public List<int> Completed { get; } = [];
                    public int Complete(int count) => Pending -= count;
                    public IEnumerable<Cookie{{i}}> Cookies() { yield return new((uint)number); }
                }

                """);
        }

        return source.ToString();
    }
}
