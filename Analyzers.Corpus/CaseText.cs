using System.Collections.Immutable;
using System.Text;
using MsiEncap.Analyzers.Tests.TestKit;

namespace MsiEncap.Analyzers.Corpus;

/// <summary>
/// Reads a file of cases. What stands before the first header is a source file of each case, and the directives there hold for all.
/// CONTRIBUTING.md tells the form.
/// </summary>
internal sealed class CaseText
{
    private const string Mark = "//# ";
    private const string RoleLibrary = "Acme.Irq";

    private readonly List<CorpusCase> _cases = [];
    private readonly StringBuilder _source = new();
    private CorpusCase? _common;
    private CorpusCase _current;
    private string _path = "Prelude.cs";

    private CaseText(string group) =>
        _current = new(group, CaseKind.Clean, "", "") { Libraries = [new(RoleLibrary, null)] };

    /// <summary>Reads the cases of one file.</summary>
    /// <param name="group">The name of the group.</param>
    /// <param name="text">The file.</param>
    /// <returns>Its cases in their order.</returns>
    /// <exception cref="FormatException">A directive is not known.</exception>
    public static ImmutableArray<CorpusCase> Parse(string group, string text)
    {
        CaseText reader = new(group);
        foreach (string line in text.Split('\n'))
        {
            if (line.StartsWith(Mark, StringComparison.Ordinal))
            {
                reader.Directive(line[Mark.Length..].Trim());
            }
            else
            {
                _ = reader._source.Append(line).Append('\n');
            }
        }

        reader.EndCase();
        return [.. reader._cases];
    }

    private void Directive(string directive)
    {
        string[] parts = directive.Split(':', 2, StringSplitOptions.TrimEntries);
        string value = parts.Length > 1 ? parts[1] : "";
        switch (parts[0])
        {
            case "way":
                Begin(CaseKind.Way, value);
                break;
            case "leak":
                Begin(CaseKind.Leak, value);
                break;
            case "clean":
                Begin(CaseKind.Clean, value);
                break;
            case "file":
                EndFile(value);
                break;
            default:
                _current = Changed(parts[0], value);
                break;
        }
    }

    private CorpusCase Changed(string directive, string value) => directive switch
    {
        "library" => _current with { Libraries = [.. _current.Libraries.Where(use => use.Name != LibraryUse.Parse(value).Name), LibraryUse.Parse(value)] },
        "alone" => _current with { Libraries = [] },
        "no runtime" => _current with { WithoutRuntime = true },
        "program" => _current with { IsProgram = true },
        "assembly" => _current with { AssemblyName = value },
        "ledger" => WithLine("MsiEncap.Roles.txt", value),
        "restricted" => WithLine("MsiEncap.Restricted.txt", value),
        "property" when value.Split('=', 2, StringSplitOptions.TrimEntries) is [var name, var setting] =>
            _current with { Properties = _current.Properties.SetItem("build_property." + name, setting) },
        _ => throw new FormatException($"{_current.Group}, after '{_current.Name}': '{directive}' is no directive."),
    };

    private CorpusCase WithLine(string path, string line)
    {
        TestFile file = _current.AdditionalFiles.FirstOrDefault(known => known.Path == path) ?? new(path, "");
        return _current with
        {
            AdditionalFiles = [.. _current.AdditionalFiles.Where(known => known.Path != path), file with { Markup = file.Markup + line + "\n" }],
        };
    }

    private void Begin(CaseKind kind, string header)
    {
        EndCase();
        if (header.Split('|', 2, StringSplitOptions.TrimEntries) is not [{ Length: > 0 } name, { Length: > 0 } title])
        {
            throw new FormatException($"{_current.Group}, after '{_current.Name}': a header is 'kind: name | title', not '{header}'.");
        }

        _current = _common! with { Kind = kind, Name = name, Title = title };
        _path = "Case.cs";
    }

    private void EndCase()
    {
        EndFile("");
        if (_common is null)
        {
            _common = _current;
        }
        else
        {
            _cases.Add(_current);
        }
    }

    private void EndFile(string next)
    {
        string text = _source.ToString().TrimEnd('\n');
        if (text.Length > 0)
        {
            _current = _current with { Sources = _current.Sources.Add(new(_path, text + "\n")) };
        }

        _ = _source.Clear();
        _path = next;
    }
}
