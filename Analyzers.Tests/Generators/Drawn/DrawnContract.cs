using System.Collections.Immutable;
using FsCheck;
using FsCheck.Fluent;

namespace MsiEncap.Analyzers.Tests.Generators.Drawn;

/// <summary>
/// A declaration of a contract, put together of choices: the first of each is right, of the others some are. Shrinks to as many first ones as
/// possible.
/// </summary>
/// <param name="Shape">A choice for each part of the declaration.</param>
/// <param name="Parts">What the cookie holds, at least one.</param>
internal sealed record DrawnContract(ImmutableArray<int> Shape, ImmutableArray<int> Parts)
{
    /// <summary>What stands before the declaration in its file.</summary>
    public const string Head = "using MsiEncap.Contracts;\n";

    /// <summary>What stands after it.</summary>
    public const string Tail = "\nfile class Hidden { }\n";

    private const int MaxParts = 4;

    // There are many choices, and one that is wrong is enough.
    private const int WeightOfFirst = 9;

    // Of the parts, those before this one go well with any cookie.
    private const int RightParts = 13;

    private static readonly string[][] s_shape =
    [
        /* 0: around */ ["{0}", "partial class Outer {{ {0} }}", "partial class Outer<T> {{ internal partial interface IInner {{ {0} }} }}", "namespace Acme.System {{ {0} }}", "class Outer {{ {0} }}", "file partial class Outer {{ {0} }}", "partial interface IOuter<in T> {{ {0} }}", "namespace XCookie {{ {0} }}", "partial record Outer(int X) {{ {0} }}", "partial class @class {{ {0} }}", "ref partial struct Outer<T> where T : class, new() {{ {0} }}", "[System.Obsolete] static unsafe partial class _ {{ {0} }}", "[System.CLSCompliant(false)] abstract partial record @record {{ {0} }}"],
        /* 1: the contract */ ["MsiCookieContract(\"acme,x\")", "MsiCookieContract(contractId: \"größe\\u2028\", Version = 7)", "MsiCookieContract(\"\")", "MsiCookieContract(null)", "MsiCookieContract(\"a\\n\")", "MsiCookieContract(nowhere)", "MsiCookieContract(\"acme,x\", Version = 0)", "MsiCookieContract(\"acme,x\"), MsiCookieContract(\"acme,x\")", "MsiCookieContract", "System.Obsolete"],
        /* 2: accessibility */ ["internal", "", "internal unsafe", "file"],
        /* 3: modifiers */ ["readonly", "", "readonly ref"],
        /* 4: partial */ ["partial", ""],
        /* 5: kind */ ["struct", "record struct", "class", "interface"],
        /* 6: name */ ["XCookie", "Xcookie", "@struct", "Ärger", "XCookie<T>", "XCookie(int x)", "Parse", "_", "_bits", "get_Slot"],
        /* 7: members */ ["", "public static int Count => 1;", "public int Slot => 1;", "private readonly int _mine;", "public override string ToString() => \"\";", "public {1}(uint x) {{ }}", "private class _bits {{ }}", "public void get_Slot() {{ }}", "public static void TryCreate() {{ }}", "public static void Parse(string s, System.IFormatProvider p) {{ }}", "public enum Nested {{ A }}"],
        /* 8: another part */ ["", "partial struct {1} {{ public int Other => 1; }}", "[CookieField(\"Late\", Bits = 1)] partial struct {1} {{ }}", "[CookieReserved(Bits = 1)] partial struct {1} {{ }}", "[MsiCookieContract(\"acme,y\")] partial struct {1} {{ }}", "partial struct {1}(int x) {{ }}", "partial struct {1} {{ public int Auto {{ get; }} }}"],
    ];

    private static readonly string[] s_parts =
    [
        "CookieField(\"Slot\", Bits = 8)",
        "CookieField(\"Slot\", Bits = 12)",
        "CookieField(\"On\", Type = typeof(bool))",
        "CookieField(\"Offset\", Bits = 9, Type = typeof(short))",
        "CookieField(\"Day\", Bits = 3, Type = typeof(global::System.DayOfWeek), Summary = \"<day>\")",
        "CookieField(\"Mode\", Bits = 2, Type = typeof(global::Shared.Mode))",
        "CookieReserved(Bits = 5)",
        "CookieReference(\"Queue\", typeof(global::Shared.Queue))",
        "CookieReference(\"Table\", typeof(global::System.Collections.Generic.List<global::Shared.Queue[]>))",
        "CookieField(\"Wide\", Bits = 40)",
        "CookieField(\"class\", Bits = 1)",
        "CookieField(\"_bits\", Bits = 1)",
        "CookieField(\"get_Slot\", Bits = 1)",
        "CookieField(\"ToString\", Bits = 1)",
        "CookieField(\"XCookie\", Bits = 1)",
        "CookieField(\"None\", Bits = 0)",
        "CookieField(\"None\")",
        "CookieField(\"Whole\", Bits = 64)",
        "CookieField(\"Lost\", Bits = nowhere)",
        "CookieField(\"2nd\", Bits = 1)",
        "CookieField(null, Bits = 1)",
        "CookieField(\"Byte\", Bits = 9, Type = typeof(byte))",
        "CookieField(\"Float\", Bits = 9, Type = typeof(float))",
        "CookieField(\"Depth\", Bits = global::Shared.Queue.Depth)",
        "CookieField(\"Shared\", Bits = Shared.Queue.Depth)",
        "CookieField(nameof(Shared), Bits = 1)",
        "CookieReference(\"Value\", typeof(int))",
        "CookieReference(\"Hidden\", typeof(Hidden))",
        "CookieReserved(Bits = 65)",
    ];

    /// <summary>What contracts refer to.</summary>
    public static ImmutableArray<string> SharedTypes { get; } =
    [
        "namespace Shared { public class Queue { public const int Depth = 8; } public enum Mode { Off, On } }",
        "namespace Shared { public class Queue { public const int Depth = 9; } public enum Mode { On = 3, Off = -0 } }",
        "namespace Shared { internal class Queue { public const int Depth = 8; } internal enum Mode : ulong { Off, On } }",
        "namespace Shared { public struct Queue { public const int Depth = 8; } public enum Mode { Off = -2, On } }",
        "namespace Shared { public static class Queue { public const int Depth = 80; } public enum Mode { Off, On = 4 } }",
    ];

    /// <summary>A choice for each part.</summary>
    public static Gen<DrawnContract> Gen { get; } =
        from shape in FsCheck.Fluent.Gen.CollectToArray(s_shape.Select(options => Choice(options.Length)))
        from count in FsCheck.Fluent.Gen.Choose(1, MaxParts)
        from parts in Part.ArrayOf(count)
        select new DrawnContract([.. shape], [.. parts]);

    /// <summary>The declaration's text. Its bodies have braces, so that it is C# 11.</summary>
    public string Text
    {
        get
        {
            string name = s_shape[6][Shape[6]];
            string plain = name.Split('<', '(')[0];
            string parts = string.Concat(Parts.Select(part => $"[{s_parts[part]}] "));
            string declaration = string.Join(' ', Of(2), Of(3), Of(4), Of(5), name);
            string whole = Format(0, $"[{Of(1)}] {parts}{declaration} {{ {Format(7, "", plain)} }} {Format(8, "", plain)}", plain);
            return Head + whole + Tail;
        }
    }

    /// <summary>Contracts that are a little more right.</summary>
    public IEnumerable<DrawnContract> Shrink() =>
    [
        .. Parts.Length == 1 ? [] : Parts.Select((_, i) => this with { Parts = Parts.RemoveAt(i) }),
        .. Enumerable.Range(0, Shape.Length).Where(i => Shape[i] != 0).Select(i => this with { Shape = Shape.SetItem(i, 0) }),
        .. Enumerable.Range(0, Parts.Length).Where(i => Parts[i] != 0).Select(i => this with { Parts = Parts.SetItem(i, 0) }),
    ];

    /// <inheritdoc/>
    public override string ToString() => Text;

    private static Gen<int> Part => FsCheck.Fluent.Gen.Frequency(
        (WeightOfFirst, FsCheck.Fluent.Gen.Choose(0, RightParts - 1)), (1, FsCheck.Fluent.Gen.Choose(0, s_parts.Length - 1)));

    private static Gen<int> Choice(int count) => FsCheck.Fluent.Gen.Frequency(
        (WeightOfFirst, FsCheck.Fluent.Gen.Constant(0)), (1, FsCheck.Fluent.Gen.Choose(0, count - 1)));

    private string Of(int part) => s_shape[part][Shape[part]];

    private string Format(int part, string inner, string name) =>
        string.Format(System.Globalization.CultureInfo.InvariantCulture, Of(part), inner, name);
}
