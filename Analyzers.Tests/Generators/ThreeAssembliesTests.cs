using System.Reflection;
using System.Runtime.Loader;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using MsiEncap.Analyzers.Tests.TestKit;
using MsiEncap.Generators;
using MsiEncap.Simulation;
using Xunit;

namespace MsiEncap.Analyzers.Tests.Generators;

/// <summary>
/// A contract in one assembly, the domain in a second, queue code in a third. A host that loads drivers as plugins gives each of them the
/// version of the contract that it was built with.
/// </summary>
public sealed class ThreeAssembliesTests
{
    private const string Old = """
        [CookieField("Pasid", Bits = 20)]
        [CookieField("Mode", Bits = 1, Type = typeof(Mode))]
        [CookieField("Tag", Bits = 8)]
        """;

    private const string New = """
        [CookieField("Valid", Type = typeof(bool))]
        [CookieField("Pasid", Bits = 20)]
        [CookieField("Mode", Bits = 1, Type = typeof(Mode))]
        [CookieReference("Owner", typeof(string))]
        """;

    private const string Domain = """
        using MsiEncap.Domains;
        using MsiEncap.Encapsulation;

        namespace Acme.Dsa;

        /// <summary>The domain.</summary>
        [ActsAs(typeof(IrqDomainImplementer), Justification = "programs nothing")]
        public sealed class Ims() : MsiDomain<DsaCookie>(new MsiDomainTemplate { ChipName = "DSA-IMS", HardwareSize = 4 })
        {
            /// <summary>Gives a device the domain.</summary>
            /// <param name="device">The device.</param>
            public static void Probe(MsiEncap.PciDevice device) => device.CreateImsDomain(new Ims());

            /// <inheritdoc/>
            protected override void PrepareDescriptor(scoped MsiDescriptor descriptor, in DsaCookie cookie) { }

            /// <inheritdoc/>
            protected override void Mask(scoped IrqData irq) { }

            /// <inheritdoc/>
            protected override void Unmask(scoped IrqData irq) { }

            /// <inheritdoc/>
            protected override void WriteMessage(scoped IrqData irq, in MsiMessage message) { }
        }
        """;

    private const string Queue = """
        namespace Acme.Dsa;

        /// <summary>A queue.</summary>
        public static class Queue
        {
            /// <summary>Takes an interrupt.</summary>
            /// <param name="device">The device.</param>
            public static void Open(MsiEncap.PciDevice device) => device.AllocateImsIrq(new DsaCookie(COOKIE));
        }
        """;

    private const string OldCookie = "1, Mode.Poll, 2";
    private const string NewCookie = "true, 1, Mode.Poll, \"me\"";

    private const string OldVersion = "";
    private const string NewVersion = ", Version = 2";

    // Both layouts, as an error shows them side by side.
    private static readonly (string Old, string New)[] s_layouts =
    [
        ("version 1", "version 2"),
        ("-", "bit 0 Valid bool"),
        ("bits 19:0 Pasid unsigned", "bits 20:1 Pasid unsigned"),
        ("bit 20 Mode enum Acme.Dsa.Mode Poll=0 On=1", "bit 21 Mode enum Acme.Dsa.Mode Poll=0 On=1"),
        ("bits 28:21 Tag unsigned", "-"),
        ("-", "reference Owner System.String"),
    ];

    [Theory]
    [InlineData(Old, OldCookie)]
    [InlineData(New, NewCookie)]
    public void Given_one_version_of_the_contract_then_domain_and_queue_meet(string fields, string cookie)
    {
        byte[] contract = Contract("", fields);
        using Machine machine = new();

        machine.Run("Driver", contract, "Domain", Domain, "Acme.Dsa.Ims", "Probe");
        machine.Run("Driver", contract, "Queue", QueueOf(cookie), "Acme.Dsa.Queue", "Open");
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Given_versions_that_drifted_then_the_refusal_shows_both_layouts_field_by_field(bool isCookieNew)
    {
        using Machine machine = new();
        machine.Run("Driver", Contract(!isCookieNew), "Domain", Domain, "Acme.Dsa.Ims", "Probe");

        MsiException refused = Assert.Throws<MsiException>(
            () => machine.Run("Plugin", Contract(isCookieNew), "Queue", QueueOf(isCookieNew), "Acme.Dsa.Queue", "Open"));

        Assert.Equal(MsiErrorCode.ContractMismatch, refused.Error.Code);
        Assert.EndsWith(
            "build both sides against the same contract\n" + Table(isCookieNew),
            refused.Message,
            StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Given_versions_that_drifted_when_built_together_then_the_queue_does_not_build(bool isCookieNew)
    {
        MetadataReference[] references =
        [
            MetadataReference.CreateFromImage(Contract(isCookieNew)),
            MetadataReference.CreateFromImage(Machine.Compile(
                "Domain", Domain.Replace("public sealed", "internal sealed", StringComparison.Ordinal) + Declaration(!isCookieNew, "internal"), [])),
        ];
        CSharpCompilation queue = TestCompilation.Create(
            [("Queue.cs", QueueOf(isCookieNew))], [.. TestCompilation.Default, .. references], assemblyName: "Queue");

        Diagnostic found = Assert.Single(
            await AnalyzerRun.DiagnosticsAsync(queue, [new MSI2006DriftingLayoutAnalyzer()], new Microsoft.CodeAnalysis.Diagnostics.AnalyzerOptions([])));

        var text = await found.Location.SourceTree!.GetTextAsync();
        Assert.Equal((RuleIds.DriftingLayout, "DsaCookie"), (found.Id, text.ToString(found.Location.SourceSpan)));
    }

    // The next build of the contract's assembly is put where the old one was: the constructor has the parameters in another order, or another one.
    [Theory]
    [InlineData("Domain", """[CookieField("Pasid", Bits = 20)] [CookieField("Tag", Bits = 8)] [CookieField("Mode", Bits = 1, Type = typeof(Mode))]""")]
    [InlineData("Queue", """[CookieField("Tag", Bits = 8)] [CookieField("Mode", Bits = 1, Type = typeof(Mode))] [CookieField("Pasid", Bits = 20)]""")]
    [InlineData("Queue", New)]
    public void Given_a_contract_that_was_replaced_after_a_build_then_what_was_built_is_refused_when_it_is_loaded(string name, string fields)
    {
        using Machine machine = new();
        byte[] replaced = Contract(NewVersion, fields);
        (string source, string type, string method) = name == "Domain" ? (Domain, "Acme.Dsa.Ims", "Probe") : (QueueOf(isNew: false), "Acme.Dsa.Queue", "Open");

        MsiException refused = Assert.IsType<MsiException>(Assert.Throws<TypeInitializationException>(
            () => machine.Run("Driver", replaced, name, source, type, method, builtWith: Contract(isNew: false))).InnerException);

        Assert.Equal(MsiErrorCode.ContractMismatch, refused.Error.Code);
        Assert.StartsWith($"ContractMismatch: assembly '{name}' was built with contract 'acme,dsa' (layout ", refused.Message, StringComparison.Ordinal);
        Assert.Contains(
            $"), but the assembly 'Acme.Contracts' that is loaded has 'acme,dsa' (layout ", refused.Message, StringComparison.Ordinal);
        Assert.Contains($"; build '{name}' with it, or load the one that it was built with\n  built with ", refused.Message, StringComparison.Ordinal);
        Assert.Contains("\n! version 1 ", refused.Message, StringComparison.Ordinal);
        Assert.Contains(" bits 19:0 Pasid unsigned ", refused.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(false, OutputKind.ConsoleApplication, "static class Program { static void Main() { } }", "Main")]
    [InlineData(true, OutputKind.ConsoleApplication, "System.Console.WriteLine();", "System")]
    [InlineData(false, OutputKind.DynamicallyLinkedLibrary, "static class Program { static void Main() { } }", null)]
    [InlineData(null, OutputKind.ConsoleApplication, "static class Program { static void Main() { } }", null)]
    public async Task Given_a_program_with_another_contract_than_its_queue_was_built_with_then_it_does_not_build(
        bool? isBuiltWithNew, OutputKind output, string source, string? place)
    {
        byte[] now = Contract(isBuiltWithNew is false);
        MetadataReference built = MetadataReference.CreateFromImage(isBuiltWithNew is null ? now : Contract(isBuiltWithNew.Value));
        MetadataReference queue = MetadataReference.CreateFromImage(Machine.Compile("Queue", QueueOf(isBuiltWithNew is true), [built]));
        CSharpCompilation program = TestCompilation.Create([("Program.cs", source)], [.. TestCompilation.Default, MetadataReference.CreateFromImage(now), queue]);

        Diagnostic[] found =
        [
            .. await AnalyzerRun.DiagnosticsAsync(
                program.WithOptions(program.Options.WithOutputKind(output)), [new MSI2006DriftingLayoutAnalyzer()], new Microsoft.CodeAnalysis.Diagnostics.AnalyzerOptions([])),
        ];

        Assert.Equal(place is null ? [] : [(RuleIds.DriftingLayout, place)], found.Select(one => (one.Id, source.Substring(one.Location.SourceSpan.Start, one.Location.SourceSpan.Length))));
        (string was, string @is) = isBuiltWithNew is true ? ("2, bit 0 Valid bool", "1, bits 19:0 Pasid") : ("1, bits 19:0 Pasid", "2, bit 0 Valid bool");
        Assert.All(found, one => Assert.Matches(
            "^The assembly 'Queue' was built with another layout of the contract 'acme,dsa' than Acme.Contracts has, and is refused when it is loaded; build it anew with this "
                + $"Acme.Contracts, or reference the Acme.Contracts that it was built with, which has version {was}.*; this one has version {@is}",
            one.GetMessage(System.Globalization.CultureInfo.InvariantCulture)));
    }

    [Fact]
    public async Task Given_a_program_with_a_contract_that_has_another_id_now_then_both_ids_are_named()
    {
        byte[] now = Machine.Compile("Acme.Contracts", "namespace Acme.Dsa;\n" + Declaration("", Old, "public").Replace("acme,dsa", "acme,iax", StringComparison.Ordinal), []);
        MetadataReference queue = MetadataReference.CreateFromImage(Machine.Compile("Queue", QueueOf(isNew: false), [MetadataReference.CreateFromImage(Contract(isNew: false))]));
        CSharpCompilation program = TestCompilation.Create(
            [("Program.cs", "static class Program { static void Main() { } }")], [.. TestCompilation.Default, MetadataReference.CreateFromImage(now), queue]);

        Diagnostic found = Assert.Single(await AnalyzerRun.DiagnosticsAsync(
            program.WithOptions(program.Options.WithOutputKind(OutputKind.ConsoleApplication)),
            [new MSI2006DriftingLayoutAnalyzer()],
            new Microsoft.CodeAnalysis.Diagnostics.AnalyzerOptions([])));

        Assert.Matches(
            "^The assembly 'Queue' was built with another layout of the contract 'acme,dsa' than Acme.Contracts has, .* which has version 1, bits 19:0 Pasid.*; "
                + "this one has the contract 'acme,iax', version 1, bits 19:0 Pasid",
            found.GetMessage(System.Globalization.CultureInfo.InvariantCulture));
    }

    [Theory]
    [InlineData("public struct DsaCookie;", true)]
    [InlineData("public struct Other;", true)]
    [InlineData(null, false)]
    public async Task Given_a_program_whose_reference_has_the_contract_no_more_then_it_does_not_build(string? now, bool isFound)
    {
        MetadataReference queue = MetadataReference.CreateFromImage(Machine.Compile("Queue", QueueOf(isNew: false), [MetadataReference.CreateFromImage(Contract(isNew: false))]));
        MetadataReference[] contracts = now is null ? [] : [MetadataReference.CreateFromImage(TestCompilation.Emit(TestCompilation.Create(
            [("Contracts.cs", $"namespace Acme.Dsa; {now} [MsiEncap.Contracts.MsiCookieContract(\"acme,iax\")] struct Uses;")], assemblyName: "Acme.Contracts")))];
        CSharpCompilation program = TestCompilation.Create(
            [("Program.cs", "static class Program { static void Main() { } }")], [.. TestCompilation.Default, .. contracts, queue]);

        Diagnostic[] found = [.. await AnalyzerRun.DiagnosticsAsync(
            program.WithOptions(program.Options.WithOutputKind(OutputKind.ConsoleApplication)),
            [new MSI2006DriftingLayoutAnalyzer()],
            new Microsoft.CodeAnalysis.Diagnostics.AnalyzerOptions([]))];

        Assert.Equal(isFound ? 1 : 0, found.Length);
        Assert.All(found, one => Assert.Matches(
            "^The assembly 'Queue' was built with the contract 'acme,dsa', whose cookie 'Acme.Dsa.DsaCookie' Acme.Contracts has no more, and is refused when it is loaded; "
                + "build it anew with this Acme.Contracts, or reference the Acme.Contracts that it was built with, which has version 1, bits 19:0 Pasid",
            one.GetMessage(System.Globalization.CultureInfo.InvariantCulture)));
    }

    [Fact]
    public void Given_a_contract_that_was_replaced_by_one_of_the_same_layout_then_what_was_built_works()
    {
        using Machine machine = new();
        byte[] replaced = Contract("", Old.Replace("Bits = 8", "Bits = 8, Summary = \"Another word.\"", StringComparison.Ordinal));

        machine.Run("Driver", replaced, "Domain", Domain, "Acme.Dsa.Ims", "Probe", builtWith: Contract(isNew: false));
        machine.Run("Driver", replaced, "Queue", QueueOf(isNew: false), "Acme.Dsa.Queue", "Open", builtWith: Contract(isNew: false));
    }

    private static string Table(bool isCookieNew)
    {
        // What the cookie alone has comes before what the domain alone has.
        (string Cookie, string Domain)[] rows = isCookieNew
            ? [("cookie", "domain"), .. s_layouts[..^2].Select(Swap), Swap(s_layouts[^1]), Swap(s_layouts[^2])]
            : [("cookie", "domain"), .. s_layouts];
        int width = rows.Max(row => row.Cookie.Length);
        return string.Join('\n', rows.Select((row, i) => $"{(i == 0 ? ' ' : '!')} {row.Cookie.PadRight(width)} | {row.Domain}"));
    }

    private static (string New, string Old) Swap((string Old, string New) row) => (row.New, row.Old);

    private static string QueueOf(bool isNew) => QueueOf(isNew ? NewCookie : OldCookie);

    private static string QueueOf(string cookie) => Queue.Replace("COOKIE", cookie, StringComparison.Ordinal);

    private static byte[] Contract(bool isNew) => isNew ? Contract(NewVersion, New) : Contract(OldVersion, Old);

    private static string Declaration(bool isNew, string accessibility) =>
        isNew ? Declaration(NewVersion, New, accessibility) : Declaration(OldVersion, Old, accessibility);

    private static byte[] Contract(string version, string fields) => Machine.Compile(
        "Acme.Contracts", "namespace Acme.Dsa;\n" + Declaration(version, fields, "public"), []);

    private static string Declaration(string version, string fields, string accessibility) => $$"""


        /// <summary>What a queue tells the domain.</summary>
        [MsiEncap.Contracts.MsiCookieContract("acme,dsa"{{version}})]
        {{fields.Replace("[Cookie", "[MsiEncap.Contracts.Cookie", StringComparison.Ordinal)}}
        {{accessibility}} readonly partial struct DsaCookie;

        /// <summary>How a queue completes.</summary>
        {{accessibility}} enum Mode
        {
            /// <summary>Without interrupts.</summary>
            Poll,

            /// <summary>With them.</summary>
            On,
        }
        """;

    // The device, the machine that it is plugged into, and the load contexts of the drivers.
    private sealed class Machine : IDisposable
    {
        private readonly SimulatedMachine _machine = new();
        private readonly Dictionary<string, (AssemblyLoadContext Context, Assembly Contract)> _hosts = [];
        private readonly PciDevice _device;

        public Machine() => _device = _machine.Plug(new Function());

        public static byte[] Compile(string name, string source, MetadataReference[] references) => TestCompilation.Emit(GeneratorRun.Of<CookieGenerator>(
            TestCompilation.Create([(name + ".cs", source)], [.. TestCompilation.Default, .. references], assemblyName: name), TestCompilation.ParseOptions)
            .AssertCompiles().Output);

        public void Run(string host, byte[] contract, string name, string source, string type, string method, byte[]? builtWith = null)
        {
            if (!_hosts.TryGetValue(host, out var loaded))
            {
                AssemblyLoadContext context = new(host, isCollectible: true);
                loaded = _hosts[host] = (context, Load(context, contract));
                context.Resolving += (_, wanted) => wanted.Name == "Acme.Contracts" ? loaded.Contract : null;
            }

            byte[] driver = Compile(name, source, [MetadataReference.CreateFromImage(builtWith ?? contract)]);
            Load(loaded.Context, driver).GetType(type)!.GetMethod(method)!.CreateDelegate<Action<PciDevice>>()(_device);
        }

        public void Dispose()
        {
            _device.Dispose();
            _machine.Dispose();
            foreach ((AssemblyLoadContext context, _) in _hosts.Values)
            {
                context.Unload();
            }
        }

        private static Assembly Load(AssemblyLoadContext context, byte[] image)
        {
            using MemoryStream stream = new(image);
            return context.LoadFromStream(stream);
        }
    }

    private sealed class Function() : SimulatedPciFunction([4096])
    {
        protected override ulong ReadRegister(int bar, long offset, int width) => 0;

        protected override void WriteRegister(int bar, long offset, int width, ulong value)
        {
        }
    }
}
