using MsiEncap.Analyzers.Tests.TestKit;
using Xunit;

namespace MsiEncap.Analyzers.Tests.Rules;

/// <summary>What somebody else wrote is restricted by a file, and then is as good as marked.</summary>
public class RestrictedFileTests
{
    private const string Lab = """
        namespace MsiEncap.Encapsulation { public abstract class EncapsulationRole { } }
        namespace Lab { public class Scheduler : MsiEncap.Encapsulation.EncapsulationRole { } }
        """;

    private const string Slab = "Acme.Irq.SlabImplementer";

    private static AnalyzerCheck Verify(string markup, params string[] lines) => Check
        .Analyzer<MSI1001RestrictedSymbolAnalyzer>(markup)
        .Reference(IrqLibrary.Reference)
        .Additional("MsiEncap.Restricted.txt", string.Join('\n', lines));

    [Fact]
    public Task Given_a_sealed_type_of_the_framework_then_it_is_restricted_with_the_advice_of_the_line() => Verify(
        """
        using System.Threading;
        class Queue
        {
            void M() { new [|Thread|](() => { }).[|Start|](); Thread.[|Sleep|](1); ThreadPool.QueueUserWorkItem(_ => { }); }
        }
        """,
        $"T:System.Threading.Thread;{Slab};post to the queue")
        .Message(
            "'Thread' is restricted to slab implementers (role SlabImplementer of Acme.Irq); post to the queue",
            "'Thread.Start' is restricted to slab implementers (role SlabImplementer of Acme.Irq); post to the queue",
            "'Thread.Sleep' is restricted to slab implementers (role SlabImplementer of Acme.Irq); post to the queue")
        .RunAsync();

    [Fact]
    public Task Given_no_message_then_the_usual_advice_is_given() =>
        Verify("class Queue { System.Threading.[|Thread|]? thread; }", $"T:System.Threading.Thread;{Slab}")
            .Message("'Thread' is restricted to slab implementers (role SlabImplementer of Acme.Irq); move this code into a type that acts in the role")
            .RunAsync();

    [Fact]
    public Task Given_a_class_that_can_be_derived_from_then_what_derives_is_restricted_too() => Verify(
        """
        using System.IO;
        class Mine : [|Stream|]
        {
            public override bool CanRead => true; public override bool CanSeek => true; public override bool CanWrite => true;
            public override long Length => 0; public override long Position { get; set; }
            public override void Flush() { } public override int Read(byte[] buffer, int offset, int count) => 0;
            public override long Seek(long offset, SeekOrigin origin) => 0; public override void SetLength(long value) { }
            public override void Write(byte[] buffer, int offset, int count) { }
        }
        class Queue { [|MemoryStream|]? memory; [|Mine|]? mine; System.Net.Sockets.[|NetworkStream|]? net; TextReader? text; }
        """,
        $"T:System.IO.Stream;{Slab}").RunAsync();

    [Fact]
    public Task Given_an_interface_then_what_implements_it_is_restricted_too() => Verify(
        "using System.Net; class Queue { [|IWebProxy|]? a; [|WebProxy|]? b; IPAddress? c; }", $"T:System.Net.IWebProxy;{Slab}").RunAsync();

    [Fact]
    public Task Given_members_of_each_kind_then_just_they_are_restricted() => Verify(
        """
        using System; using System.Threading;
        class Queue
        {
            void M()
            {
                Thread.[|Sleep|](1); Thread.Sleep(TimeSpan.Zero); _ = Thread.[|CurrentThread|].Name; _ = string.[|Empty|];
                AppDomain.CurrentDomain.[|ProcessExit|] += (_, _) => { }; new Thread(() => { }).Start();
            }
        }
        """,
        $"M:System.Threading.Thread.Sleep(System.Int32);{Slab};wait on the interrupt",
        $"P:System.Threading.Thread.CurrentThread;{Slab}",
        $"F:System.String.Empty;{Slab}",
        $"E:System.AppDomain.ProcessExit;{Slab}").RunAsync();

    [Fact]
    public Task Given_a_virtual_member_then_its_overrides_are_restricted() => Verify(
        "class Queue { int M(System.IO.MemoryStream s, System.IO.StringReader r) => s.[|ReadByte|]() + r.Read(); }",
        $"M:System.IO.Stream.ReadByte;{Slab}").RunAsync();

    [Fact]
    public Task Given_a_namespace_then_everything_under_it_is_restricted_but_not_beside_it() => Verify(
        """
        using System.Net; using System.Net.Sockets;
        class Queue { [|Socket|]? a; IPAddress? b; System.Net.NetworkInformation.Ping? c; System.Net.Sockets.[|TcpClient|]? d; }
        """,
        $"N:System.Net.Sockets;{Slab}").RunAsync();

    [Fact]
    public Task Given_a_namespace_of_ones_own_then_its_types_may_use_each_other() => Verify(
        "namespace Acme.Hidden { class A { B? b; } class B { } namespace Deep { class C { A? a; } } } class Queue { Acme.Hidden.[|A|]? a; Acme.Hidden.Deep.[|C|]? c; }",
        $"N:Acme.Hidden;{Slab}").RunAsync();

    [Fact]
    public Task Given_nested_and_generic_types_then_they_are_restricted_by_their_container() => Verify(
        """
        using System.Collections.Generic;
        class Queue { [|Dictionary|]<int, int>? a; Dictionary<int, int>.[|Enumerator|] b; List<int>? c; List<[|Dictionary|]<int, int>>? d; }
        """,
        $"T:System.Collections.Generic.Dictionary`2;{Slab}").RunAsync();

    [Fact]
    public Task Given_code_that_acts_in_the_role_then_it_may_touch_it() => Verify(
        "[MsiEncap.Encapsulation.ActsAs(typeof(Acme.Irq.SlabImplementer))] class Ims { System.Threading.Thread? thread; }",
        $"T:System.Threading.Thread;{Slab}")
        .Ledger($"T:Ims;{Slab};runs the slab")
        .RunAsync();

    [Fact]
    public Task Given_two_roles_for_one_type_then_both_are_wanted() => Verify(
        """
        [MsiEncap.Encapsulation.ActsAs(typeof(Acme.Irq.SlabImplementer))] class Ims { System.Threading.[|Thread|]? thread; }
        """,
        $"T:System.Threading.Thread;{Slab}",
        "T:System.Threading.Thread;MsiEncap.Encapsulation.IrqDomainImplementer;ask the domain")
        .Ledger($"T:Ims;{Slab};runs the slab")
        .Message("'Thread' is restricted to irq domain implementers (role IrqDomainImplementer of MsiEncap.Runtime); ask the domain")
        .RunAsync();

    [Fact]
    public Task Given_neither_runtime_nor_attributes_then_a_file_and_a_role_are_enough() => Check
        .Analyzer<MSI1001RestrictedSymbolAnalyzer>("class Queue { System.Threading.[|Thread|]? thread; }")
        .WithoutRuntime()
        .Reference(Library.Compile("Lab", Lab, TestCompilation.Framework))
        .Additional("MsiEncap.Restricted.txt", "T:System.Threading.Thread;Lab.Scheduler;post to the queue")
        .Message("'Thread' is restricted to schedulers (role Scheduler of Lab); post to the queue")
        .RunAsync();

    [Fact]
    public Task Given_a_role_of_the_same_name_in_source_then_nothing_is_gained_by_it() => Verify(
        "namespace Acme.Irq { class SlabImplementer : MsiEncap.Encapsulation.EncapsulationRole { } } class Queue { System.Threading.[|Thread|]? thread; }",
        $"T:System.Threading.Thread;{Slab}").RunAsync();

    [Fact]
    public Task Given_a_reference_with_an_alias_only_then_it_is_restricted_all_the_same() => Check
        .Analyzer<MSI1001RestrictedSymbolAnalyzer>("extern alias lab; class Queue { lab::Third.Party.[|Widget|]? widget; }")
        .Reference(IrqLibrary.Reference, Library.Compile("Third.Party", "namespace Third.Party { public class Widget { } }").WithAliases(["lab"]))
        .Additional("MsiEncap.Restricted.txt", $"T:Third.Party.Widget;{Slab}")
        .RunAsync();

    [Theory]
    [InlineData("System.Threading.Thread;" + Slab)]
    [InlineData("T:System.Threading.Thread")]
    [InlineData("T:System.Threading.Thread;Acme.Irq.Nobody")]
    [InlineData("T:System.Threading.Tread;" + Slab)]
    public Task Given_a_line_that_has_no_effect_then_nothing_is_restricted(string line) =>
        Verify("class Queue { System.Threading.Thread? thread; }", line).RunAsync();

    [Fact]
    public Task Given_several_files_then_they_are_one() => Verify("class Queue { System.Threading.[|Thread|]? a; System.Threading.[|Timer|]? b; }", $"T:System.Threading.Thread;{Slab}")
        .Additional("MsiEncap.Restricted.Timers.txt", $"T:System.Threading.Timer;{Slab}")
        .RunAsync();
}
