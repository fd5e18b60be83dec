using Microsoft.CodeAnalysis;
using MsiEncap.Analyzers.Tests.TestKit;
using Xunit;

namespace MsiEncap.Analyzers.Tests.Rules;

/// <summary>Restricted values whose memory is read, written or kept as something else.</summary>
public class MSI1004Tests
{
    private const string LibrarySource = """
        using System;
        using System.Collections.Generic;
        using MsiEncap.Encapsulation;
        namespace Acme.Raw
        {
            public abstract class ChipImplementer : EncapsulationRole { }
            [RestrictedTo(typeof(ChipImplementer), Instead = "ask the board.")] public class Domain { public int Mask; }
            [RestrictedTo(typeof(ChipImplementer))] public struct Chip { public int Lines; }
            [RestrictedTo(typeof(ChipImplementer))] public delegate void Flow(int virq);
            public struct Holder { private Chip _chip; public int Lines => _chip.Lines; public Holder(int lines) => _chip.Lines = lines; }
            public struct Plain { public int A; public int B; }
            public class Keeper { public Domain? Domain; public int Size; }
            public class Board : Node
            {
                public Domain? Domain; public Chip Chip; public Chip[] Chips = []; public Holder Holder; public Plain Plain; public Flow? Flow;
                public List<Domain> Domains = [];
                public unsafe Chip* Pointer => null;
                public unsafe delegate*<Domain, int> Callback => null;
                public Span<Chip> Span => Chips;
                public Span<Holder> Holders => default;
            }
            public class Node { }
        }
        """;

    private static readonly MetadataReference s_library = Library.Compile("Acme.Raw", LibrarySource);

    private static AnalyzerCheck Verify(string markup) => Check.Analyzer<MSI1001RestrictedSymbolAnalyzer>("""
        using System; using System.Collections.Generic; using System.Runtime.CompilerServices; using System.Runtime.InteropServices;
        using Acme.Raw;

        """ + markup).Reference(s_library);

    private static AnalyzerCheck VerifyStatement(string statement) => Verify($$"""
        class Peer { public object? First; }
        struct Copy { public int Value; }
        unsafe class Queue
        {
            static void Variable(__arglist) { }
            void M(Board board, Keeper keeper, object o, void* p, byte* bytes, nint n, Span<byte> span, Plain plain, GCHandle handle, TypedReference reference)
            {
                {{statement}}
            }
        }
        """);

    [Theory]
    [InlineData("_ = Unsafe.As<Peer>({|MSI1004:board.Domain|});")]
    [InlineData("_ = Unsafe.As<Peer>(o: {|MSI1004:(board.Domain!)|});")]
    [InlineData("Unsafe.AsPointer(ref {|MSI1004:board.Chip|});")]
    [InlineData("_ = Unsafe.As<Holder, Copy>(ref {|MSI1004:board.Holder|}).Value;")]
    [InlineData("_ = Unsafe.BitCast<Holder, int>({|MSI1004:board.Holder|});")]
    [InlineData("_ = Unsafe.As<Peer>({|MSI1004:keeper|}).First;")]
    [InlineData("Unsafe.WriteUnaligned(p, {|MSI1004:board.Chip|});")]
    [InlineData("MemoryMarshal.AsBytes({|MSI1004:board.Span|}).Clear();")]
    [InlineData("MemoryMarshal.AsBytes({|MSI1004:board.Holders|}).Clear();")]
    [InlineData("MemoryMarshal.Write(span, {|MSI1004:board.Chip|});")]
    [InlineData("Marshal.StructureToPtr({|MSI1004:board.Chip|}, n, false);")]
    [InlineData("Marshal.GetFunctionPointerForDelegate({|MSI1004:board.Flow!|});")]
    [InlineData("GCHandle.Alloc({|MSI1004:board.Domain|}).Free();")]
    [InlineData("handle.Target = {|MSI1004:board.Domain|};")]
    [InlineData("new GCHandle<object?>({|MSI1004:board.Domain|}).Dispose();")]
    [InlineData("TypedReference r = __makeref({|MSI1004:board.Chip|});")]
    [InlineData("Variable(__arglist(1, {|MSI1004:board.Chip|}));")]
    [InlineData("fixed (void* q = &{|MSI1004:board.Chip|}) { }")]
    [InlineData("fixed (int* q = &board.Chip.{|MSI1001:Lines|}) { }")]
    [InlineData("fixed (void* q = {|MSI1004:board.Chips|}) { }")]
    [InlineData("void* q = {|MSI1004:board.Pointer|};")]
    [InlineData("byte* q = (byte*)({|MSI1004:board.Pointer|} + 1);")]
    [InlineData("nint q = (nint){|MSI1004:board.Pointer|};")]
    [InlineData("void* q = {|MSI1004:board.Callback|};")]
    [InlineData("var h = board.Holder; byte* q = (byte*)&{|MSI1004:h|};")]
    public Task Given_a_restricted_value_when_its_memory_is_taken_for_something_else_then_the_value_is_reported(string statement) =>
        VerifyStatement(statement).RunAsync();

    [Theory]
    [InlineData("_ = Unsafe.As<{|MSI1001:Domain|}>(o);")]
    [InlineData("_ = Unsafe.Read<{|MSI1001:Chip|}>(p);")]
    [InlineData("_ = *({|MSI1001:Chip|}*)p;")]
    [InlineData("_ = __refvalue(reference, {|MSI1001:Chip|});")]
    [InlineData("_ = RuntimeHelpers.GetUninitializedObject(typeof({|MSI1001:Domain|}));")]
    [InlineData("fixed ({|MSI1001:Chip|}* q = &board.Chip) { }")]
    [InlineData("_ = board.Pointer->{|MSI1001:Lines|};")]
    public Task Given_nothing_restricted_yet_when_a_restricted_type_is_made_of_it_then_naming_it_is_the_touch(string statement) =>
        VerifyStatement(statement).RunAsync();

    [Theory]
    [InlineData("_ = Unsafe.As<Node>(board); _ = Unsafe.As<Board>(o); _ = Unsafe.As<object>(keeper); _ = Unsafe.As<Keeper>(o).Size;")]
    [InlineData("_ = Unsafe.As<Plain, long>(ref plain); _ = Unsafe.BitCast<Plain, long>(plain); Plain* q = &plain; byte* b = (byte*)q; _ = b[1];")]
    [InlineData("MemoryMarshal.Cast<byte, Plain>(span).Clear(); GCHandle.Alloc(board).Free(); handle.Target = board; _ = handle.Target;")]
    [InlineData("fixed (byte* b = span) { } fixed (void* q = &board.Plain) { } TypedReference r = __makeref(plain); Variable(__arglist(plain));")]
    [InlineData("Marshal.StructureToPtr(plain, n, false); _ = Marshal.SizeOf<Plain>(); delegate*<int, int> f = null; void* q = f; _ = *bytes + *(bytes + 1);")]
    public Task Given_open_values_then_their_memory_is_nobody_elses_business(string statement) => VerifyStatement(statement).RunAsync();

    [Theory]
    [InlineData("[StructLayout(LayoutKind.Explicit)] struct Over { [FieldOffset(0)] Holder a; [FieldOffset(0)] int {|MSI1004:b|}; [FieldOffset(4)] int c; }")]
    [InlineData("[StructLayout(LayoutKind.Explicit)] class Over { [FieldOffset(0)] int a; [FieldOffset(4)] long {|MSI1004:b|}; [FieldOffset(8)] Holder c; static int s; }")]
    [InlineData("[StructLayout(LayoutKind.Explicit)] struct Over { [FieldOffset(0)] {|MSI1001:Chip|} a; [FieldOffset(0)] int b; }")]
    [InlineData("[StructLayout(LayoutKind.Sequential)] struct Over { Holder a; int b; }")]
    [InlineData("[StructLayout(LayoutKind.Explicit)] struct Over { [FieldOffset(0)] Plain a; [FieldOffset(0)] int b; }")]
    [InlineData("[StructLayout(LayoutKind.Explicit)] struct Over { [FieldOffset(0)] Over a; [FieldOffset(0)] int b; }", "CS0523")]
    public async Task Given_a_layout_of_ones_own_then_fields_over_restricted_memory_are_reported(string declaration, string? allowed = null)
    {
        AnalyzerCheck check = Verify(declaration);
        var diagnostics = await AnalyzerRun.DiagnosticsAsync(check.Compile(), check.Analyzers, new([]));
        check.Compare([.. diagnostics.Where(diagnostic => diagnostic.Id != allowed)]);
    }

    [Theory]
    [InlineData("class StructLayoutAttribute(params object?[] p) : Attribute { } class FieldOffsetAttribute(object p) : Attribute { } [StructLayout(2, 3)] struct S { [FieldOffset(typeof(int))] int a; Holder b; }")]
    [InlineData("class StructLayoutAttribute(object p) : Attribute { } [StructLayout(\"Explicit\")] struct S { int a; Holder b; }")]
    [InlineData("namespace System.Runtime.CompilerServices { class UnsafeAccessorAttribute(int[] kinds) : Attribute { public object? Name { get; set; } } class C { [UnsafeAccessor(new[] { 1 }, Name = new[] { \"x\" })] static extern int M(Board b); } }")]
    public async Task Given_attributes_that_only_bear_the_names_then_no_analyzer_fails(string declaration)
    {
        AnalyzerCheck check = Verify(declaration);
        var diagnostics = await AnalyzerRun.DiagnosticsAsync(check.Compile(), Catalogue.Analyzers, new([]));
        Assert.DoesNotContain(diagnostics, diagnostic => diagnostic.Id is RuleIds.AnalyzerFailed or "AD0001");
    }

    [Fact]
    public Task Given_code_in_the_role_then_it_may_do_as_it_likes() => Verify("""
        [MsiEncap.Encapsulation.ActsAs(typeof(ChipImplementer))]
        unsafe class Inside { int M(Board board) { void* p = board.Pointer; fixed (void* q = &board.Chip) { } return MemoryMarshal.AsBytes(board.Span).Length; } }
        """).Ledger("T:Inside;Acme.Raw.ChipImplementer;reads the chips").RunAsync();

    [Fact]
    public Task Given_a_touch_then_the_message_names_the_symbol_the_role_and_the_way_out() => VerifyStatement("""
        GCHandle.Alloc({|MSI1004:board.Domain|});
        void* q = {|MSI1004:board.Pointer|};
        """).Message(
        "'Domain' is restricted to chip implementers (role ChipImplementer of Acme.Raw), and so is reading its memory as something else; ask the board",
        "'Chip' is restricted to chip implementers (role ChipImplementer of Acme.Raw), and so is reading its memory as something else; move this code into a type that acts in the role").RunAsync();
}
