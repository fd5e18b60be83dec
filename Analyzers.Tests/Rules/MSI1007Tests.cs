using MsiEncap.Analyzers.Tests.TestKit;
using Xunit;

namespace MsiEncap.Analyzers.Tests.Rules;

/// <summary>Interrupt numbers that no allocation returned.</summary>
public class MSI1007Tests
{
    private const string Usings = """
        using System; using System.Collections.Generic; using System.Runtime.CompilerServices; using System.Runtime.InteropServices;
        using MsiEncap;

        """;

    private static AnalyzerCheck Verify(string markup) => Check.Analyzer<MSI1007ForgedVirqAnalyzer>(Usings + markup);

    private static AnalyzerCheck VerifyStatement(string statement) => Verify($$"""
        unsafe class Queue
        {
            void M(MsiMap map, Virq virq, int i, long l, byte[] bytes, Virq[] all, int* p, object o)
            {
                {{statement}}
            }
        }
        """);

    [Theory]
    [InlineData("_ = [|Unsafe.BitCast<int, Virq>(i)|];")]
    [InlineData("_ = [|Unsafe.As<int, Virq>(ref i)|];")]
    [InlineData("[|Unsafe.As<Virq, int>(ref virq)|] = 3;")]
    [InlineData("_ = [|Unsafe.ReadUnaligned<Virq>(p)|];")]
    [InlineData("_ = [|MemoryMarshal.Read<Virq>(bytes)|];")]
    [InlineData("_ = [|MemoryMarshal.TryRead(bytes, out Virq made)|];")]
    [InlineData("_ = [|MemoryMarshal.Cast<byte, Virq>(bytes)|][0];")]
    [InlineData("[|MemoryMarshal.AsBytes(all.AsSpan())|].Clear();")]
    [InlineData("_ = [|Marshal.PtrToStructure<Virq>((nint)p)|];")]
    [InlineData("_ = [|*(Virq*)p|];")]
    [InlineData("_ = [|*(Virq*)&i|];")]
    [InlineData("_ = ([|(Virq*)p|])[1];")]
    [InlineData("[|*(int*)&virq|] = 3;")]
    [InlineData("_ = [|Activator.CreateInstance(typeof(Virq), i)|];")]
    [InlineData("_ = [|typeof(Virq).GetConstructor([typeof(int)])|];")]
    [InlineData("_ = [|System.Reflection.IntrospectionExtensions.GetTypeInfo(typeof(Virq)).DeclaredConstructors|];")]
    [InlineData("_ = [|System.Reflection.RuntimeReflectionExtensions.GetRuntimeFields(typeof(Virq))|];")]
    [InlineData("Type t = typeof(Virq); _ = [|t.GetField(\"number\")|];")]
    public Task Given_something_else_when_a_virq_is_made_of_it_then_it_is_reported(string statement) => VerifyStatement(statement).RunAsync();

    [Theory]
    [InlineData("i = [|map.Virq.Number + 1|];")]
    [InlineData("i = [|1 + map.Virq.Number|];")]
    [InlineData("i = [|map.Virq.Number - virq.Number|];")]
    [InlineData("l = [|(long)virq.Number + l|];")]
    [InlineData("int n = virq.Number; [|n++|];")]
    [InlineData("int n = virq.Number; [|--n|];")]
    [InlineData("int n; n = virq.Number; i = [|n + i|];")]
    [InlineData("int n = virq.Number; [|n += 2|];")]
    [InlineData("[|i += virq.Number|];")]
    [InlineData("var v = map.Virq; bytes[[|v.Number - 1|]] = 0;")]
    [InlineData("_ = virq is { Number: var n } ? [|n + 1|] : 0;")]
    public Task Given_a_virq_when_its_number_is_computed_with_then_it_is_reported(string statement) => VerifyStatement(statement).RunAsync();

    [Theory]
    [InlineData("_ = virq == default; _ = new Virq(); _ = Virq.None; virq = map.Virq; all[0] = virq; _ = default(Virq);")]
    [InlineData("string s = \"irq\" + virq.Number; s += virq.Number; s = $\"{virq.Number}\"; Console.WriteLine(virq.Number);")]
    [InlineData("bytes[virq.Number] = 1; _ = virq.Number % 16; _ = virq.Number & 15; _ = virq.Number == i; _ = virq.Number < i;")]
    [InlineData("var table = new byte[virq.Number + 1]; Array.Resize(ref table, virq.Number + 1); _ = new List<int>(capacity: virq.Number + 1);")]
    [InlineData("if (virq.Number + 1 > bytes.Length) { } _ = (object)virq; _ = Unsafe.SizeOf<Virq>(); _ = i + 1; _ = MemoryMarshal.CreateSpan(ref virq, 1);")]
    [InlineData("_ = Unsafe.As<Virq[]>(o); _ = MemoryMarshal.GetReference(all.AsSpan()); int n = i; n++; p++; _ = Activator.CreateInstance(typeof(Virq));")]
    public Task Given_a_virq_when_it_is_kept_compared_or_shown_then_nothing_is_reported(string statement) => VerifyStatement(statement).RunAsync();

    [Theory]
    [InlineData("static class A { [UnsafeAccessor(UnsafeAccessorKind.Constructor)] static extern Virq [|Make|](int number); }")]
    [InlineData("static class A { [UnsafeAccessor(UnsafeAccessorKind.Field, Name = \"<Number>k__BackingField\")] static extern ref int [|Number|](ref Virq virq); }")]
    [InlineData("[StructLayout(LayoutKind.Explicit)] struct A { [FieldOffset(0)] Virq virq; [FieldOffset(0)] int [|number|]; }")]
    [InlineData("class A { int _n; A(Virq virq) => _n = [|virq.Number + 1|]; }")]
    [InlineData("class A { static readonly Virq s_one = [|Unsafe.BitCast<int, Virq>(1)|]; }")]
    [InlineData("class A(Virq virq) { public override int GetHashCode() => virq.Number + 1; Virq Kept => virq; }")]
    public Task Given_a_declaration_that_makes_or_computes_a_virq_then_it_is_reported(string declaration) => Verify(declaration).RunAsync();

    [Fact]
    public Task Given_an_alias_of_another_file_then_it_hides_nothing() => Verify("""
        class A { V M(int i) => [|Unsafe.BitCast<int, V>(i)|]; }
        """).File("Aliases.cs", "global using V = MsiEncap.Virq;").RunAsync();

    [Fact]
    public Task Given_a_type_that_acts_as_domain_implementer_then_it_may_make_numbers() => Verify("""
        [MsiEncap.Encapsulation.ActsAs(typeof(MsiEncap.Encapsulation.IrqDomainImplementer))]
        class Domain { Virq M(Virq first, int index) => Unsafe.BitCast<int, Virq>(first.Number + index); class Nested { int M(Virq v) => v.Number + 1; } }
        class Outside : Domain { int M(Virq v) => [|v.Number + 1|]; }
        """).Ledger("T:Domain;MsiEncap.Encapsulation.IrqDomainImplementer;hands numbers out").RunAsync();

    [Fact]
    public async Task Given_the_assembly_that_declares_the_type_then_it_may_make_numbers_and_others_may_not_call_its_constructor()
    {
        const string Own = """
            namespace MsiEncap.Encapsulation { public abstract class EncapsulationRole { } public abstract class IrqDomainImplementer : EncapsulationRole { } }
            namespace MsiEncap
            {
                public struct Virq(int number)
                {
                    public int Number { get; set; } = number;
                    public Virq Next => new(Number + 1);
                    public static implicit operator Virq(int number) => new(number);
                }
            }
            """;
        await Check.Analyzer<MSI1007ForgedVirqAnalyzer>(Own).WithoutRuntime().RunAsync();
        await Verify("""
            class A
            {
                Virq Made(int i) => [|new Virq(i)|];
                Virq Inferred(int i) => [|new(i)|];
                Virq Converted(int i) => [|i|];
                Virq With(Virq v) => v with { [|Number = 3|] };
                Virq Set() => new() { [|Number = 3|] };
                Virq None() => new();
            }
            """).WithoutRuntime().Reference(Library.Compile("Own.Irq", Own, TestCompilation.Framework)).RunAsync();
    }

    [Fact]
    public void Given_no_such_type_then_no_callback_is_registered() => Assert.Empty(
        RecordingContext.CallbacksOf(new MSI1007ForgedVirqAnalyzer(), "namespace Other { struct Virq; }", TestCompilation.Framework));

    [Fact]
    public Task Given_a_number_made_and_one_computed_then_the_messages_say_where_numbers_come_from() => VerifyStatement(
        "_ = [|Unsafe.BitCast<int, Virq>(i)|]; _ = [|virq.Number + 1|];").Message(
        "Only an allocation makes a 'Virq', or an irq domain implementer (role IrqDomainImplementer of MsiEncap.Runtime); keep the one that the allocation returned",
        "'Virq.Number' is a name, not a quantity: neighbouring indices need not have neighbouring numbers, and only an irq domain implementer "
        + "(role IrqDomainImplementer of MsiEncap.Runtime) knows how they are laid out; ask the device for the virq of each index").RunAsync();
}
