using System.Diagnostics;
using System.Globalization;
using System.Net.Sockets;

namespace BriefingBot.Benchmarks.Discord;

/// <summary>A server under load, in a process of its own, with what it has used of the processor and of memory.</summary>
internal sealed class ServerProcess : IAsyncDisposable
{
    private const double TicksPerSecond = 100;

    private readonly Process process;

    private ServerProcess(Process process, int port) => (this.process, Port) = (process, port);

    public int Port { get; }

    /// <summary>Seconds of processor time since its start.</summary>
    public double Processor
    {
        get
        {
            var fields = File.ReadAllText($"/proc/{process.Id}/stat").Split(')')[1].Split(' ', StringSplitOptions.RemoveEmptyEntries);
            return (double.Parse(fields[11], CultureInfo.InvariantCulture) + double.Parse(fields[12], CultureInfo.InvariantCulture)) / TicksPerSecond;
        }
    }

    /// <summary>Resident memory, MB.</summary>
    public double Resident
    {
        get
        {
            var line = File.ReadLines($"/proc/{process.Id}/status").First(line => line.StartsWith("VmRSS:", StringComparison.Ordinal));
            return double.Parse(line.Split(' ', StringSplitOptions.RemoveEmptyEntries)[1], CultureInfo.InvariantCulture) * 1024 / 1e6;
        }
    }

    /// <summary>Starts it and waits until its port is open.</summary>
    /// <param name="arguments">With <c>{port}</c> where the port belongs.</param>
    public static async Task<ServerProcess> StartAsync(string library, params string[] arguments)
    {
        var port = FreePort();
        var started = Run(library, [.. arguments.Select(argument => argument.Replace("{port}", port.ToString(CultureInfo.InvariantCulture), StringComparison.Ordinal))]);
        for (var tries = 0; ; tries++)
        {
            try
            {
                using var client = new TcpClient();
                await client.ConnectAsync("127.0.0.1", port);
                return new(started, port);
            }
            catch (SocketException) when (tries < 600 && !started.HasExited)
            {
                await Task.Delay(50);
            }
        }
    }

    /// <summary>Starts one that opens no port.</summary>
    public static ServerProcess Start(string library, params string[] arguments) => new(Run(library, arguments), 0);

    public async ValueTask DisposeAsync()
    {
        if (!process.HasExited)
        {
            process.Kill();
        }

        await process.WaitForExitAsync();
        process.Dispose();
    }

    private static Process Run(string library, string[] arguments)
    {
        var started = Process.Start(new ProcessStartInfo("dotnet", [library, .. arguments]) { RedirectStandardOutput = true, UseShellExecute = false })!;
        started.OutputDataReceived += (_, _) => { };
        started.BeginOutputReadLine();
        return started;
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(System.Net.IPAddress.Loopback, 0);
        listener.Start();
        return ((System.Net.IPEndPoint)listener.LocalEndpoint).Port;
    }
}
