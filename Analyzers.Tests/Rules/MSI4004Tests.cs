using System.Text;
using MsiEncap.Analyzers.Tests.TestKit;
using Xunit;

namespace MsiEncap.Analyzers.Tests.Rules;

public class MSI4004Tests
{
    private const string Roles = "MsiEncap.Roles.txt";
    private const string Restricted = "MsiEncap.Restricted.txt";
    private const string Slab = "Acme.Irq.SlabImplementer";

    private static AnalyzerCheck Verify(string path, string markup, Encoding? encoding = null) => Check
        .Analyzer<MSI4004MalformedEntryAnalyzer>("namespace Acme { class Ims { void M() { } } class Plain { } }")
        .Reference(IrqLibrary.Reference)
        .Additional(path, markup, encoding);

    [Fact]
    public Task Given_lines_that_are_right_then_nothing_is_reported() => Verify(Roles, $"""
        # who acts

        T:Acme.Ims;{Slab};why; because
          T:Acme.Ims ; Acme.Irq.SlabOwner ; why
        S:MSI1001;M:Acme.Ims.M;lab tool
        """).Additional(Restricted, $"""
        T:System.Threading.Thread;{Slab};use the device
        N:System.Net;{Slab}
        """).RunAsync();

    [Theory]
    [InlineData("[|Acme.Ims|];" + Slab + ";why", "'T:' and the documentation comment id of a type, or 'S:' and the id of a rule")]
    [InlineData("[||];;;", "'T:' and the documentation comment id of a type, or 'S:' and the id of a rule")]
    [InlineData("[|T:|];" + Slab + ";why", "the documentation comment id of a type after 'T:', such as T:Acme.Dsa.IdxdImsDomain")]
    [InlineData("T:Acme.Ims[||]", "the role's full name as the second field, such as MsiEncap.Encapsulation.IrqDomainImplementer")]
    [InlineData("T:Acme.Ims; [||];why", "the role's full name as the second field, such as MsiEncap.Encapsulation.IrqDomainImplementer")]
    [InlineData("T:Acme.Ims;" + Slab + "[||]", "a reason as the third field: why the type needs the role")]
    [InlineData("T:Acme.Ims;" + Slab + ";[||]  ", "a reason as the third field: why the type needs the role")]
    [InlineData("S:[||];M:Acme.Ims.M;why", "the id of a rule after 'S:', such as S:MSI1001")]
    [InlineData("S:[|CS0168|];M:Acme.Ims.M;why", "the id of a rule after 'S:', such as S:MSI1001")]
    [InlineData("S:[|MSI1999|];M:Acme.Ims.M;why", "the id of a rule after 'S:', such as S:MSI1001")]
    [InlineData("S:[|MSI4001|];M:Acme.Ims.M;why", "a rule that can be suppressed, which MSI4001 cannot be")]
    [InlineData("S:[|MSI0001|];M:Acme.Ims.M;why", "a rule that can be suppressed, which MSI0001 cannot be")]
    [InlineData("S:MSI1001;[|Acme.Ims.M|];why", "the documentation comment id of a type or member as the second field, such as M:Acme.Dsa.Bringup.Dump")]
    [InlineData("S:MSI1001;[|N:Acme|];why", "the documentation comment id of a type or member as the second field, such as M:Acme.Dsa.Bringup.Dump")]
    [InlineData("S:MSI1001;M:Acme.Ims.M;[||]", "a reason as the third field: why this is suppressed, and until when")]
    public Task Given_a_line_of_the_ledger_that_cannot_be_read_then_it_says_where_and_what_was_expected(string line, string expected) =>
        Verify(Roles, "# who acts\r\n\r\n" + line + "\r\n").Message($"This line has no effect; expected {expected}").RunAsync();

    [Theory]
    [InlineData("[|System.Threading.Thread|];" + Slab, "a documentation comment id: 'T:', 'M:', 'P:', 'F:', 'E:' or 'N:' and a full name")]
    [InlineData("[|S:MSI1001|];" + Slab, "a documentation comment id: 'T:', 'M:', 'P:', 'F:', 'E:' or 'N:' and a full name")]
    [InlineData("[|N:|];" + Slab, "a documentation comment id: 'T:', 'M:', 'P:', 'F:', 'E:' or 'N:' and a full name")]
    [InlineData("T:System.Threading.Thread[||]", "the role's full name as the second field, such as MsiEncap.Encapsulation.IrqDomainImplementer")]
    public Task Given_a_restriction_that_cannot_be_read_then_it_says_where_and_what_was_expected(string line, string expected) =>
        Verify(Restricted, line).Message($"This line has no effect; expected {expected}").RunAsync();

    [Theory]
    [InlineData("[|System.GC.KeepAlive|];why", "a documentation comment id: 'T:', 'M:', 'P:' or 'E:' and a full name")]
    [InlineData("[|F:System.String.Empty|];why", "a documentation comment id: 'T:', 'M:', 'P:' or 'E:' and a full name")]
    [InlineData("[|M:|];why", "a documentation comment id: 'T:', 'M:', 'P:' or 'E:' and a full name")]
    [InlineData("  M:System.GC.KeepAlive[||]", "a reason as the second field: how it is known that nothing is kept")]
    [InlineData("M:System.GC.KeepAlive;[||]  ", "a reason as the second field: how it is known that nothing is kept")]
    public Task Given_a_trusted_callee_that_cannot_be_read_then_it_says_where_and_what_was_expected(string line, string expected) =>
        Verify("MsiEncap.Trusted.txt", "# who keeps nothing\r\n" + line).Message($"This line has no effect; expected {expected}").RunAsync();

    [Fact]
    public Task Given_a_trusted_callee_twice_then_the_second_is_reported() =>
        Verify("MsiEncap.Trusted.txt", "M:System.GC.KeepAlive;because\n[|M:System.GC.KeepAlive;for another reason|]").RunAsync();

    [Theory]
    [InlineData("Acme.Irq.SlabImplementor", "neither this project nor its references have 'Acme.Irq.SlabImplementor'; the nearest is 'Acme.Irq.SlabImplementer'")]
    [InlineData("Acme.Irx.SlabOwner", "neither this project nor its references have 'Acme.Irx.SlabOwner'; the nearest is 'Acme.Irq.SlabOwner'")]
    [InlineData("SlabOwner", "neither this project nor its references have 'SlabOwner'")]
    [InlineData("Acme.Irq.IChip", "'Acme.Irq.IChip' is no class")]
    [InlineData("Acme.Irq.BusToken", "'Acme.Irq.BusToken' is no class")]
    public async Task Given_a_role_that_is_none_then_the_nearest_is_named(string role, string why)
    {
        string message = $"This line has no effect; expected the full name of a role, but {why}";
        await Verify(Roles, $"T:Acme.Ims;[|{role}|];why").Message(message).RunAsync();
        await Verify(Restricted, $"T:Acme.Irq.Device;[|{role}|];why").Message(message).RunAsync();
    }

    [Fact]
    public Task Given_a_line_twice_then_the_second_is_reported_with_the_line_of_the_first() => Verify(Roles, $"""
        # who acts
        T:Acme.Ims;{Slab};why
        S:MSI1001;M:Acme.Ims.M;lab tool
          [|T:Acme.Ims;{Slab};for another reason|]
        T:Acme.Ims;Acme.Irq.SlabOwner;another role
        """).Additional("MsiEncap.Roles.Lab.txt", "[|S:MSI1001;M:Acme.Ims.M;again|]")
        .Message(
            $"This line has no effect; expected each entry once, but line 3 of {Roles} says the same",
            "This line has no effect; expected each entry once, but line 2 says the same")
        .RunAsync();

    [Fact]
    public Task Given_a_line_of_a_shared_file_again_in_the_projects_own_then_the_own_is_reported_wherever_it_stands() =>
        Verify(Roles, $"[|T:Acme.Ims;{Slab};why|]")
            .Additional("MsiEncap.Roles.Shared.txt", $"T:Acme.Ims;{Slab};why")
            .Shared("MsiEncap.Roles.Shared.txt")
            .Message("This line has no effect; expected each entry once, but line 1 of MsiEncap.Roles.Shared.txt says the same")
            .RunAsync();

    [Fact]
    public Task Given_a_file_that_several_projects_share_then_its_form_is_checked_but_not_its_roles() =>
        Verify(Roles, "T:Acme.Ims;Acme.Other.Role;why\n[|Acme.Ims|];x;y").Shared(Roles).RunAsync();

    [Fact]
    public Task Given_a_file_for_another_target_framework_then_it_is_not_looked_at() =>
        Verify("MsiEncap.Roles.net9.0.txt", "nonsense")
            .Additional("MsiEncap.Restricted.netstandard2.0.txt", "nonsense")
            .Additional("MsiEncap.Roles.net10.0.txt", "[|nonsense|]")
            .Additional("MsiEncap.Roles.Lab.txt", "[|nonsense|]")
            .Property("TargetFramework", "net10.0")
            .RunAsync();

    [Fact]
    public Task Given_a_byte_order_mark_and_any_line_ending_then_columns_are_right() =>
        Verify(Roles, "\uFEFF# a\r# b\n\r\n\t[|nonsense|]\r\n", new UTF8Encoding(encoderShouldEmitUTF8Identifier: true)).RunAsync();

    [Fact]
    public Task Given_files_of_other_names_then_they_are_not_ours() =>
        Verify("Roles.txt", "nonsense").Additional("MsiEncap.Roles.md", "nonsense").Additional("MyMsiEncap.Roles.txt", "nonsense").RunAsync();
}
