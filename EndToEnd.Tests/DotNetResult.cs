namespace MsiEncap.EndToEnd.Tests;

/// <summary>What a command did.</summary>
/// <param name="ExitCode">0 if it succeeded.</param>
/// <param name="Output">What it printed.</param>
/// <param name="Error">What it printed as errors.</param>
internal sealed record DotNetResult(int ExitCode, string Output, string Error)
{
    public string All => Output + Error;
}
