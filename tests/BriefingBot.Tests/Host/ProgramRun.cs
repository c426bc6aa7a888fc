using System.Diagnostics;

namespace BriefingBot.Tests.Host;

/// <summary>What a process printed and how it ended.</summary>
internal sealed record ProgramRun(int ExitCode, string Output, string Error)
{
    /// <summary>The bot's program, as the tests were built with it.</summary>
    public static readonly string Program = Path.Combine(AppContext.BaseDirectory, "BriefingBot.Host.dll");

    /// <summary>Runs a program to its end, without input; ends it after a minute.</summary>
    /// <param name="environment">Variables besides those of the tests; null ends one.</param>
    public static async Task<ProgramRun> OfAsync(
        string program, IEnumerable<string> arguments, string folder, Dictionary<string, string?>? environment = null)
    {
        // A state of its own, not that of a bot that runs in the same folder.
        var state = Directory.CreateTempSubdirectory("state-");
        var start = new ProcessStartInfo(program, arguments)
        {
            WorkingDirectory = folder,
            Environment = { ["State__ConnectionString"] = $"Data Source={Path.Combine(state.FullName, "state.db")}" },
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            RedirectStandardInput = true,
            UseShellExecute = false,
        };
        foreach (var (name, value) in environment ?? [])
        {
            start.Environment[name] = value;
        }

        using var process = Process.Start(start)!;
        process.StandardInput.Close();
        using var limit = new CancellationTokenSource(TimeSpan.FromMinutes(1));
        try
        {
            var (output, error) = (process.StandardOutput.ReadToEndAsync(limit.Token), process.StandardError.ReadToEndAsync(limit.Token));
            await process.WaitForExitAsync(limit.Token);
            return new(process.ExitCode, await output, await error);
        }
        finally
        {
            if (!process.HasExited)
            {
                process.Kill();
            }

            state.Delete(recursive: true);
        }
    }
}
