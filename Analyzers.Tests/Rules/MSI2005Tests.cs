using Microsoft.CodeAnalysis;
using MsiEncap.Analyzers.Tests.TestKit;
using MsiEncap.Generators;
using Xunit;

namespace MsiEncap.Analyzers.Tests.Rules;

/// <summary>Contracts whose implementation is missing, or there twice.</summary>
public class MSI2005Tests
{
    private const string Usings = "using MsiEncap.Contracts; using MsiEncap.Domains;\n";
    private const string Contract = """[MsiCookieContract("acme,x")] [CookieField("Index", Bits = 8)] public readonly partial struct XCookie; """;
    private const string OtherContract = """[MsiCookieContract("acme,y")] [CookieField("Index", Bits = 8)] public readonly partial struct YCookie; """;
    private const string Says = "[assembly: [|ImplementsCookieContract(typeof(XCookie))|]] ";
    private const string Quiet = "[assembly: ImplementsCookieContract(typeof(XCookie))] ";
    private const string Base = "abstract class Base(MsiDomainTemplate template) : MsiDomain<XCookie>(template); ";

    private static AnalyzerCheck Verify(string markup) => Check.Analyzer<MSI2005ContractImplementationAnalyzer>(Usings + markup).WithCookies();

    private static string Domain(string name, string cookie = "XCookie", string? of = null, string modifiers = "") => $$"""
        {{modifiers}} class {{name}}(MsiDomainTemplate template) : {{of ?? $"MsiDomain<{cookie}>"}}(template)
        {
            protected override void PrepareDescriptor(scoped MsiDescriptor descriptor, in {{cookie}} cookie) { }
            protected override void Mask(scoped IrqData irq) { }
            protected override void Unmask(scoped IrqData irq) { }
            protected override void WriteMessage(scoped IrqData irq, in MsiMessage message) { }
        }

        """;

    [Fact]
    public Task Given_one_domain_then_nothing_is_reported() => Verify(Quiet + Contract + Base + Domain("X", of: "Base")).RunAsync();

    [Fact]
    public Task Given_an_assembly_that_says_nothing_then_nothing_is_reported() => Verify(Contract + Domain("X") + Domain("Y")).RunAsync();

    [Fact]
    public Task Given_no_domain_then_it_is_reported() => Verify(Says + Contract).RunAsync();

    [Fact]
    public Task Given_domains_that_are_abstract_generic_or_of_another_contract_then_they_are_none() => Verify(
        Says + Contract + Base + OtherContract
        + Domain("Y", "YCookie") + "abstract class Any<T>(MsiDomainTemplate template) : MsiDomain<T>(template) where T : struct, IMsiCookie<T>;").RunAsync();

    [Fact]
    public Task Given_a_domain_nested_in_another_type_then_it_counts() => Verify(Quiet + Contract + "partial class Device { " + Domain("X") + "}").RunAsync();

    [Fact]
    public Task Given_two_domains_then_they_are_named() => Verify(Says + Contract + Domain("X") + Domain("Early", modifiers: "sealed", of: "X"))
        .Message($"The assembly says that it implements contract 'acme,x' (layout {Fingerprint}: version 1, bits 7:0 Index unsigned), which has more than one implementation: 'Early', 'X'; leave one of them")
        .RunAsync();

    [Fact]
    public Task Given_the_contract_declared_twice_then_the_domains_of_both_count() => Verify(
        Says + Contract + Domain("X") + "partial class Copy { " + Contract + Domain("Other", "XCookie") + " }").RunAsync();

    [Fact]
    public Task Given_no_domain_then_the_message_says_what_to_derive() => Verify(Says + Contract)
        .Message($"The assembly says that it implements contract 'acme,x' (layout {Fingerprint}: version 1, bits 7:0 Index unsigned), but none of its classes does; derive one that is not abstract from 'MsiDomain<XCookie>', or leave out the attribute")
        .RunAsync();

    [Fact]
    public Task Given_a_reference_that_says_so_too_then_it_is_named()
    {
        PortableExecutableReference contract = Assembly("Contract", Contract);
        return Verify(Says + Domain("Mine")).Reference(contract, Assembly("Other", Quiet + Domain("X"), contract))
            .Message($"The assembly says that it implements contract 'acme,x' (layout {Fingerprint}: version 1, bits 7:0 Index unsigned), which has more than one implementation: 'Mine', that of the assembly 'Other'; leave one of them")
            .RunAsync();
    }

    [Theory]
    [InlineData("static class Program { static void [|Main|]() { } }")]
    [InlineData("static class Program { static async System.Threading.Tasks.Task [|Main|]() => await System.Threading.Tasks.Task.Yield(); }")]
    [InlineData("[|System|].Console.WriteLine(1); System.Console.WriteLine(2);")]
    public Task Given_a_program_that_references_two_implementations_then_both_are_named_where_it_starts(string program)
    {
        PortableExecutableReference contract = Assembly("Contract", Contract);
        return Check.Analyzer<MSI2005ContractImplementationAnalyzer>(program).Program()
            .Reference(contract, Assembly("Old", Quiet + Domain("X"), contract), Assembly("New", Quiet + Domain("X"), contract))
            .Message($"The program references more than one assembly that implements contract 'acme,x' (layout {Fingerprint}: version 1, bits 7:0 Index unsigned): 'New', 'Old'; reference one of them")
            .RunAsync();
    }

    [Fact]
    public Task Given_a_generated_entry_point_then_nobody_could_edit_it()
    {
        PortableExecutableReference contract = Assembly("Contract", Contract);
        return Check.Analyzer<MSI2005ContractImplementationAnalyzer>("// <auto-generated/>\nstatic class AutoGeneratedProgram { static void Main() { } }").Program()
            .Reference(contract, Assembly("Old", Quiet + Domain("X"), contract), Assembly("New", Quiet + Domain("X"), contract)).RunAsync();
    }

    [Fact]
    public Task Given_two_versions_of_an_assembly_then_their_identities_tell_them_apart()
    {
        PortableExecutableReference contract = Assembly("Contract", Contract);
        const string Version = "[assembly: System.Reflection.AssemblyVersion(\"{0}.0.0.0\")] ";
        return Check.Analyzer<MSI2005ContractImplementationAnalyzer>("static class Program { static void [|Main|]() { } }").Program()
            .Reference(
                contract,
                Assembly("Im", Version.Replace("{0}", "1", StringComparison.Ordinal) + Quiet + Domain("X"), contract),
                Assembly("Im", Version.Replace("{0}", "2", StringComparison.Ordinal) + Quiet + Domain("X"), contract),
                Assembly("New", Quiet + Domain("X"), contract))
            .Message($"The program references more than one assembly that implements contract 'acme,x' (layout {Fingerprint}: version 1, bits 7:0 Index unsigned): 'Im, Version=1.0.0.0, Culture=neutral, PublicKeyToken={Token}', 'Im, Version=2.0.0.0, Culture=neutral, PublicKeyToken={Token}', 'New'; reference one of them")
            .RunAsync();
    }

    [Fact]
    public Task Given_copies_of_a_contract_then_the_implementations_of_all_of_them_count() => Verify("static class Program { static void [|Main|]() { } }").Program()
        .Reference(Assembly("Old", Quiet + Contract.Replace("public", "internal", StringComparison.Ordinal) + Domain("X")), Assembly("New", Quiet + Contract.Replace("public", "internal", StringComparison.Ordinal) + Domain("X")))
        .RunAsync();

    [Fact]
    public Task Given_a_library_that_references_two_implementations_then_it_is_for_the_program_to_choose()
    {
        PortableExecutableReference contract = Assembly("Contract", Contract);
        return Verify("static class Program { static void Main() { } }")
            .Reference(contract, Assembly("Old", Quiet + Domain("X"), contract), Assembly("New", Quiet + Domain("X"), contract)).RunAsync();
    }

    [Fact]
    public Task Given_a_program_that_implements_the_contract_itself_then_its_attribute_is_reported_alone()
    {
        PortableExecutableReference contract = Assembly("Contract", Contract);
        return Verify(Says + Domain("Mine") + "static class Program { static void Main() { } }").Program()
            .Reference(contract, Assembly("Old", Quiet + Domain("X"), contract), Assembly("New", Quiet + Domain("X"), contract)).RunAsync();
    }

    [Fact]
    public Task Given_references_that_implement_a_contract_each_then_nothing_is_reported()
    {
        PortableExecutableReference contract = Assembly("Contract", Contract + OtherContract);
        return Verify("static class Program { static void Main() { } }").Program()
            .Reference(
                contract,
                Assembly("X", Quiet + Domain("X"), contract),
                Assembly("Y", Quiet.Replace("XCookie", "YCookie", StringComparison.Ordinal) + Domain("Y", "YCookie"), contract),
                Assembly("Unsaid", Domain("Z"), contract))
            .RunAsync();
    }

    [Fact]
    public Task Given_an_implementation_of_each_version_then_nothing_is_reported() => Verify(
        Quiet + Quiet.Replace("XCookie", "Newer.XCookie", StringComparison.Ordinal) + Contract + Domain("X")
        + "namespace Newer { " + Contract.Replace("\"acme,x\"", "\"acme,x\", Version = 2", StringComparison.Ordinal) + Domain("X") + " }").RunAsync();

    [Theory]
    [InlineData("typeof(string)", "string")]
    [InlineData("typeof(Plain)", "Plain")]
    public Task Given_a_type_without_a_contract_then_the_attribute_is_reported(string type, string name) =>
        Verify($"[assembly: [|ImplementsCookieContract({type})|]] struct Plain;").Message($"'{name}' is the cookie of no contract, so nothing implements it; name the struct that has [MsiCookieContract]").RunAsync();

    [Theory]
    [InlineData("[assembly: ImplementsCookieContract(typeof({|CS0246:Gone|}))]")]
    [InlineData("[assembly: {|CS7036:ImplementsCookieContract|}]")]
    [InlineData("[assembly: ImplementsCookieContract(null!)]")]
    [InlineData("[assembly: ImplementsCookieContract(typeof(XCookie))] [MsiCookieContract(\"acme,x\")] [CookieField(\"Index\", Bits = 65)] public readonly partial struct XCookie;")]
    public Task Given_what_others_report_then_this_rule_does_not(string source) => Verify(source).RunAsync();

    private static string Token => Convert.ToHexStringLower(typeof(object).Assembly.GetName().GetPublicKeyToken()!);

    private static string Fingerprint
    {
        get
        {
            var problems = default(MsiEncap.Generators.Reading.ContractProblems);
            var compilation = TestCompilation.Create([("X.cs", Usings + Contract)]);
            return MsiEncap.Generators.Reading.ContractReader.Read(compilation.GetTypeByMetadataName("XCookie")!, compilation, ref problems)!
                .Layout.Fingerprint().ToString("x16", System.Globalization.CultureInfo.InvariantCulture);
        }
    }

    private static PortableExecutableReference Assembly(string name, string source, params MetadataReference[] references)
    {
        var compilation = TestCompilation.Create([(name + ".cs", Usings + source)], [.. TestCompilation.Default, .. references], assemblyName: name);
        compilation = compilation.WithOptions(compilation.Options.WithPublicSign(true).WithCryptoPublicKey([.. typeof(object).Assembly.GetName().GetPublicKey()!]));
        return MetadataReference.CreateFromImage(TestCompilation.Emit(GeneratorRun.Of<CookieGenerator>(compilation, TestCompilation.ParseOptions).Output));
    }
}
