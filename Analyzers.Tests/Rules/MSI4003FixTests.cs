using MsiEncap.Analyzers.Tests.TestKit;
using MsiEncap.CodeFixes;
using Xunit;

namespace MsiEncap.Analyzers.Tests.Rules;

public class MSI4003FixTests
{
    private const string Roles = "MsiEncap.Roles.txt";
    private const string Restricted = "MsiEncap.Restricted.txt";
    private const string Slab = "Acme.Irq.SlabImplementer";

    private static AnalyzerCheck Verify(string roles, string restricted) => Check
        .Analyzers(
            "[MsiEncap.Encapsulation.ActsAs(typeof(Acme.Irq.SlabImplementer))] class Ims { } class Queue { Acme.Irq.{|MSI1001:MsiDomain|}? a; int Dump() => 0; }",
            new MSI4003StaleEntryAnalyzer(),
            new MSI4004MalformedEntryAnalyzer(),
            new MSI1001RestrictedSymbolAnalyzer())
        .Reference(IrqLibrary.Reference)
        .Additional(Roles, roles)
        .Additional(Restricted, restricted);

    [Theory]
    [InlineData("\n")]
    [InlineData("\r\n")]
    public Task Given_lines_that_match_nothing_or_say_the_same_when_removed_then_the_others_stay(string lineBreak) => Verify(
        string.Join(lineBreak, "# who acts", "[|T:Imz|];" + Slab + ";why", "T:Ims;" + Slab + ";why", "{|MSI4004:T:Ims;" + Slab + ";again|}", "S:MSI1001;{|MSI4003:M:Queue.Dump|};lab", "{|MSI4004:nonsense|}"),
        "[|T:System.Threading.Tread|];" + Slab)
        .FixedBy<MSI4003RemoveEntryFix>()
        .Titled("Remove the line")
        .FileBecomes(Roles, string.Join(lineBreak, "# who acts", "T:Ims;" + Slab + ";why", "{|MSI4004:nonsense|}"))
        .FileBecomes(Restricted, "")
        .RunAsync();

    [Fact]
    public Task Given_names_that_are_nearly_right_when_corrected_then_they_are() => Verify(
        $"[|T:Imz|];{Slab};why\nS:MSI1001;[|M:Queue.Dmp|];why\nT:Ims;{{|MSI4004:Acme.Irq.SlabOwnr|}};why\n[|T:Nothing.Like.This|];{Slab};why",
        $"[|T:System.Threading.Tread|];{Slab}")
        .FixedBy<MSI4003CorrectNameFix>()
        .Titled("Correct the name to the nearest that exists")
        .FileBecomes(Roles, $"T:Ims;{Slab};why\nS:MSI1001;{{|MSI4003:M:Queue.Dump|}};why\nT:Ims;[|Acme.Irq.SlabOwner|];why\n[|T:Nothing.Like.This|];{Slab};why")
        .FileBecomes(Restricted, $"T:System.Threading.Thread;{Slab}")
        .RunAsync();
}
