using Xunit;

namespace MsiEncap.Analyzers.Corpus;

/// <summary>A file of cases is read as CONTRIBUTING.md says.</summary>
public class CaseTextTests
{
    [Fact]
    public void What_stands_before_the_first_case_holds_for_all()
    {
        var cases = CaseText.Parse("G", "//# library: L\nglobal using System;\n//# way: a | b\nclass A { }\n//# clean: c | d\n//# alone\nclass C { }\n");

        Assert.Equal(["way a", "clean c"], cases.Select(one => one.Entry));
        Assert.Equal([("Prelude.cs", "global using System;\n"), ("Case.cs", "class A { }\n")], cases[0].Sources.Select(file => (file.Path, file.Markup)));
        Assert.Equal([("Acme.Irq", null), ("L", (string?)null)], cases[0].Libraries.Select(use => (use.Name, use.Alias)));
        Assert.Empty(cases[1].Libraries);
    }

    [Fact]
    public void A_case_has_files_lines_and_properties_of_its_own()
    {
        var one = Assert.Single(CaseText.Parse(
            "G", "//# leak: a | b\n//# ledger: x\n//# ledger: y\n//# restricted: z\n//# property: P = v\n//# library: irq = Acme.Irq\nclass A { }\n//# file: B.cs\nclass B { }\n"));

        Assert.Equal(CaseKind.Leak, one.Kind);
        Assert.Equal(["Case.cs", "B.cs"], one.Sources.Select(file => file.Path));
        Assert.Equal(
            [("MsiEncap.Roles.txt", "x\ny\n"), ("MsiEncap.Restricted.txt", "z\n")], one.AdditionalFiles.Select(file => (file.Path, file.Markup)));
        Assert.Equal("v", one.Properties["build_property.P"]);
        Assert.Equal(new LibraryUse("Acme.Irq", "irq"), Assert.Single(one.Libraries));
    }

    [Theory]
    [InlineData("//# way: name without a title")]
    [InlineData("//# way: | title")]
    [InlineData("//# way: a | b\n//# lege: x")]
    [InlineData("//# way: a | b\n//# property: P")]
    public void What_cannot_be_read_is_an_error(string text) => Assert.Throws<FormatException>(() => CaseText.Parse("G", text));
}
