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
        public class Keeper(PciDevice device) : System.IDisposable
        {
            public PciDevice Device => device;
            public event System.Action? Changed { add { Swap(); } remove { Swap(); } }
            public void Swap() { }
            public void Dispose() => Swap();
            public void Deconstruct(out int a, out int b) { Swap(); a = b = 0; }
            public System.Collections.Generic.IEnumerator<int> GetEnumerator() { Swap(); yield break; }
            public System.Threading.Tasks.ValueTask DisposeAsync() => default;
            public static Keeper operator +(Keeper left, int right) => left;
            public static implicit operator int(Keeper keeper) => 1;
        }
        public static class Swaps { extension(PciDevice device) { public void SwapIt() { } public int Swapped => 1; } }
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
            private MsiMap Kept { get; set; }
            private System.Action? Changed;
            private System.Collections.Generic.IEnumerable<int> Steps() { Change(); yield return 1; }
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
    [InlineData("_ = sure ? pci.CreateImsDomain(domain) : default; pci.AllocateImsIrq(new YCookie(queue));")]
    [InlineData("try { pci.CreateImsDomain(domain); } catch (MsiException) { pci.CreateImsDomain(other); } pci.AllocateImsIrq(new YCookie(queue));")]
    [InlineData("pci.CreateImsDomain(domain); void Swap() => pci = own; Swap(); pci.AllocateImsIrq(new YCookie(queue));")]
    [InlineData("_device.CreateImsDomain(domain); new Probe(pci)._device.AllocateImsIrq(new YCookie(queue));")]
    [InlineData("MsiDomain? plain = domain; plain = null; plain ??= other; pci.AllocateImsIrq(plain, new YCookie(queue));")]
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

    [Theory]
    [InlineData("for (int i = 0; i < 2; i++) { if (i == 1) { pci.AllocateImsIrq(new YCookie(queue)); } k.Swap(); }")]
    [InlineData("while (sure) { pci.AllocateImsIrq(new YCookie(queue)); k.Swap(); }")]
    [InlineData("if (sure) { again: pci.AllocateImsIrq(new YCookie(queue)); k.Swap(); goto again; }")]
    [InlineData("using (k) { } pci.AllocateImsIrq(new YCookie(queue));")]
    [InlineData("{ using Keeper one = k; } pci.AllocateImsIrq(new YCookie(queue));")]
    [InlineData("foreach (int one in k) { } pci.AllocateImsIrq(new YCookie(queue));")]
    [InlineData("Keeper sum = k + 1; pci.AllocateImsIrq(new YCookie(queue));")]
    [InlineData("int number = k; pci.AllocateImsIrq(new YCookie(queue));")]
    [InlineData("int a, b; (a, b) = k; pci.AllocateImsIrq(new YCookie(queue));")]
    [InlineData("k.Changed += null; pci.AllocateImsIrq(new YCookie(queue));")]
    [InlineData("k.Changed -= null; pci.AllocateImsIrq(new YCookie(queue));")]
    [InlineData("object any = k; string text = $\"{any}\"; pci.AllocateImsIrq(new YCookie(queue));")]
    [InlineData("object any = k; string text = \"\" + any; pci.AllocateImsIrq(new YCookie(queue));")]
    [InlineData("object any = k; _ = new System.Collections.Generic.List<object> { any, pci.AllocateImsIrq(new YCookie(queue)) };")]
    public Task Given_a_holder_of_the_device_then_code_that_runs_unwritten_or_in_the_next_round_can_change_the_domains(string statement) =>
        VerifyStatement("Keeper k = new(pci); pci.CreateImsDomain(domain); " + statement).RunAsync();

    [Theory]
    [InlineData("pci.CreateImsDomain(domain); pci.SwapIt(); pci.AllocateImsIrq(new YCookie(queue));")]
    [InlineData("pci.CreateImsDomain(domain); _ = pci.Swapped; pci.AllocateImsIrq(new YCookie(queue));")]
    [InlineData("pci.CreateImsDomain(domain); pci?.SwapIt(); pci.AllocateImsIrq(new YCookie(queue));")]
    public Task Given_an_extension_of_the_device_then_it_has_got_the_device(string statement) => VerifyStatement(statement).RunAsync();

    [Theory]
    [InlineData("System.Action act = Change; _device.CreateImsDomain(domain); act(); _device.AllocateImsIrq(new YCookie(queue));")]
    [InlineData("_device.CreateImsDomain(domain); Changed?.Invoke(); _device.AllocateImsIrq(new YCookie(queue));")]
    [InlineData("_device.CreateImsDomain(domain); foreach (int step in Steps()) { _device.AllocateImsIrq(new YCookie(queue)); }")]
    [InlineData("var steps = Steps(); _device.CreateImsDomain(domain); foreach (int step in steps) { _device.AllocateImsIrq(new YCookie(queue)); }")]
    [InlineData("PciDevice mine = _device; mine.CreateImsDomain(domain); Change(); mine.AllocateImsIrq(new YCookie(queue));")]
    [InlineData("Keeper k = new(own); _device.CreateImsDomain(domain); _device.ForEachMsiDescriptor(id, one => Change()); _device.AllocateImsIrq(new YCookie(queue));")]
    [InlineData("System.GC.KeepAlive(this); _device.CreateImsDomain(domain); _ = queue.ToString(); _device.AllocateImsIrq(new YCookie(queue));")]
    public Task Given_a_field_then_own_code_can_change_the_domains_by_whatever_way_it_is_called(string statement) => VerifyStatement(statement).RunAsync();

    [Theory]
    [InlineData("System.Collections.Generic.IEnumerable<int> M(XDomain domain, Queue queue)", "yield return 1;")]
    [InlineData("async System.Threading.Tasks.Task M(XDomain domain, Queue queue, System.Collections.Generic.IAsyncEnumerable<int> steps)", "await foreach (int step in steps) { }")]
    [InlineData("async System.Threading.Tasks.Task M(XDomain domain, Queue queue, System.IAsyncDisposable one)", "await using (one) { }")]
    [InlineData("void M(XDomain domain, Queue queue, Probe other)", "this = other;")]
    public Task Given_a_field_then_a_pause_or_another_value_of_the_object_leaves_nothing_certain(string head, string between) => Verify($$"""
        [ActsAs(typeof(IrqDomainImplementer), Justification = "programs")]
        struct Probe(PciDevice own)
        {
            private readonly PciDevice _device = own;
            {{head}}
            {
                _device.CreateImsDomain(domain);
                {{between}}
                _device.AllocateImsIrq(new YCookie(queue));
            }
        }
        """).RunAsync();

    [Theory]
    [InlineData("ref PciDevice pci", "pci.CreateImsDomain(domain); Change(); pci.AllocateImsIrq(new YCookie(queue));")]
    [InlineData("in PciDevice pci", "pci.CreateImsDomain(domain); Change(); pci.AllocateImsIrq(new YCookie(queue));")]
    [InlineData("PciDevice[] all", "ref PciDevice pci = ref all[0]; pci.CreateImsDomain(domain); all[0] = all[1]; pci.AllocateImsIrq(new YCookie(queue));")]
    [InlineData("System.Span<PciDevice> all", "foreach (ref PciDevice pci in all) { pci.CreateImsDomain(domain); all[0] = all[1]; pci.AllocateImsIrq(new YCookie(queue)); }")]
    [InlineData("PciDevice pci, PciDevice other", "ref PciDevice same = ref other; same = ref pci; pci.CreateImsDomain(domain); same = null!; pci.AllocateImsIrq(new YCookie(queue));")]
    public Task Given_a_reference_to_a_device_then_it_can_come_to_be_another_one(string parameter, string statement) => Verify($$"""
        [ActsAs(typeof(IrqDomainImplementer), Justification = "programs")]
        class Probe
        {
            private void Change() { }
            void M({{parameter}}, XDomain domain, Queue queue)
            {
                {{statement}}
            }
        }
        """).RunAsync();

    [Theory]
    [InlineData("[System.Obsolete] class Probe { #M }")]
    [InlineData("class Probe { [System.Obsolete] #M }")]
    [InlineData("class Probe { [System.Obsolete(\"old\")] class Inner { #M } }")]
    [InlineData("class Probe { [System.Obsolete] int P { get { System.Action later = () => { #S }; return 0; } } #F }")]
    public Task Given_obsolete_code_that_the_compiler_lets_pass_an_id_of_another_contract_then_the_cookie_is_reported(string code) => Verify(OfId(code, "[|new YCookie(new())|]"))
        .Message($"'YCookie' is a cookie of contract 'acme,y' (layout {Fingerprint("YCookie")}: version 2, reference Queue Queue), but the domain of the id 'id' serves contract 'acme,x' (layout {Fingerprint("XCookie")}: version 1, bits 7:0 Index unsigned, bit 12 On bool); pass a cookie of the contract that it serves")
        .RunAsync();

    [Theory]
    [InlineData("class Probe { #M }", "{|CS0619:pci.AllocateImsIrq(id, new YCookie(new()))|}")]
    [InlineData("class Probe { [System.Obsolete] int Other => 1; #M }", "{|CS0619:pci.AllocateImsIrq(id, new YCookie(new()))|}")]
    [InlineData("[System.Obsolete] class Probe { #M }", "pci.AllocateImsIrq(id, new SameCookie(1, true))")]
    [InlineData("[System.Obsolete] class Probe { #M }", "pci.AllocateImsIrq(id, new XCookie(1, true))")]
    public Task Given_an_id_of_the_cookie_or_code_that_the_compiler_refuses_then_nothing_is_added(string code, string call) => Verify(OfId(code, call, isCall: true)).RunAsync();

    [Theory]
    [InlineData("pci.AllocateMsiIrqAt(id, null, [|new YCookie(new())|])")]
    [InlineData("_ = pci.TryAllocateImsIrq(id, [|new YCookie(new())|], out _, out _)")]
    public Task Given_obsolete_code_then_each_way_to_allocate_is_looked_at(string call) => Verify(OfId("[System.Obsolete] class Probe { #M }", call, isCall: true)).RunAsync();

    private static string OfId(string code, string what, bool isCall = false)
    {
        string call = (isCall ? what : $"pci.AllocateImsIrq(id, {what})") + ";";
        return new System.Text.StringBuilder(code)
            .Replace("#M", $"void M(PciDevice pci, MsiDomainId<XCookie> id) {{ {call} }}")
            .Replace("#F", "PciDevice pci = null!; MsiDomainId<XCookie> id;")
            .Replace("#S", call)
            .ToString();
    }

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
