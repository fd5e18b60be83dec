using Microsoft.CodeAnalysis;

namespace MsiEncap.Analyzers.Access;

/// <summary>
/// A list of the framework's members, read from a text beside the code: one documentation comment id per line, without parameters and
/// so for all overloads, then what the list says of it. Asked for each call, so the name is looked at first.
/// </summary>
internal sealed class FrameworkMembers
{
    private const string AnyMember = "*";
    private const string ConstructorName = "#ctor";
    private const string IndexerName = "Item";

    private readonly Dictionary<string, FrameworkMember[]> _byName;
    private readonly FrameworkMember[] _wholeTypes;
    private readonly HashSet<string> _wholeTypeNames;

    // For each length the first characters of the names that are as long: most names are told apart by that.
    private readonly uint[] _initials = new uint[64];
    private readonly uint[] _typeInitials = new uint[64];

    /// <summary>The names of the types that code has to write, or to declare something with, to use a member of the list.</summary>
    public IReadOnlyCollection<string> TypeSigns { get; }

    /// <summary>The names of the methods that code calls to use any other member of the list.</summary>
    public IReadOnlyCollection<string> MethodSigns { get; }

    private FrameworkMembers(IEnumerable<string> lines)
    {
        ILookup<string, FrameworkMember> members = lines
            .Where(line => line.Length > 0 && line[0] != '#')
            .Select(Parse)
            .ToLookup(line => line.Name, line => line.Member, StringComparer.Ordinal);
        _wholeTypes = [.. members[AnyMember]];
        _wholeTypeNames = new(_wholeTypes.Select(type => type.Type.Substring(type.Type.LastIndexOf('.') + 1).Split('`')[0]), StringComparer.Ordinal);
        _byName = members.Where(same => same.Key != AnyMember).ToDictionary(same => same.Key, same => same.ToArray(), StringComparer.Ordinal);
        TypeSigns =
        [
            .. members.SelectMany(same => same, static (_, member) => member).Where(static member => member.IsNamed).Select(static member => member.TypeName)
                .Concat(_wholeTypeNames).SelectMany(WithShortName).Distinct(StringComparer.Ordinal),
        ];
        MethodSigns = [.. members.Where(static same => same.Any(static member => !member.IsNamed)).Select(static same => same.Key)];
        foreach (string name in _byName.Keys)
        {
            Mark(_initials, name);
        }

        foreach (string name in _wholeTypeNames)
        {
            Mark(_typeInitials, name);
        }
    }

    /// <summary>Reads a list that is embedded in this assembly.</summary>
    /// <param name="resource">The name of the file.</param>
    /// <returns>The list.</returns>
    public static FrameworkMembers Read(string resource)
    {
        using Stream stream = typeof(FrameworkMembers).Assembly.GetManifestResourceStream(resource);
        using StreamReader reader = new(stream);
        return new(reader.ReadToEnd().Split('\n').Select(line => line.Trim()));
    }

    /// <summary>The lines about a member.</summary>
    /// <param name="member">A method, constructor or property.</param>
    /// <returns>None for most.</returns>
    public IEnumerable<FrameworkMember> Of(ISymbol member)
    {
        if (!MayHold(member))
        {
            return [];
        }

        ISymbol definition = (member is IMethodSymbol { ReducedFrom: { } extension } ? extension : member).OriginalDefinition;
        FrameworkMember[] named = _byName.TryGetValue(NameOf(definition), out FrameworkMember[]? lines) ? lines : [];
        return named.Concat(_wholeTypes).Where(line => line.IsOf(definition));
    }

    /// <summary>Whether the list may be about a member, by its name and its type's.</summary>
    /// <param name="member">The member.</param>
    /// <returns><see langword="false"/> if it certainly is not.</returns>
    public bool MayHold(ISymbol member)
    {
        string name = NameOf(member);
        return (IsMarked(_initials, name) && _byName.ContainsKey(name))
            || (_wholeTypes.Length > 0 && member.ContainingType is { } type && IsMarked(_typeInitials, type.Name) && _wholeTypeNames.Contains(type.Name));
    }

    private static IEnumerable<string> WithShortName(string name) => Signs.ShortName(name) is { } attribute ? [name, attribute] : [name];

    private static void Mark(uint[] initials, string name) => initials[name.Length & 63] |= 1u << (name[0] & 31);

    private static bool IsMarked(uint[] initials, string name) => name.Length > 0 && (initials[name.Length & 63] & (1u << (name[0] & 31))) != 0;

    private static string NameOf(ISymbol member) => member switch
    {
        IMethodSymbol { MethodKind: MethodKind.Constructor } => ConstructorName,
        IPropertySymbol { IsIndexer: true } => member.MetadataName,
        _ => member.Name,
    };

    private static (string Name, FrameworkMember Member) Parse(string line)
    {
        string[] fields = line.Split(';');
        string id = fields[0].Substring(2);
        string[] facts = [.. fields.Skip(1)];
        if (line[0] == 'T')
        {
            return (AnyMember, new(id, facts, IsUnnamed: true));
        }

        int dot = id.LastIndexOf('.');
        string name = id.Substring(dot + 1);
        return (name, new(id.Substring(0, dot), facts, IsUnnamed: name is ConstructorName or IndexerName));
    }
}
