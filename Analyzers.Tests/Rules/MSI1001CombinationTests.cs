using Microsoft.CodeAnalysis;
using MsiEncap.Analyzers.Tests.TestKit;
using Xunit;

namespace MsiEncap.Analyzers.Tests.Rules;

/// <summary>Constructs in which several touches meet, or in which the compiler writes code itself: each touch once, none invented.</summary>
public class MSI1001CombinationTests
{
    private static AnalyzerCheck Verify(string markup) =>
        Check.Analyzer<MSI1001RestrictedSymbolAnalyzer>(markup).Reference(IrqLibrary.Reference);

    [Theory]
    [InlineData("record R([|MsiDomain|] D);")]
    [InlineData("record struct R([|MsiDomain|]? D, int I) { int M() => D!.[|Mask|]; }")]
    [InlineData("class C([|MsiDomain|] d) { int M() => d.[|Mask|]; }")]
    [InlineData("class C { [|MsiDomain|]? P { get => field; set => field = {|MSI1002:value|}; } }")]
    [InlineData("class C { async System.Threading.Tasks.Task<[|MsiDomain|]?> M() { await System.Threading.Tasks.Task.Yield(); return null; } }")]
    [InlineData("class C { IEnumerable<int> M(Device d) { foreach ({|MSI1002:var|} x in d.Domains) { yield return x.[|Mask|]; } } }")]
    [InlineData("class C { object M(Device d) => from {|MSI1002:x|} in d.Domains where x.[|Mask|] == 1 select x; }")]
    [InlineData("class C { object M(Device d) => d.Domains.{|MSI1002:Select|}({|MSI1002:x|} => x.[|Mask|]).ToList(); }")]
    [InlineData("class C { void M([|FlowHandler|] f) => [|f|](1); }")]
    [InlineData("class C { void M([|FlowHandler|] f) => f.[|Invoke|](1); }")]
    [InlineData("class C { void M() { [|FlowHandler|] f = v => { }; } }")]
    [InlineData("class C { [|FlowHandler|] M() => new [|FlowHandler|](v => { }); }")]
    [InlineData("class C { [|MsiDomain|] M() => new [|Mine|](); class Mine : [|MsiDomain|] { } }")]
    [InlineData("class C { object M() { [|IdxdImsDomain|] d = [|new|](); return {|MSI1002:d|}; } }")]
    [InlineData("class C { object M(Device d) => new List<[|MsiDomain|]> { {|MSI1002:d.ImsDomain!|} }; }")]
    [InlineData("class C { (int, int) M(Device d) => (d.ImsDomain!.[|Mask|], d.ImsDomain.[|Mask|]); }")]
    [InlineData("class C { string M(Device d) => $\"{d.ImsDomain!.[|Mask|]:x}\"; }")]
    [InlineData("class C { int M(object o) => o is [|IdxdImsDomain|] { [|Mask|]: > 3, [|Parent|].[|Mask|]: 1 } ? 1 : 0; }")]
    [InlineData("class C<T> where T : [|MsiDomain|] { int M(T t) => t.[|Mask|]; }")]
    [InlineData("static class C { extension([|MsiDomain|] d) { int Twice => d.[|Mask|] * 2; } }")]
    [InlineData("class C { static void M() => Run<[|MsiDomain|]>(); static void Run<T>() { } }")]
    [InlineData("class C { object M(Device d, IdxdCookie c) => (Action)(() => d.AllocateImsIrq([|d.ImsDomain|], c)); }")]
    [InlineData("class C { int M(Device d, IdxdCookie c) => d.AllocateImsIrq([|new Device { {|MSI1002:ImsDomain|} = null }.ImsDomain|], c); }")]
    [InlineData("class C { int M(Device d, IdxdCookie c) => d.AllocateImsIrq([|new Device { [|Raw|] = 1 }.ImsDomain|], c); }")]
    [InlineData("class C { int M(Device d, IdxdCookie c) => d.AllocateImsIrq([|MsiDomain.Create([|d.ImsDomain!|])|], c); }")]
    public Task Given_touches_that_meet_then_each_is_one_error(string declaration) => Verify($$"""
        using System;
        using System.Collections.Generic;
        using System.Linq;
        using Acme.Irq;
        {{declaration}}
        """).RunAsync();

    [Fact]
    public async Task Given_top_level_statements_then_they_are_code_like_any_other()
    {
        var check = Verify("""
            using Acme.Irq;
            using D = Acme.Irq.[|MsiDomain|];
            Device device = new();
            device.AllocateImsIrq([|device.ImsDomain|], default);
            _ = typeof([|D|]);
            """);
        var compilation = check.Compile();
        compilation = compilation.WithOptions(compilation.Options.WithOutputKind(OutputKind.ConsoleApplication));
        check.Compare(await AnalyzerRun.DiagnosticsAsync(compilation, check.Analyzers, new([])));
    }

    [Fact]
    public async Task Given_a_role_library_referenced_as_a_project_then_nothing_changes()
    {
        var library = TestCompilation.Create([("Lib.cs", IrqLibrary.Source)], assemblyName: "Acme.Irq");
        var check = Check.Analyzer<MSI1001RestrictedSymbolAnalyzer>("""
            using Acme.Irq;
            class Queue { [|MsiDomain|]? d; int M(Device device, IdxdCookie c) => device.AllocateImsIrq([|device.ImsDomain|], c); }
            """);
        await check.Reference(library.ToMetadataReference()).RunAsync();
        await Check.Analyzer<MSI1001RestrictedSymbolAnalyzer>(IrqLibrary.Source).RunAsync();
    }

    [Fact]
    public Task Given_a_large_file_when_names_stand_at_its_ends_then_both_are_found() => Verify(
        "class A { Acme.Irq.[|MsiDomain|]? d; }\n"
        + string.Concat(Enumerable.Range(0, 20_000).Select(i => $"// MsiDomai MsiDomainn xMsiDomain {i}\n"))
        + "class B { Acme.Irq.[|MsiDomain|]? d; }").RunAsync();
}
