using MsiEncap.Testing;
using Xunit;

namespace MsiEncap.EndToEnd.Tests;

/// <summary>The driver whose queues hold their own messages: <c>dotnet run --project Samples/Mlx5</c>.</summary>
public class Mlx5SampleTests
{
    [Fact]
    public async Task The_driver_completes_every_request_once_and_says_so()
    {
        DotNetResult run = await RunAsync("--queues", "6", "--requests", "500");

        Assert.Equal(0, run.ExitCode);
        Assert.Contains("OK: every request completed exactly once", run.Output, StringComparison.Ordinal);
        Assert.Contains("Requests 3000, events 3000, messages written by the device 3000", run.Output, StringComparison.Ordinal);
        Assert.Contains("IR-MLX5-IMS-0000:00:01.0     5-edge  mlx5-sf3-q5", run.Output, StringComparison.Ordinal);
        Assert.Empty(run.Error.Trim());
    }

    [Fact]
    public async Task The_hardware_finds_each_message_in_the_memory_of_its_queue()
    {
        DotNetResult run = await RunAsync("--queues", "3", "--requests", "10");

        Assert.Contains("     1  0x2a    1  0x00000000fee00038  0x00000000  no", run.Output, StringComparison.Ordinal);
        Assert.Contains("     2  0x2a    2  0x00000000fee00058  0x00000000  no", run.Output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Lose", "1 requests never completed")]
    [InlineData("Repeat", "1 requests completed more than once")]
    [InlineData("Misroute", "1 events belong to another queue")]
    public async Task A_device_that_misbehaves_is_found_out(string fault, string finding)
    {
        DotNetResult run = await RunAsync("--fault", fault, "--queues", "2", "--requests", "50");

        Assert.Equal(1, run.ExitCode);
        Assert.Contains(finding, run.Error, StringComparison.Ordinal);
        Assert.DoesNotContain("OK:", run.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_bad_value_gets_a_clear_error()
    {
        DotNetResult run = await RunAsync("--queues", "257");

        Assert.Equal(1, run.ExitCode);
        Assert.Contains("--queues 257: give a number from 1 to 256.", run.Error, StringComparison.Ordinal);
    }

    private static Task<DotNetResult> RunAsync(params string[] arguments) => DotNet.RunAsync(
        RepositoryRoot.Folder, ["run", "--no-build", "-c", BuildConfiguration.Name, "--project", "Samples/Mlx5", "--", .. arguments]);
}
