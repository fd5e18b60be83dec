using Xunit;

namespace MsiEncap.Analyzers.Tests.Rules;

/// <summary>Every place where a restricted type can be named.</summary>
public class MSI1001NamingTests
{
    private static Task Verify(string markup) =>
        TestKit.Check.Analyzer<MSI1001RestrictedSymbolAnalyzer>(markup).Reference(IrqLibrary.Reference).RunAsync();

    [Theory]
    [InlineData("[|MsiDomain|]? field;")]
    [InlineData("[|MsiDomain|]? P { get; set; }")]
    [InlineData("[|MsiDomain|]? M() => null;")]
    [InlineData("void M([|MsiDomain|] d) { }")]
    [InlineData("event Action<[|MsiDomain|]>? E;")]
    [InlineData("delegate void D([|MsiDomain|] d);")]
    [InlineData("delegate [|MsiDomain|] D();")]
    [InlineData("int this[[|MsiDomain|] d] => 0;")]
    [InlineData("List<[|MsiDomain|]>? field;")]
    [InlineData("Dictionary<string, List<[|MsiDomain|][]>>? field;")]
    [InlineData("[|MsiDomain|][]? field;")]
    [InlineData("([|MsiDomain|] A, int B) field;")]
    [InlineData("unsafe [|BusToken|]* field;")]
    [InlineData("unsafe delegate*<[|MsiDomain|], void> field;")]
    [InlineData("[|Chip|]? field;")]
    [InlineData("[|IdxdImsDomain|]? field;")]
    [InlineData("[|FlowHandler|]? field;")]
    [InlineData("[|Table|]<int>? field;")]
    [InlineData("[|Table|]<[|MsiDomain|]>? field;")]
    [InlineData("Acme.Irq.[|MsiDomain|]? field;")]
    [InlineData("global::Acme.Irq.[|MsiDomain|]? field;")]
    [InlineData("MsiDomain.[|Slot|]? field;")]
    [InlineData("IdxdImsDomain.[|Slot|]? field;")]
    [InlineData("[|@MsiDomain|]? field;")]
    [InlineData("[|Msi\\u0044omain|]? field;")]
    [InlineData("[|Msi\u200DDomain|]? field;")]
    [InlineData("class N : [|MsiDomain|] { }")]
    [InlineData("class N : [|IChip|] { public void Ack() { } }")]
    [InlineData("class N : [|IdxdImsDomain|], MsiDomain.[|IWalker|] { }")]
    [InlineData("class N : List<[|MsiDomain|]> { }")]
    [InlineData("class N<T> where T : [|MsiDomain|] { }")]
    [InlineData("void M<T>() where T : [|IChip|] { }")]
    [InlineData("[[|Wired|]] int field;")]
    [InlineData("[[|WiredAttribute|]] int field;")]
    [InlineData("[Acme.Irq.[|Wired|]] void M() { }")]
    [InlineData("[Note(typeof([|MsiDomain|]))] int field;")]
    [InlineData("[Note<[|MsiDomain|]>] int field;")]
    [InlineData("void M([[|Wired|]] int p) { }")]
    [InlineData("void IChipless() { void L([[|Wired|]] int p) { } L(1); }")]
    public Task Given_a_declaration_when_it_names_a_restricted_type_then_it_is_reported_at_the_name(string member) => Verify($$"""
        using System;
        using System.Collections.Generic;
        using Acme.Irq;
        class NoteAttribute : Attribute { public NoteAttribute(Type type) { } }
        class NoteAttribute<T> : Attribute { }
        class Queue
        {
            {{member}}
        }
        """);

    [Theory]
    [InlineData("[|MsiDomain|]? d = null;")]
    [InlineData("object o = typeof([|MsiDomain|]);")]
    [InlineData("object o = typeof([|Table|]<>);")]
    [InlineData("object o = new [|IdxdImsDomain|]();")]
    [InlineData("object o = new [|MsiDomain|][3];")]
    [InlineData("object o = new List<[|MsiDomain|]>();")]
    [InlineData("object? o = default([|MsiDomain|]);")]
    [InlineData("object o = ([|MsiDomain|])value;")]
    [InlineData("object? o = value as [|MsiDomain|];")]
    [InlineData("bool b = value is [|MsiDomain|];")]
    [InlineData("bool b = value is [|MsiDomain|] { };")]
    [InlineData("bool b = value is [|MsiDomain|] d;")]
    [InlineData("bool b = value is not ([|IChip|] or string);")]
    [InlineData("switch (value) { case [|MsiDomain|]: break; }")]
    [InlineData("_ = value switch { [|IChip|] => 1, _ => 0 };")]
    [InlineData("foreach ([|MsiDomain|] d in new object[0]) { }")]
    [InlineData("try { } catch (Fault<[|MsiDomain|]>) { }")]
    [InlineData("Device.Pick<[|MsiDomain|]>(null!);")]
    [InlineData("{|MSI1002:var|} f = ([|MsiDomain|]? o) => true;")]
    [InlineData("void Local([|MsiDomain|] d) { }")]
    [InlineData("string s = nameof([|MsiDomain|]);")]
    [InlineData("string s = nameof(Acme.Irq.[|MsiDomain|]);")]
    [InlineData("string s = $\"{typeof([|MsiDomain|])}\";")]
    [InlineData("_ = from [|MsiDomain|] d in new object[0] select 1;")]
    [InlineData("int size = sizeof([|BusToken|]);")]
    [InlineData("Span<[|BusToken|]> s = stackalloc [|BusToken|][2];")]
    public Task Given_a_body_when_it_names_a_restricted_type_then_it_is_reported_at_the_name(string statement) => Verify($$"""
        using System;
        using System.Collections.Generic;
        using System.Linq;
        using Acme.Irq;
        class Fault<T> : Exception { }
        class Queue
        {
            void M(object value)
            {
                {{statement}}
            }
        }
        """);

    [Fact]
    public Task Given_an_alias_when_it_hides_a_restricted_type_then_the_directive_and_each_use_are_reported() => Verify("""
        using System.Collections.Generic;
        using D = Acme.Irq.[|MsiDomain|];
        using L = System.Collections.Generic.List<Acme.Irq.[|MsiDomain|]>;
        using Fine = System.Collections.Generic.List<int>;
        class Queue
        {
            [|D|]? domain;
            [|L|]? list;
            Fine? fine;
            List<[|D|]> M() => [];
        }
        """);

    [Fact]
    public Task Given_an_alias_of_an_alias_when_it_is_used_then_it_is_reported() => Verify("""
        using D = Acme.Irq.[|MsiDomain|];
        namespace N
        {
            using E = System.Collections.Generic.List<[|D|]>;
            class Queue { [|E|]? list; }
        }
        """);

    [Fact]
    public Task Given_a_global_alias_in_another_file_when_it_is_used_then_it_is_reported() =>
        TestKit.Check.Analyzer<MSI1001RestrictedSymbolAnalyzer>("class Queue { [|D|]? domain; }")
            .File("Usings.cs", "global using D = Acme.Irq.[|MsiDomain|];")
            .Reference(IrqLibrary.Reference)
            .RunAsync();

    [Fact]
    public Task Given_a_using_static_when_it_names_a_restricted_type_then_it_is_reported() => Verify("""
        using static Acme.Irq.[|MsiDomain|];
        class Queue { [|Slot|]? slot; int m = [|MaxIndex|]; }
        """);

    [Fact]
    public Task Given_an_attribute_of_the_assembly_when_it_names_a_restricted_type_then_it_is_reported() => Verify("""
        [assembly: Note(typeof(Acme.Irq.[|MsiDomain|]))]
        class NoteAttribute : System.Attribute { public NoteAttribute(System.Type type) { } }
        """);

    [Fact]
    public Task Given_top_level_code_when_it_names_a_restricted_type_then_it_is_reported() => Verify("""
        namespace N
        {
            class Queue
            {
                int P => Acme.Irq.MsiDomain.[|MaxIndex|];
                enum E { A = Acme.Irq.MsiDomain.[|MaxIndex|] }
                void M(int p = Acme.Irq.MsiDomain.[|MaxIndex|]) { void L(int q = Acme.Irq.MsiDomain.[|MaxIndex|]) { } L(); }
                [System.Obsolete(nameof(Acme.Irq.MsiDomain.[|Create|]))] void O() { }
            }
        }
        """);

    [Theory]
    [InlineData("/// <see cref=\"MsiDomain\"/>\n    int field;")]
    [InlineData("// MsiDomain\n    int field;")]
    [InlineData("/* MsiDomain */ int field;")]
    [InlineData("string s = \"MsiDomain\";")]
    [InlineData("string s = $\"MsiDomain\";")]
    [InlineData("string s = \"\"\"MsiDomain\"\"\";")]
    [InlineData("string s = \"\\u0041 MsiDomain\";")]
    [InlineData("int MsiDomain;")]
    [InlineData("int MsiDomain { get; set; } int M() => MsiDomain + this.MsiDomain;")]
    [InlineData("void MsiDomain() { MsiDomain(); }")]
    [InlineData("void M() { int MsiDomain = 1; MsiDomain++; }")]
    [InlineData("void M() { goto MsiDomain; MsiDomain: return; }")]
    [InlineData("void M(int MsiDomain) { M(MsiDomain: 1); }")]
    [InlineData("object o = new { MsiDomain = 1 };")]
    [InlineData("class MsiDomain { } MsiDomain? own;")]
    [InlineData("class Table { } Table? own;")]
    [InlineData("enum E { MsiDomain } E e = E.MsiDomain;")]
    [InlineData("Other.MsiDomain? other; Other.MsiDomain M() => new Other.MsiDomain();")]
    [InlineData("Device? device; IdxdCookie cookie; List<Device>? list;")]
    [InlineData("#if NEVER\n    MsiDomain? off;\n#endif\n")]
    public Task Given_something_that_only_looks_like_a_restricted_name_then_nothing_is_reported(string member) => Verify($$"""
        using System.Collections.Generic;
        using Acme.Irq;
        namespace Other { class MsiDomain { } }
        class Queue
        {
            {{member}}
        }
        """);

    [Fact]
    public Task Given_a_class_that_takes_a_restricted_base_when_it_names_itself_then_only_the_base_is_reported() => Verify("""
        class Mine : Acme.Irq.[|MsiDomain|]
        {
            Mine? next;
            int own;
            Mine Next() => next ?? new Mine();
            int Own() => own + Next().own;
            int Inherited() => [|Mask|];
        }
        class Queue { [|Mine|]? mine; }
        """);

    [Theory]
    [InlineData("true", "false")]
    [InlineData("TRUE", "")]
    public Task Given_a_build_that_asks_for_references_in_documentation_then_no_configuration_takes_that_back(string feature, string property) =>
        TestKit.Check.Analyzer<MSI1001RestrictedSymbolAnalyzer>("/// <summary>Like <see cref=\"Acme.Irq.[|MsiDomain|]\"/>.</summary>\nclass Queue { }")
            .Reference(IrqLibrary.Reference)
            .Feature("MsiEncapCrefs", feature)
            .Property("MsiEncapCrefs", property)
            .RunAsync();

    [Fact]
    public Task Given_generated_code_when_it_names_a_restricted_type_then_it_is_reported() =>
        TestKit.Check.Analyzer<MSI1001RestrictedSymbolAnalyzer>("class Empty { }")
            .File("Queue.g.cs", "// <auto-generated/>\nclass Queue { Acme.Irq.[|MsiDomain|] domain; }")
            .Reference(IrqLibrary.Reference)
            .RunAsync();

    [Fact]
    public Task Given_a_file_with_the_path_the_header_and_the_marks_of_our_generator_when_it_names_a_restricted_type_then_it_is_reported() =>
        TestKit.Check.Analyzer<MSI1001RestrictedSymbolAnalyzer>("partial struct IdxdCookie { }")
            .File(
                "obj/Debug/net10.0/generated/MsiEncap.Generators/MsiEncap.Generators.CookieGenerator/IdxdCookie.g.cs",
                """
                // <auto-generated/>
                #nullable enable

                [global::System.Diagnostics.DebuggerDisplay("{ToString(),nq}")]
                partial struct IdxdCookie
                {
                    [global::System.CodeDom.Compiler.GeneratedCode("MsiEncap.Generators", "1.0")]
                    private readonly global::Acme.Irq.[|MsiDomain|] _domain;
                }
                """)
            .Reference(IrqLibrary.Reference)
            .RunAsync();

    [Fact]
    public Task Given_a_pragma_and_a_suppression_when_they_cover_a_touch_then_it_is_reported_all_the_same() => Verify("""
        {|MSI4002:#pragma warning disable|}
        #pragma warning disable MSI1001
        [System.Diagnostics.CodeAnalysis.SuppressMessage("MsiEncap.Access", "MSI1001")]
        class Queue { Acme.Irq.[|MsiDomain|]? domain; }
        """);
}
