using MsiEncap.Analyzers.Tests.TestKit;
using Xunit;

namespace MsiEncap.Analyzers.Tests.Rules;

/// <summary>Cookies of another contract than the domain's, where both are certain.</summary>
public class MSI2003Tests
{
    private const string Contracts = """
        using MsiEncap; using MsiEncap.Contracts; using MsiEncap.Domains; using MsiEncap.Encapsulation;
        [MsiCookieContract("acme,x")] [CookieField("Index", Bits = 8)] [CookieReserved(Bits = 4)] [CookieField("On", Type = typeof(bool))] public readonly partial struct XCookie;
        [MsiCookieContract("acme,y", Version = 2)] [CookieReference("Queue", typeof(Queue))] public readonly partial struct YCookie;
        [MsiCookieContract("acme,x")] [CookieField("Index", Bits = 9)] public readonly partial struct WideCookie;
        [MsiCookieContract("acme,x")] [CookieField("Index", Bits = 8)] [CookieReserved(Bits = 4)] [CookieField("On", Type = typeof(bool))] public readonly partial struct SameCookie;
        public class Queue { public Queue() { } public Queue(PciDevice device) { } }
        [ActsAs(typeof(IrqDomainImplementer), Justification = "programs")]
        public abstract class XDomain(MsiDomainTemplate template) : MsiDomain<XCookie>(template);

        """;

    private static AnalyzerCheck Verify(string markup) => Check
        .Analyzer<MSI2002CookieUseAnalyzer>(Contracts + markup.Replace("[|", "{|MSI2003:", StringComparison.Ordinal).Replace("|]", "|}", StringComparison.Ordinal))
        .WithCookies()
        .Ledger("T:Probe;MsiEncap.Encapsulation.IrqDomainImplementer;programs", "T:XDomain;MsiEncap.Encapsulation.IrqDomainImplementer;programs");

    private static AnalyzerCheck VerifyStatement(string statement) => Verify($$"""
        [ActsAs(typeof(IrqDomainImplementer), Justification = "programs")]
        class Probe(PciDevice own)
        {
            private readonly PciDevice _device = own;
            private PciDevice _changing = own;
            private void Change() { }
            void M(PciDevice pci, XDomain domain, MsiDomain untyped, MsiDomain<YCookie> other, Queue queue, MsiDomainId id, bool sure)
            {
                {{statement}}
            }
        }
        """);

    [Theory]
    [InlineData("pci.AllocateImsIrq(domain, [|new YCookie(queue)|]);")]
    [InlineData("pci.AllocateImsIrq(other, [|new XCookie(1, true)|]);")]
    [InlineData("pci.AllocateImsIrq((MsiDomain)domain, cookie: [|new WideCookie(1)|]);")]
    public Task Given_a_domain_of_another_contract_then_the_cookie_is_reported(string statement) => VerifyStatement(statement).RunAsync();

    [Theory]
    [InlineData("pci.CreateImsDomain(domain); pci.AllocateImsIrq([|new YCookie(queue)|]);")]
    [InlineData("pci.CreateImsDomain(domain); if (sure) { pci.AllocateImsIrq([|new WideCookie(1)|]); }")]
    [InlineData("Change(); _device.CreateImsDomain(domain); _ = queue.ToString(); _device.AllocateImsIrq([|new YCookie(queue)|]);")]
    [InlineData("pci.CreateImsDomain(domain); Change(); pci.AllocateImsIrq([|new YCookie(queue)|]);")]
    [InlineData("_device.CreateImsDomain(domain); _ = _device.TryAllocateImsIrq([|new YCookie(queue)|], out _, out _);")]
    public Task Given_a_domain_that_the_same_code_gave_to_the_device_then_the_cookie_is_reported(string statement) => VerifyStatement(statement).RunAsync();

    [Theory]
    [InlineData("pci.AllocateImsIrq(domain, new XCookie(1, true)); pci.AllocateImsIrq(domain, new SameCookie(1, true)); pci.AllocateImsIrq(untyped, new YCookie(queue));")]
    [InlineData("pci.CreateImsDomain(domain); pci.AllocateImsIrq(new XCookie(1, true)); pci.AllocateImsIrq(new SameCookie(1, true));")]
    [InlineData("pci.AllocateImsIrq(new YCookie(queue)); pci.CreateImsDomain(domain);")]
    [InlineData("if (sure) { pci.CreateImsDomain(domain); } pci.AllocateImsIrq(new YCookie(queue));")]
    [InlineData("pci.CreateImsDomain(domain); own.AllocateImsIrq(new YCookie(queue)); _device.AllocateImsIrq(new YCookie(queue));")]
    [InlineData("pci.CreateImsDomain(domain); pci = own; pci.AllocateImsIrq(new YCookie(queue));")]
    [InlineData("pci.CreateImsDomain(domain); (pci, _) = (own, 1); pci.AllocateImsIrq(new YCookie(queue));")]
    [InlineData("PciDevice same = pci; pci.CreateImsDomain(domain); same.RemoveMsiDomain(MsiDomainId.Secondary); same.CreateImsDomain(other); pci.AllocateImsIrq(new YCookie(queue));")]
    [InlineData("_device.CreateImsDomain(domain); Change(); _device.AllocateImsIrq(new YCookie(queue));")]
    [InlineData("own.CreateImsDomain(domain); System.GC.KeepAlive(this); own.AllocateImsIrq(new YCookie(queue));")]
    [InlineData("pci.CreateImsDomain(domain); _ = new Queue(pci); pci.AllocateImsIrq(new YCookie(queue));")]
    [InlineData("pci.CreateImsDomain(domain); pci.RemoveMsiDomain(MsiDomainId.Secondary); pci.CreateImsDomain(other); pci.AllocateImsIrq(new YCookie(queue));")]
    [InlineData("pci.CreateImsDomain(domain); System.Action later = () => pci.AllocateImsIrq(new YCookie(queue));")]
    [InlineData("_changing.CreateImsDomain(domain); _changing.AllocateImsIrq(new YCookie(queue));")]
    [InlineData("pci.CreateMsiDomain(id, domain); pci.AllocateImsIrq(new YCookie(queue));")]
    public Task Given_contracts_that_agree_or_are_not_certain_then_nothing_is_reported(string statement) => VerifyStatement(statement).RunAsync();

    [Fact]
    public Task Given_generic_code_then_its_contract_is_not_certain() => Verify("""
        [ActsAs(typeof(IrqDomainImplementer), Justification = "programs")]
        class Probe
        {
            void M<T>(PciDevice pci, XDomain domain, T cookie) where T : struct, IMsiCookie<T> => pci.AllocateImsIrq(domain, cookie);
            void M<T>(PciDevice pci, MsiDomain<T> domain, XCookie cookie) where T : struct, IMsiCookie<T> => pci.AllocateImsIrq(domain, cookie);
        }
        """).RunAsync();

    [Fact]
    public Task Given_two_contracts_then_the_message_shows_the_ids_and_layouts_of_both() => VerifyStatement("pci.AllocateImsIrq(domain, [|new YCookie(queue)|]);")
        .Message($"'YCookie' is a cookie of contract 'acme,y', version 2 (layout {Fingerprint("YCookie")}: Queue refers to Queue), but the domain 'domain' serves contract 'acme,x' (layout {Fingerprint("XCookie")}: Index in bits 7:0, On in bit 12); pass a cookie of the contract that it serves")
        .RunAsync();

    private static string Fingerprint(string type)
    {
        var problems = default(MsiEncap.Generators.Reading.ContractProblems);
        var compilation = Check.Analyzer<MSI2002CookieUseAnalyzer>(Contracts).Compile();
        return MsiEncap.Generators.Reading.ContractReader.Read(compilation.GetTypeByMetadataName(type)!, compilation, ref problems)!
            .Layout.Fingerprint().ToString("x16", System.Globalization.CultureInfo.InvariantCulture);
    }
}
