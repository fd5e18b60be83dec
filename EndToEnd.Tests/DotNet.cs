using System.Collections;
using System.Diagnostics;
using System.Text;

namespace MsiEncap.EndToEnd.Tests;

/// <summary>Runs <c>dotnet</c> as a person would in a terminal.</summary>
internal static class DotNet
{
    private static readonly TimeSpan s_patience = TimeSpan.FromMinutes(5);

    /// <summary>Runs a command to its end.</summary>
    /// <exception cref="TimeoutException">It did not end; what it printed is in the message.</exception>
    public static Task<DotNetResult> RunAsync(string folder, params string[] arguments) => RunAsync(folder, environment: [], arguments);

    /// <summary>Runs a command to its end, in an environment that has some more variables.</summary>
    /// <exception cref="TimeoutException">It did not end; what it printed is in the message.</exception>
    public static async Task<DotNetResult> RunAsync(string folder, Dictionary<string, string> environment, string[] arguments)
    {
        var start = new ProcessStartInfo("dotnet", arguments)
        {
            WorkingDirectory = folder,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };

        // A test run is itself started by MSBuild, whose settings are not this command's.
        foreach (string name in Environment.GetEnvironmentVariables().Cast<DictionaryEntry>().Select(entry => (string)entry.Key))
        {
            if (name.StartsWith("MSBUILD", StringComparison.OrdinalIgnoreCase) || name.StartsWith("VSTEST", StringComparison.OrdinalIgnoreCase))
            {
                start.Environment.Remove(name);
            }
        }

        start.Environment["DOTNET_CLI_UI_LANGUAGE"] = "en";
        start.Environment["MSBUILDDISABLENODEREUSE"] = "1";
        foreach ((string name, string value) in environment)
        {
            start.Environment[name] = value;
        }

        using Process process = Process.Start(start) ?? throw new InvalidOperationException("dotnet did not start.");
        var output = new StringBuilder();
        var error = new StringBuilder();
        process.OutputDataReceived += (_, line) => output.AppendLine(line.Data);
        process.ErrorDataReceived += (_, line) => error.AppendLine(line.Data);
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        using var patience = new CancellationTokenSource(s_patience);
        try
        {
            await process.WaitForExitAsync(patience.Token);
        }
        catch (OperationCanceledException)
        {
            process.Kill(entireProcessTree: true);
            throw new TimeoutException($"dotnet {string.Join(' ', arguments)} did not end in {s_patience}:\n{output}\n{error}");
        }

        return new DotNetResult(process.ExitCode, output.ToString(), error.ToString());
    }
}
