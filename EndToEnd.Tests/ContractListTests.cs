using Xunit;

namespace MsiEncap.EndToEnd.Tests;

/// <summary>The lists of contracts of a project that has the package: they reach the compiler, and so do their fixes.</summary>
[Collection(PackedOnce.Name)]
public class ContractListTests(PackageFixture package)
{
    private const string Contracts = """
        using MsiEncap.Contracts;

        namespace Acme;

        [MsiCookieContract("acme,x")]
        [CookieField("Slot", Bits = 9)]
        public readonly partial struct XCookie;

        [MsiCookieContract("acme,y")]
        [CookieField("Slot", Bits = 8)]
        public readonly partial struct YCookie;
        """;

    [Fact]
    public async Task A_contract_that_is_not_what_shipped_does_not_build_and_the_formatter_lists_a_new_one()
    {
        string folder = await package.CreateConsumerAsync("ListedLibrary", null, null);
        string unshipped = Path.Combine(folder, "MsiEncap.Contracts.Unshipped.txt");
        await File.WriteAllTextAsync(Path.Combine(folder, "Contracts.cs"), Contracts);
        await File.WriteAllTextAsync(unshipped, "");
        await File.WriteAllTextAsync(
            Path.Combine(folder, "MsiEncap.Contracts.Shipped.txt"), "acme,x;version 1;bits 7:0 Slot unsigned;layout ccd9db8d05a19207\n");
        await File.WriteAllTextAsync(Path.Combine(folder, "MsiEncap.Contracts.Shipped.net10.0.txt"), "acme,z\n");

        DotNetResult build = await DotNet.RunAsync(folder, "build", "-nologo");
        DotNetResult format = await DotNet.RunAsync(folder, "format", "analyzers", "--diagnostics", "MSI2006");

        Assert.Equal(1, build.ExitCode);
        Assert.Equal(
            ["Contracts.cs(5,20): MSI2006", "Contracts.cs(9,20): MSI2006", "MsiEncap.Contracts.Shipped.net10.0.txt(1,7): MSI4004"],
            BuildDiagnostics.Of(build.Output).Order(StringComparer.Ordinal));
        Assert.True(format.ExitCode == 0, format.All);
        Assert.StartsWith("acme,y;version 1;bits 7:0 Slot unsigned;layout ", await File.ReadAllTextAsync(unshipped), StringComparison.Ordinal);
    }
}
