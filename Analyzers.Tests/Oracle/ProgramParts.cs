using System.Globalization;
using System.Text;

namespace MsiEncap.Analyzers.Tests.Oracle;

/// <summary>The members of the role's type and the statements outside that use them.</summary>
internal sealed record ProgramParts(string Members, string Statements)
{
    private const int MaxMembers = 2;
    private const int MaxDepth = 3;

    public static ProgramParts Choose(Choices choices)
    {
        var members = new StringBuilder();
        var statements = new StringBuilder();
        int count = choices.UpTo(MaxMembers);
        for (int i = 0; i < count; i++)
        {
            (string member, string statement) = Pair(choices, string.Create(CultureInfo.InvariantCulture, $"M{i}"));
            members.Append(CultureInfo.InvariantCulture, $"    {member}\n");
            statements.Append(CultureInfo.InvariantCulture, $"            {{ {statement} }}\n");
        }

        return new(members.ToString(), statements.ToString());
    }

    /// <summary>A member of the keeper, and code outside that takes what it gives.</summary>
    private static (string Member, string Statement) Pair(Choices choices, string name)
    {
        string value = Value(choices, MaxDepth);
        return choices.UpTo(22) switch
        {
            1 => ($"public object? {name}() => {value};", $"object? v = keeper.{name}(); $PROBE:v$"),
            2 => ($"public object? {name} => {value};", $"var v = keeper.{name}; $PROBE:v$"),
            3 => ($"public object? {name}() {{ object? o = null; if (_list.Count > 0) {{ o = {value}; }} return o; }}", $"var v = keeper.{name}(); $PROBE:v$"),
            4 => ($"public void {name}(out object? o) => o = {value};", $"keeper.{name}(out var v); $PROBE:v$"),
            5 => ($"public void {name}(ref object? o) {{ o = {value}; }}", $"object? v = null; keeper.{name}(ref v); $PROBE:v$"),
            6 => ($"public IEnumerable<object?> {name}() {{ yield return {value}; }}", $"foreach (var v in keeper.{name}()) {{ $PROBE:v$ }}"),
            7 => ($"public void {name}() => throw new Carrier({value}!);", $"keeper.{name}();"),
            8 => ($"public void {name}() => Board.Pinned = {value};", $"keeper.{name}();"),
            9 => ($"public void {name}() => Board.Pin({value}!);", $"keeper.{name}();"),
            10 => ($"public void {name}() => Tell({value}!);", $"keeper.{name}();"),
            11 => ($"public void {name}(Action<object?> sink) => sink({value});", $"keeper.{name}(v => {{ $PROBE:v$ }});"),
            12 => ($"public Func<object?> {name}() => () => {value};", $"var v = keeper.{name}()(); $PROBE:v$"),
            13 => ($"public async Task<object?> {name}() {{ await Task.Yield(); return {value}; }}", $"var v = keeper.{name}().GetAwaiter().GetResult(); $PROBE:v$"),
            14 => ($"public object? {name}() {{ _kept = {value}; return _kept; }}", $"var v = keeper.{name}(); $PROBE:v$"),
            15 => ($"public object? {name}() {{ var array = new object?[1]; array[0] = {value}; return array; }}", $"var v = keeper.{name}(); $PROBE:v$"),
            16 => ($"public List<object?> {name}() {{ var all = new List<object?>(); all.Add({value}); return all; }}", $"foreach (var v in keeper.{name}()) {{ $PROBE:v$ }}"),
            17 => ($"public (int, object?) {name}() => (1, {value});", $"var (_, v) = keeper.{name}(); $PROBE:v$"),
            18 => ($"public int {name}() {{ object? o = {value}; return o is null ? 0 : o.GetHashCode(); }}", $"int v = keeper.{name}(); $PROBE:v$"),
            19 => ($"public string? {name}() {{ _kept = {value}; return _kept?.ToString(); }}", $"var v = keeper.{name}(); $PROBE:v$"),
            20 => ($"public dynamic? {name}() => {value};", $"object? v = keeper.{name}(); $PROBE:v$"),
            21 => ($"public int {name}() => _domain.Mask;", Reach(choices)),
            _ => ($"public T? {name}<T>() where T : class => ({value}) as T;", $"var v = keeper.{name}<object>(); $PROBE:v$"),
        };
    }

    /// <summary>Code outside that helps itself.</summary>
    private static string Reach(Choices choices) => choices.Of(
        "var v = device.Domain; $PROBE:v$",
        "object? v = device.Domain; $PROBE:v$",
        "object v = device.Domains; $PROBE:v$",
        "foreach (var v in device.Domains) { $PROBE:v$ }",
        "device.Each(v => { $PROBE:v$ });",
        "var v = device.Domains.Select(d => d).First(); $PROBE:v$",
        "var (v, _) = device.Pair; $PROBE:v$",
        "object? v = device.Domain ?? new object(); $PROBE:v$",
        "dynamic open = device; object? v = open.Domain; $PROBE:v$",
        "object? v = typeof(Device).GetProperty(\"Domain\")!.GetValue(device); $PROBE:v$",
        "Func<object?> get = () => device.Domain; var v = get(); $PROBE:v$",
        "if (device.Domain is { } v) { $PROBE:v$ }",
        "if (device.TryGet(out var v)) { $PROBE:v$ }",
        "object[] v = [.. device.Domains]; $PROBE:v$",
        "object v = device with { }; $PROBE:v$",
        "int v = device.Number; $PROBE:v$",
        "string v = nameof(device.Domain); $PROBE:v$",
        "IEnumerable<object> v = device.Domains; $PROBE:v$",
        "var v = from d in device.Domains select d; $PROBE:v$",
        "var v = new { device.Domain }.Domain; $PROBE:v$");

    /// <summary>Something that the keeper's code can make an object of.</summary>
    private static string Value(Choices choices, int depth) => depth == 0 ? Restricted(choices, 0) : choices.UpTo(20) switch
    {
        1 => $"(object){Restricted(choices, depth - 1)}",
        2 => Restricted(choices, depth - 1),
        3 => $"new object?[] {{ {Value(choices, depth - 1)} }}",
        4 => $"new List<object?> {{ {Value(choices, depth - 1)} }}",
        5 => $"Tuple.Create({Value(choices, depth - 1)})",
        6 => $"(Func<object?>)(() => {Value(choices, depth - 1)})",
        7 => $"(1 + {Restricted(choices, depth - 1)}.Mask)",
        8 => $"{Restricted(choices, depth - 1)}.ToString()",
        9 => $"$\"{{{Restricted(choices, depth - 1)}}}\"",
        10 => $"new Holder({Restricted(choices, depth - 1)})",
        11 => $"({Restricted(choices, depth - 1)} is null ? null : (object?){Value(choices, depth - 1)})",
        12 => "Hidden()",
        13 => "_kept",
        14 => "\"nothing\"",
        15 => $"Same<object?>({Value(choices, depth - 1)})",
        16 => $"(Func<string>){Restricted(choices, depth - 1)}.ToString",
        17 => $"(Func<int>)(() => {Restricted(choices, depth - 1)}.Mask)",
        18 => $"((object, int))({Restricted(choices, depth - 1)}, 1)",
        19 => $"ReferenceEquals({Restricted(choices, depth - 1)}, {Value(choices, depth - 1)})",
        _ => $"(1 switch {{ 1 => (object?){Value(choices, depth - 1)}, _ => null }})",
    };

    private static string Restricted(Choices choices, int depth) => depth <= 0
        ? choices.Of("_domain", "_list[0]", "_byNumber[1]")
        : choices.UpTo(6) switch
        {
            1 => $"Same({Restricted(choices, depth - 1)})",
            2 => $"{Restricted(choices, depth - 1)}.Self",
            3 => $"(_list.Count > 0 ? {Restricted(choices, depth - 1)} : _domain)",
            4 => "_list.First()",
            5 => "((Domain)Hidden())",
            _ => "_domain",
        };
}
