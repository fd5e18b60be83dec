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
        [MsiCookieContract("acme,k")] [CookieField("Value", Bits = 8)] public readonly partial struct UnsignedCookie;
        [MsiCookieContract("acme,k")] [CookieField("Value", Bits = 8, Type = typeof(sbyte))] public readonly partial struct SignedCookie;
        [MsiCookieContract("acme,k", Version = 2)] [CookieField("Value", Bits = 8, Type = typeof(sbyte))] public readonly partial struct VersionCookie;
        [MsiCookieContract("acme,k")] [CookieField("Value", Bits = 8, Type = typeof(Old.Mode))] public readonly partial struct ModeCookie;
        [MsiCookieContract("acme,k")] [CookieField("Value", Bits = 8, Type = typeof(New.Mode))] public readonly partial struct MemberCookie;
        namespace Old { public enum Mode { Off, On } }
        namespace New { public enum Mode { Off, Both } }
        public class Queue { public Queue() { } public Queue(PciDevice device) { } public PciDevice? Device { get; set; } }
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
            private static YCookie Make(PciDevice device, Queue queue) => new(queue);
            private YCookie MakeHere(Queue queue) => new(queue);
            private YCookie Here => default;
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
    [InlineData("MsiDomain plain = domain; pci.AllocateImsIrq(plain, [|new YCookie(queue)|]);")]
    public Task Given_a_domain_of_another_contract_then_the_cookie_is_reported(string statement) => VerifyStatement(statement).RunAsync();

    [Theory]
    [InlineData("pci.CreateImsDomain(domain); pci.AllocateImsIrq([|new YCookie(queue)|]);")]
    [InlineData("pci.CreateImsDomain(domain); if (sure) { pci.AllocateImsIrq([|new WideCookie(1)|]); }")]
    [InlineData("Change(); _device.CreateImsDomain(domain); _ = queue.ToString(); _device.AllocateImsIrq([|new YCookie(queue)|]);")]
    [InlineData("pci.CreateImsDomain(domain); Change(); pci.AllocateImsIrq([|new YCookie(queue)|]);")]
    [InlineData("_device.CreateImsDomain(domain); Queue made = new() { Device = null }; _device.AllocateImsIrq([|new YCookie(made)|]);")]
    [InlineData("_device.CreateImsDomain(domain); _ = _device.TryAllocateImsIrq([|new YCookie(queue)|], out _, out _);")]
    [InlineData("pci.CreateMsiDomain(new MsiDomainId(1), domain); pci.AllocateImsIrq([|new YCookie(queue)|]);")]
    [InlineData("const int Second = 1; pci.CreateMsiDomain(new(Second), domain); pci.AllocateImsIrq([|new YCookie(queue)|]);")]
    [InlineData("pci.CreateMsiDomain(MsiDomainId.Secondary, domain); pci.CreateMsiDomain(new MsiDomainId(2), other); pci.AllocateImsIrq([|new YCookie(queue)|]);")]
    [InlineData("System.ArgumentNullException.ThrowIfNull(pci); pci.CreateImsDomain(domain); _ = queue.ToString(); pci.AllocateImsIrq([|new YCookie(queue)|]);")]
    [InlineData("_ = new Queue(pci); pci.CreateImsDomain(domain); YCookie cookie = new(queue); pci.AllocateImsIrq([|cookie|]);")]
    [InlineData("_ = new Queue(pci); pci.CreateImsDomain(domain); System.GC.KeepAlive(pci.AllocateImsIrq([|new YCookie(queue)|]));")]
    [InlineData("Queue kept = new(pci); pci.CreateImsDomain(domain); if (pci != null) { pci.AllocateImsIrq([|new YCookie(kept)|]); }")]
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
    [InlineData("pci.CreateMsiDomain(new MsiDomainId(2), domain); pci.AllocateImsIrq(new YCookie(queue));")]
    [InlineData("pci.CreateMsiDomain(MsiDomainId.Default, domain); pci.AllocateImsIrq(new YCookie(queue));")]
    [InlineData("pci.CreateMsiDomain(new MsiDomainId(queue.GetHashCode()), domain); pci.AllocateImsIrq(new YCookie(queue));")]
    [InlineData("pci.CreateMsiDomain(new MsiDomainId(1), domain); pci.AllocateImsIrq(new XCookie(1, true));")]
    [InlineData("MsiDomain plain = domain; plain = other; pci.AllocateImsIrq(plain, new YCookie(queue));")]
    [InlineData("MsiDomain plain = domain; ref MsiDomain same = ref plain; same = other; pci.AllocateImsIrq(plain, new YCookie(queue));")]
    [InlineData("pci.CreateImsDomain(domain); ref PciDevice same = ref pci; same = own; pci.AllocateImsIrq(new YCookie(queue));")]
    [InlineData("System.Func<YCookie, MsiMap> later = pci.AllocateImsIrq; pci.CreateImsDomain(domain);")]
    public Task Given_contracts_that_agree_or_are_not_certain_then_nothing_is_reported(string statement) => VerifyStatement(statement).RunAsync();

    [Theory]
    [InlineData("pci.CreateImsDomain(domain); pci.AllocateImsIrq(Make(pci, queue));")]
    [InlineData("_device.CreateImsDomain(domain); _device.AllocateImsIrq(MakeHere(queue));")]
    [InlineData("_device.CreateImsDomain(domain); _device.AllocateImsIrq(Here);")]
    [InlineData("own.CreateImsDomain(domain); own.AllocateImsIrq(MakeHere(queue));")]
    public Task Given_an_argument_whose_making_can_change_the_domains_then_nothing_is_certain(string statement) => VerifyStatement(statement).RunAsync();

    [Theory]
    [InlineData("PciDevice same = pci; pci.CreateImsDomain(domain); _ = new Queue(same); pci.AllocateImsIrq(new YCookie(queue));")]
    [InlineData("Queue holder = new(pci); pci.CreateImsDomain(domain); _ = holder.ToString(); pci.AllocateImsIrq(new YCookie(queue));")]
    [InlineData("Queue holder = new() { Device = pci }; pci.CreateImsDomain(domain); holder.Device = null; pci.AllocateImsIrq(new YCookie(queue));")]
    [InlineData("System.Action reset = () => Make(pci, queue); pci.CreateImsDomain(domain); reset(); pci.AllocateImsIrq(new YCookie(queue));")]
    [InlineData("System.Func<XDomain, object> create = one => pci.CreateImsDomain(one); System.Action<MsiDomainId> remove = pci.RemoveMsiDomain; pci.CreateImsDomain(domain); pci.AllocateImsIrq(new YCookie(queue));")]
    [InlineData("System.Action<MsiDomainId> remove = own.RemoveMsiDomain; pci.CreateImsDomain(domain); remove(MsiDomainId.Secondary); pci.AllocateImsIrq(new YCookie(queue));")]
    [InlineData("if (pci is not { } same) { return; } pci.CreateImsDomain(domain); Make(same, queue); pci.AllocateImsIrq(new YCookie(queue));")]
    [InlineData("dynamic same = pci; pci.CreateImsDomain(domain); same.Reset(); pci.AllocateImsIrq(new YCookie(queue));")]
    public Task Given_somebody_whom_the_same_code_gave_the_device_then_whatever_it_calls_can_change_the_domains(string statement) =>
        VerifyStatement(statement).RunAsync();

    [Fact]
    public Task Given_an_await_then_the_other_methods_of_the_object_can_have_run() => Verify("""
        [ActsAs(typeof(IrqDomainImplementer), Justification = "programs")]
        class Probe(PciDevice own)
        {
            private readonly PciDevice _device = own;
            async System.Threading.Tasks.Task M(XDomain domain, Queue queue, System.Threading.Tasks.Task other)
            {
                _device.CreateImsDomain(domain);
                await other;
                _device.AllocateImsIrq(new YCookie(queue));
            }
        }
        """).RunAsync();

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
        .Message($"'YCookie' is a cookie of contract 'acme,y' (layout {Fingerprint("YCookie")}: version 2, reference Queue Queue), but the domain 'domain' serves contract 'acme,x' (layout {Fingerprint("XCookie")}: version 1, bits 7:0 Index unsigned, bit 12 On bool); pass a cookie of the contract that it serves")
        .RunAsync();

    [Theory]
    [InlineData("Signed", "version 1, bits 7:0 Value signed", "Unsigned", "version 1, bits 7:0 Value unsigned")]
    [InlineData("Signed", "version 1, bits 7:0 Value signed", "Version", "version 2, bits 7:0 Value signed")]
    [InlineData("Mode", "version 1, bits 7:0 Value enum Old.Mode Off=0 On=1", "Member", "version 1, bits 7:0 Value enum New.Mode Off=0 Both=1")]
    public Task Given_two_layouts_of_one_contract_then_the_message_shows_in_what_they_differ(string passed, string one, string served, string other) => Verify($$"""
        [ActsAs(typeof(IrqDomainImplementer), Justification = "programs")]
        class Probe { void M(PciDevice pci, MsiDomain<{{served}}Cookie> domain, {{passed}}Cookie cookie) => pci.AllocateImsIrq(domain, [|cookie|]); }
        """)
        .Message($"'{passed}Cookie' is a cookie of contract 'acme,k' (layout {Fingerprint(passed + "Cookie")}: {one}), but the domain 'domain' serves contract 'acme,k' (layout {Fingerprint(served + "Cookie")}: {other}); pass a cookie of the contract that it serves")
        .RunAsync();

    private static string Fingerprint(string type)
    {
        var problems = default(MsiEncap.Generators.Reading.ContractProblems);
        var compilation = Check.Analyzer<MSI2002CookieUseAnalyzer>(Contracts).Compile();
        return MsiEncap.Generators.Reading.ContractReader.Read(compilation.GetTypeByMetadataName(type)!, compilation, ref problems)!
            .Layout.Fingerprint().ToString("x16", System.Globalization.CultureInfo.InvariantCulture);
    }
}
