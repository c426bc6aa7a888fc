using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace BriefingBot.Benchmarks;

/// <summary>
/// From the start of a published program's process to its first right answer over HTTP, and its resident memory then
/// and half a second later. The bot and an empty host take turns, so that both meet the same noise.
/// </summary>
internal static class StartReport
{
    // Asking more often takes time from the process that is measured, where there are few processors.
    private static readonly TimeSpan BetweenTries = TimeSpan.FromMilliseconds(4);
    private static readonly TimeSpan Settling = TimeSpan.FromMilliseconds(500);

    public static async Task PrintAsync(string bot, string empty, int rounds)
    {
        var (ofBot, ofEmpty) = (new List<Run>(), new List<Run>());
        var folder = Directory.CreateTempSubdirectory("bot-");
        try
        {
            for (var i = 0; i <= rounds; i++)
            {
                var (second, first) = (await StartAsync(empty, folder.FullName, AskEmptyAsync), await StartAsync(bot, folder.FullName, AskBotAsync));
                if (i > 0)
                {
                    // The first round fills the disk's cache.
                    ofBot.Add(first);
                    ofEmpty.Add(second);
                }
            }
        }
        finally
        {
            folder.Delete(recursive: true);
        }

        Console.WriteLine($"{rounds} starts of each, in turn; medians (least to most)");
        Print("bot  ", ofBot);
        Print("empty", ofEmpty);
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"ratio of the medians: first answer {Median(ofBot, run => run.Milliseconds) / Median(ofEmpty, run => run.Milliseconds):F2}, resident {Median(ofBot, run => run.Resident) / Median(ofEmpty, run => run.Resident):F2}"));
    }

    private static async Task<Run> StartAsync(string program, string folder, Func<HttpClient, Task<bool>> ask)
    {
        var port = FreePort();
        var clock = Stopwatch.StartNew();
        using var process = Process.Start(new ProcessStartInfo(Path.GetFullPath(program), ["--urls", $"http://127.0.0.1:{port}"])
        {
            WorkingDirectory = folder,
            UseShellExecute = false,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        })!;
        try
        {
            using var handler = new SocketsHttpHandler { ConnectCallback = (_, cancellationToken) => ConnectAsync(process, port, cancellationToken) };
            using var client = new HttpClient(handler) { BaseAddress = new($"http://127.0.0.1:{port}") };
            if (!await ask(client))
            {
                throw new InvalidOperationException($"{program} gave a wrong answer.");
            }

            var elapsed = clock.Elapsed.TotalMilliseconds;
            var resident = Resident(process.Id);
            await Task.Delay(Settling);
            return new(elapsed, resident, Resident(process.Id));
        }
        finally
        {
            process.Kill();
            await process.WaitForExitAsync();
        }
    }

    private static async Task<bool> AskBotAsync(HttpClient client)
    {
        using var question = new StringContent("""{"text":"/brief china-nk economics"}""", Encoding.UTF8, "application/json");
        using var answer = await client.PostAsync("/api/chat", question);
        var body = await answer.Content.ReadAsStringAsync();
        return answer.StatusCode is HttpStatusCode.OK && body.Contains("\"outcome\":\"done\"", StringComparison.Ordinal)
            && body.Contains("china-nk/economics@", StringComparison.Ordinal);
    }

    private static async Task<bool> AskEmptyAsync(HttpClient client)
    {
        using var answer = await client.GetAsync("/");
        return answer.StatusCode is HttpStatusCode.OK;
    }

    // Without exceptions: throwing dozens of them would take the processor from what is measured.
    private static async ValueTask<Stream> ConnectAsync(Process process, int port, CancellationToken cancellationToken)
    {
        while (true)
        {
            var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
            using var attempt = new SocketAsyncEventArgs { RemoteEndPoint = new IPEndPoint(IPAddress.Loopback, port) };
            var done = new TaskCompletionSource();
            attempt.Completed += (_, _) => done.SetResult();
            if (socket.ConnectAsync(attempt))
            {
                await done.Task;
            }

            if (attempt.SocketError is SocketError.Success)
            {
                return new NetworkStream(socket, ownsSocket: true);
            }

            socket.Dispose();
            if (process.HasExited)
            {
                throw new InvalidOperationException($"{process.StartInfo.FileName} ended before it answered.");
            }

            await Task.Delay(BetweenTries, cancellationToken);
        }
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    private static double Resident(int process)
    {
        var line = File.ReadLines($"/proc/{process}/status").First(line => line.StartsWith("VmRSS:", StringComparison.Ordinal));
        return double.Parse(line.Split(' ', StringSplitOptions.RemoveEmptyEntries)[1], CultureInfo.InvariantCulture) / 1024;
    }

    private static void Print(string name, List<Run> runs) => Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
        $"{name}: first answer {Spread(runs, run => run.Milliseconds)} ms; resident at the answer {Spread(runs, run => run.Resident)} MiB, settled {Spread(runs, run => run.Settled)} MiB"));

    private static string Spread(List<Run> runs, Func<Run, double> figure) => string.Create(CultureInfo.InvariantCulture,
        $"{Median(runs, figure):F0} ({runs.Min(figure):F0} to {runs.Max(figure):F0})");

    private static double Median(List<Run> runs, Func<Run, double> figure)
    {
        var sorted = runs.Select(figure).Order().ToList();
        return (sorted[(sorted.Count - 1) / 2] + sorted[sorted.Count / 2]) / 2;
    }

    private sealed record Run(double Milliseconds, double Resident, double Settled);
}
