using MsiEncap.Analyzers.Tests.TestKit;
using Xunit;

namespace MsiEncap.Analyzers.Tests.Rules;

/// <summary>Types and members that strings, accessors and dynamic operations reach past the compiler.</summary>
public class MSI1003Tests
{
    private const string Usings = """
        using System; using System.Collections.Generic; using System.ComponentModel; using System.Diagnostics.CodeAnalysis;
        using System.Linq.Expressions; using System.Reflection; using System.Runtime.CompilerServices; using System.Runtime.InteropServices;
        using Acme.Irq; using Acme.Private;

        """;

    /// <summary>What only reflection sees, and an overload that anybody may use beside one that not everybody may.</summary>
    private const string PrivateSource = """
        using MsiEncap.Encapsulation;
        [assembly: System.Runtime.CompilerServices.TypeForwardedTo(typeof(Acme.Irq.MsiDomain))]
        namespace Acme.Private
        {
            public abstract class PrivateImplementer : EncapsulationRole { }
            public class Vault
            {
                [RestrictedTo(typeof(PrivateImplementer), Instead = "ask the vault.")] private int _key;
                [RestrictedTo(typeof(PrivateImplementer))] private int Open(int key) => _key;
                private int Close(int key) => _key;
                private readonly Acme.Irq.MsiDomain? _domain;
                private int _open;
                [RestrictedTo(typeof(PrivateImplementer))] public static int Turn(string how) => 0;
                public static int Turn(int times) => 0;
                [RestrictedTo(typeof(PrivateImplementer))] public Vault(string name) => _domain = null;
                public Vault() => _open = 1;
                public int Size => _domain is null ? _open : 0;
                [RestrictedTo(typeof(PrivateImplementer))] public int this[string key] => 0;
                public int this[int key] => 0;
            }
            public enum Colour { Red, [RestrictedTo(typeof(PrivateImplementer))] Black }
        }
        """;

    private static readonly Microsoft.CodeAnalysis.MetadataReference s_private =
        Library.Compile("Acme.Private", PrivateSource, TestCompilation.Runtime, IrqLibrary.Reference);

    private static AnalyzerCheck Verify(string markup) =>
        Check.Analyzer<MSI1001RestrictedSymbolAnalyzer>(Usings + markup).Reference(IrqLibrary.Reference, s_private);

    private static AnalyzerCheck VerifyStatement(string statement) => Verify($$"""
        class Queue
        {
            static readonly string s_name = "Raw"; static readonly Type s_type = typeof(Device); const string Space = "Acme.Irq"; string _name = "Raw";
            void M(Device device, Vault vault, object o, dynamic x, string text, Type type, bool flag)
            {
                {{statement}}
            }
        }
        """);

    [Theory]
    [InlineData("""Type.GetType({|MSI1003:"Acme.Irq.MsiDomain"|});""")]
    [InlineData("""Type.GetType({|MSI1003:"Acme.Irq.MsiDomain, Acme.Irq, Version=0.0.0.0, Culture=neutral"|}, true, false);""")]
    [InlineData("""Type.GetType({|MSI1003:"System.Collections.Generic.Dictionary`2[[System.Int32],[Acme.Irq.Table`1[[System.Int32]], Acme.Irq]][]"|});""")]
    [InlineData("""Type.GetType({|MSI1003:"System.Func`2[Acme.Irq.IdxdImsDomain,System.Int32]"|});""")]
    [InlineData("""Type.GetType({|MSI1003:"Acme.Irq.MsiDomain+Slot*&, Acme.Irq"|});""")]
    [InlineData("""Type.GetType({|MSI1003:"acme.irq.msidomain+SLOT"|}, false, true);""")]
    [InlineData("""Type.GetType({|MSI1003:"Acme.Irq.MsiDomain"|}, null, null);""")]
    [InlineData("""Type.GetType({|MSI1003:"Acme.Irq.MsiDomain, Acme.Private"|});""")]
    [InlineData("""Type.GetType({|MSI1003:Space + ".MsiDomain"|});""")]
    [InlineData("""string s = Space; Type.GetType({|MSI1003:s + ".MsiDomain"|});""")]
    [InlineData("""string s = Space; Type.GetType({|MSI1003:$"{s}.MsiDomain"|});""")]
    [InlineData("""string s = Space; Type.GetType({|MSI1003:string.Concat(s, ".", "MsiDomain")|});""")]
    [InlineData("""string s = "no"; s = "Acme.Irq.MsiDomain"; Type.GetType({|MSI1003:s|});""")]
    [InlineData("""text = "Acme.Irq.MsiDomain"; Type.GetType({|MSI1003:text|});""")]
    [InlineData("""Type.GetType(flag switch { true => {|MSI1003:"Acme.Irq.MsiDomain"|}, _ => text });""")]
    [InlineData("""typeof(Device).Assembly.GetType({|MSI1003:"Acme.Irq.MsiDomain"|});""")]
    [InlineData("""Assembly.GetExecutingAssembly().GetType("Acme.Irq.MsiDomain"); Assembly.LoadFrom(text).GetType({|MSI1003:"Acme.Irq.MsiDomain"|});""")]
    [InlineData("""Activator.CreateInstanceFrom("Acme.Irq.dll", {|MSI1003:"Acme.Irq.IdxdImsDomain"|});""")]
    [InlineData("""System.Reflection.Metadata.TypeName.Parse({|MSI1003:"Acme.Irq.MsiDomain"|});""")]
    public Task Given_the_name_of_a_restricted_type_when_it_is_passed_to_reflection_then_it_is_reported(string statement) =>
        VerifyStatement(statement).RunAsync();

    [Theory]
    [InlineData("""typeof(Device).GetField({|MSI1003:"Raw"|});""")]
    [InlineData("""typeof(Device).GetField({|MSI1003:s_name|});""")]
    [InlineData("""s_type.GetField({|MSI1003:"Raw"|});""")]
    [InlineData("""Type.GetType("Acme.Irq.Device")!.GetField({|MSI1003:"Raw"|});""")]
    [InlineData("""Type.GetType("Acme.Irq.Device")?.GetField({|MSI1003:"Raw"|});""")]
    [InlineData("""object thing = device; thing.GetType().GetField({|MSI1003:"Raw"|});""")]
    [InlineData("""Type t = flag ? typeof(string) : typeof(Device); t.GetField({|MSI1003:"Raw"|});""")]
    [InlineData("""type = typeof(Device); type.GetField({|MSI1003:"Raw"|});""")]
    [InlineData("""typeof(Device).GetField({|MSI1003:"raw"|}, BindingFlags.Public | BindingFlags.IgnoreCase);""")]
    [InlineData("""typeof(Device).GetField({|MSI1003:"<Owned>k__BackingField"|}, BindingFlags.NonPublic);""")]
    [InlineData("""typeof(Device).GetTypeInfo().GetDeclaredField({|MSI1003:"Raw"|});""")]
    [InlineData("""typeof(Device).GetRuntimeMethod({|MSI1003:"Reset"|}, [typeof(int)]);""")]
    [InlineData("""typeof(Device).GetMethod({|MSI1003:"add_Fired"|});""")]
    [InlineData("""typeof(Device).GetMethod({|MSI1003:"OnReset"|}, BindingFlags.NonPublic | BindingFlags.Instance);""")]
    [InlineData("""typeof(Device).GetProperty({|MSI1003:"ImsDomain"|});""")]
    [InlineData("""typeof(Device).GetProperty({|MSI1003:nameof(Device.ImsDomain)|});""")]
    [InlineData("""typeof(Device).GetField(nameof(Device.{|MSI1001:Raw|}));""")]
    [InlineData("""typeof({|MSI1001:MsiDomain|}).GetMethod({|MSI1003:"NoSuchThing"|});""")]
    [InlineData("""typeof({|MSI1001:IdxdImsDomain|}).BaseType!.GetProperty({|MSI1003:"Mask"|});""")]
    [InlineData("""typeof(Vault).GetField({|MSI1003:"_key"|}, BindingFlags.NonPublic | BindingFlags.Instance);""")]
    [InlineData("""typeof(Vault).GetField({|MSI1003:"_domain"|}, BindingFlags.NonPublic | BindingFlags.Instance);""")]
    [InlineData("""typeof(Vault).GetMethod({|MSI1003:"Turn"|});""")]
    [InlineData("""typeof(Vault).GetMethod({|MSI1003:"Turn"|}, new Type[] { typeof(string) });""")]
    [InlineData("""typeof(Vault).GetProperty({|MSI1003:"Item"|}, [typeof(string)]);""")]
    [InlineData("""typeof(Vault).{|MSI1003:GetConstructor|}([typeof(string)]);""")]
    [InlineData("""Activator.{|MSI1003:CreateInstance|}(typeof(Vault), "main");""")]
    [InlineData("""Activator.{|MSI1003:CreateInstance|}(typeof(Vault), new object[] { "main" });""")]
    [InlineData("""Enum.Parse(typeof(Colour), {|MSI1003:"Red, Black"|});""")]
    [InlineData("""Enum.TryParse<Colour>({|MSI1003:"black"|}, true, out _);""")]
    [InlineData("""Marshal.OffsetOf<Device>({|MSI1003:"Raw"|});""")]
    [InlineData("""Delegate.CreateDelegate(typeof(Action), device, {|MSI1003:"Reset"|}, false);""")]
    [InlineData("""Expression.Field(Expression.Convert(Expression.Parameter(typeof(object)), typeof(Device)), {|MSI1003:"Raw"|});""")]
    [InlineData("""Expression.Call(typeof(Vault), {|MSI1003:"Turn"|}, null, Expression.Constant("x"));""")]
    [InlineData("""_ = TypeDescriptor.GetProperties(device)[{|MSI1003:"Owned"|}];""")]
    [InlineData("""TypeDescriptor.GetProperties(typeof(Device)).Find({|MSI1003:"owned"|}, true);""")]
    [InlineData("""Microsoft.VisualBasic.Interaction.CallByName(device, {|MSI1003:"Reset"|}, default, 1);""")]
    public Task Given_the_name_of_a_member_when_the_type_is_known_then_what_it_reaches_is_reported(string statement) =>
        VerifyStatement(statement).RunAsync();

    [Theory]
    [InlineData("""static class A { [UnsafeAccessor(UnsafeAccessorKind.Field, Name = {|MSI1003:"_key"|})] static extern ref int Key(Vault v); }""")]
    [InlineData("""static class A { [UnsafeAccessor(UnsafeAccessorKind.Method)] static extern int {|MSI1003:Open|}(Vault v, int key); }""")]
    [InlineData("""static class A { [UnsafeAccessor(UnsafeAccessorKind.StaticMethod, Name = {|MSI1003:"Turn"|})] static extern int Of(Vault? v, string how); }""")]
    [InlineData("""static class A { [UnsafeAccessor(UnsafeAccessorKind.StaticMethod, Name = "Turn")] static extern int Of(Vault? v, int times); }""")]
    [InlineData("""static class A { [UnsafeAccessor(UnsafeAccessorKind.Constructor)] static extern Vault {|MSI1003:Make|}(string name); }""")]
    [InlineData("""static class A { [UnsafeAccessor(UnsafeAccessorKind.Field, Name = "_open")] static extern ref int Key(Vault v); }""")]
    [InlineData("""class A { void M(Vault v) { Open(v, 1); [UnsafeAccessor(UnsafeAccessorKind.Method)] static extern int {|MSI1003:Open|}(Vault v, int key); } }""")]
    [InlineData("""static class A { [UnsafeAccessor(UnsafeAccessorKind.Method)] static extern void Use(Vault v, [UnsafeAccessorType({|MSI1003:"Acme.Irq.MsiDomain[], Acme.Irq"|})] object d); }""")]
    [InlineData("""class A { [DynamicDependency({|MSI1003:"Open(System.Int32)"|}, typeof(Vault))] void M() { } }""")]
    [InlineData("""class A { [DynamicDependency({|MSI1003:"#ctor(System.String)"|}, typeof(Vault))] [DynamicDependency("#ctor()", typeof(Vault))] void M() { } }""")]
    [InlineData("""class A { [DynamicDependency({|MSI1003:"Mask"|}, {|MSI1003:"Acme.Irq.MsiDomain"|}, "Acme.Irq")] void M() { } }""")]
    [InlineData("""class A : Device { [DynamicDependency({|MSI1003:"Raw"|})] void M() { } }""")]
    public Task Given_an_attribute_that_reaches_by_name_then_the_name_is_reported(string declaration) => Verify(declaration).RunAsync();

    [Theory]
    [InlineData("dynamic d = {|MSI1003:device.ImsDomain!|};")]
    [InlineData("object d = (dynamic){|MSI1003:device.ImsDomain!|};")]
    [InlineData("x.Take({|MSI1003:device.ImsDomain|});")]
    [InlineData("_ = x[{|MSI1003:device.ImsDomain|}];")]
    [InlineData("_ = x == {|MSI1003:device.ImsDomain|};")]
    [InlineData("foreach (dynamic d in {|MSI1003:device.Domains|}) { }")]
    [InlineData("dynamic d = device; d.{|MSI1003:Raw|}++;")]
    [InlineData("dynamic d = device; d?.{|MSI1003:Reset|}();")]
    [InlineData("dynamic d = o; d = device; d.{|MSI1003:Reset|}(1);")]
    [InlineData("dynamic d = device; d.{|MSI1003:ImsDomain|}.{|MSI1003:Mask|} = 1;")]
    [InlineData("dynamic d = device; Action a = () => d.{|MSI1003:Reset|}();")]
    [InlineData("if (device is { } open) { dynamic d = open; d.{|MSI1003:Fired|} += x; }")]
    [InlineData("dynamic d = vault; _ = d{|MSI1003:[\"main\"]|};")]
    [InlineData("device.{|MSI1003:Reset|}(x);")]
    [InlineData("MsiDomain.{|MSI1003:Create|}(x);")]
    public Task Given_a_dynamic_operation_then_what_it_reaches_or_takes_is_reported(string statement) => VerifyStatement(statement).RunAsync();

    [Theory]
    [InlineData("""Type.GetType("Acme.Irq.Device, Acme.Irq"); Type.GetType("Acme.Irq.MsiDomain, Acme.Other"); Type.GetType("Acme.Irq.NoSuch"); Type.GetType("[[,]]*&\\");""")]
    [InlineData("""Type.GetType("acme.irq.msidomain"); typeof(string).Assembly.GetType("Acme.Irq.MsiDomain");""")]
    [InlineData("""typeof(Device).GetMethod("ToString"); typeof(Device).GetField(_name); typeof(Device).GetField(text); type.GetField("Raw"); o.GetType().GetField("Raw");""")]
    [InlineData("""typeof(Vault).GetMethod("Turn", [typeof(int)]); typeof(Vault).GetConstructor([]); typeof(Vault).GetConstructor(Type.EmptyTypes); typeof(Vault).GetField("_open");""")]
    [InlineData("""Activator.CreateInstance(typeof(Vault)); Activator.CreateInstance<Vault>(); Activator.CreateInstance(typeof(Vault), new object[] { }); Activator.CreateInstance(type, "main");""")]
    [InlineData("""typeof(Vault).GetMethod("Close", BindingFlags.NonPublic); typeof(string).GetMethod("Reset"); typeof(Device).GetType().GetMethod("Reset"); typeof(Queue).GetMethod("M");""")]
    [InlineData("""Enum.Parse<Colour>("Red"); Enum.Parse<DayOfWeek>("Black"); Expression.Property(Expression.Constant(vault), "Size"); _ = TypeDescriptor.GetProperties(vault)["Size"];""")]
    [InlineData("""x.Reset(); x.Raw = 1; _ = x + 1; dynamic d = device; d.AllocateImsIrq(new IdxdCookie(1)); d.ToString(); dynamic v = vault; _ = v[1]; _ = v.Size;""")]
    [InlineData("""string t = text; while (flag) { t = t + t; text = t + "x" + text; } Type.GetType(t); Type y = type; y = y.MakeGenericType(y).MakeGenericType(y); y.GetMethod("Reset");""")]
    public Task Given_open_names_or_names_that_nobody_knows_then_nothing_is_reported(string statement) => VerifyStatement(statement).RunAsync();

    [Fact]
    public Task Given_code_in_the_role_then_it_may_reach_by_name() => Verify("""
        [MsiEncap.Encapsulation.ActsAs(typeof(PrivateImplementer))]
        class Inside { object? M(Vault vault) { dynamic v = vault; _ = v["a"]; return typeof(Vault).GetMethod("Open"); } [UnsafeAccessor(UnsafeAccessorKind.Field, Name = "_key")] static extern ref int Key(Vault v); }
        """).Ledger("T:Inside;Acme.Private.PrivateImplementer;opens the vault").RunAsync();

    [Fact]
    public Task Given_a_touch_then_the_message_names_the_symbol_the_role_and_the_way_out() => VerifyStatement("""
        typeof(Device).GetMethod({|MSI1003:"Reset"|});
        typeof(Vault).GetField({|MSI1003:"_key"|});
        Type.GetType({|MSI1003:"Acme.Irq.MsiDomain"|});
        """).Message(
        "'Device.Reset' is restricted to slab implementers (role SlabImplementer of Acme.Irq), also for code that reaches it by name; reset the queue",
        "'Vault._key' is restricted to private implementers (role PrivateImplementer of Acme.Private), also for code that reaches it by name; ask the vault",
        "'MsiDomain' is restricted to slab implementers (role SlabImplementer of Acme.Irq), also for code that reaches it by name; ask the device for memory").RunAsync();
}
