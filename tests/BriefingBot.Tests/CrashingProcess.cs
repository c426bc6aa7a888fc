using System.Diagnostics;

namespace BriefingBot.Tests;

/// <summary>This assembly run as a program that may end itself at any step.</summary>
internal static class CrashingProcess
{
    /// <summary>Runs a verb of <see cref="Program"/> to its end.</summary>
    /// <returns>Whether it ended itself, as <c>kill -9</c> would; any other failure fails the test.</returns>
    public static async Task<bool> RunAsync(params string[] arguments)
    {
        using var process = Process.Start(new ProcessStartInfo("dotnet", [typeof(CrashingProcess).Assembly.Location, .. arguments])
        {
            RedirectStandardError = true,
            UseShellExecute = false,
        })!;
        var error = process.StandardError.ReadToEndAsync();
        await process.WaitForExitAsync().WaitAsync(TimeSpan.FromMinutes(1));
        Assert.True(process.ExitCode is 0 or 137, $"{process.ExitCode}: {await error}");
        return process.ExitCode == 137;
    }
}
