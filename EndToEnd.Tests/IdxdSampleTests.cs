using MsiEncap.Testing;
using Xunit;

namespace MsiEncap.EndToEnd.Tests;

/// <summary>The main job: <c>dotnet run --project Samples/Idxd</c>.</summary>
public class IdxdSampleTests
{
    [Fact]
    public async Task The_driver_completes_every_descriptor_once_and_says_so()
    {
        DotNetResult run = await RunAsync("--queues", "8", "--work", "500", "--seed", "7");

        Assert.Equal(0, run.ExitCode);
        Assert.Contains("OK: every descriptor completed exactly once", run.Output, StringComparison.Ordinal);
        Assert.Contains("Submitted 4000, completed 4000, messages written by the device 4000", run.Output, StringComparison.Ordinal);
        Assert.Contains("IR-IDXD-IMS-0000:00:01.0     7-edge  dsa-wq7", run.Output, StringComparison.Ordinal);
        Assert.Empty(run.Error.Trim());
    }

    [Fact]
    public async Task The_same_seed_gives_the_same_pasids_and_another_seed_gives_others()
    {
        string first = Slots(await RunAsync("--queues", "2", "--work", "10", "--seed", "5"));
        string again = Slots(await RunAsync("--queues", "2", "--work", "10", "--seed", "5"));
        string other = Slots(await RunAsync("--queues", "2", "--work", "10", "--seed", "6"));

        Assert.Equal(first, again);
        Assert.NotEqual(first, other);
    }

    [Fact]
    public async Task A_queue_without_a_pasid_gets_a_slot_that_looks_at_none()
    {
        DotNetResult run = await RunAsync("--queues", "3", "--without-pasid", "1", "--work", "50");

        Assert.Equal(0, run.ExitCode);
        string[] slots = Slots(run).Split('\n', StringSplitOptions.RemoveEmptyEntries);
        Assert.Contains("0x00000000fee00058  0x00000000  any      no", slots[3], StringComparison.Ordinal);
        Assert.DoesNotContain("any", slots[1] + slots[2], StringComparison.Ordinal);
        Assert.Contains("Submitted 150, completed 150", run.Output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Repeat", "descriptors completed more than once")]
    [InlineData("Misroute", "completions belong to another queue")]
    [InlineData("Corrupt", "checksums are wrong")]
    [InlineData("Disturb", "under another PASID")]
    [InlineData("Disturb", "announced by no interrupt")]
    public async Task A_device_that_misbehaves_is_found_out(string fault, string finding)
    {
        DotNetResult run = await RunAsync("--fault", fault, "--work", "100");

        Assert.Equal(1, run.ExitCode);
        Assert.Contains(finding, run.Error, StringComparison.Ordinal);
        Assert.DoesNotContain("OK:", run.Output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("--queues", "65", "--queues 65: give a number from 1 to 64.")]
    [InlineData("--work", "0", "--work 0: give a number from 1 to 1000000.")]
    [InlineData("--seed", "-1", "--seed -1: give a number from 0 to 1000000000.")]
    [InlineData("--work", "many", "Cannot parse argument 'many' for option '--work'")]
    public async Task A_bad_value_gets_a_clear_error(string option, string value, string error)
    {
        DotNetResult run = await RunAsync(option, value);

        Assert.Equal(1, run.ExitCode);
        Assert.Contains(error, run.Error, StringComparison.Ordinal);
    }

    private static Task<DotNetResult> RunAsync(params string[] arguments) => DotNet.RunAsync(
        RepositoryRoot.Folder, ["run", "--no-build", "-c", BuildConfiguration.Name, "--project", "Samples/Idxd", "--", .. arguments]);

    private static string Slots(DotNetResult run) =>
        run.Output[run.Output.IndexOf("slot ", StringComparison.Ordinal)..run.Output.IndexOf("Interrupts:", StringComparison.Ordinal)];
}
