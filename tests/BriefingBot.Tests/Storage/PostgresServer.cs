using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using Dapper;
using Npgsql;

namespace BriefingBot.Tests.Storage;

/// <summary>A PostgreSQL server of the tests' own, on a free port and in a temporary folder: started for the first test that needs it, ended with the tests.</summary>
internal sealed class PostgresServer
{
    private static readonly string? Programs = Directory.Exists("/usr/lib/postgresql")
        ? Directory.GetDirectories("/usr/lib/postgresql").Select(version => Path.Combine(version, "bin")).Where(bin => File.Exists(Path.Combine(bin, "initdb"))).Order().LastOrDefault()
        : null;

    private static readonly Lazy<Task<PostgresServer>> Started = new(StartAsync);
    private static int databases;
    private readonly int port;

    private PostgresServer(int port) => this.port = port;

    /// <summary>Why its tests are skipped, or null. Where everything is to be tested none is, so that they fail there.</summary>
    public static string? Missing => Programs is null && Environment.GetEnvironmentVariable("CI") != "true"
        ? "PostgreSQL is not installed here: apt-get install postgresql."
        : null;

    /// <summary>The connection string of a new, empty database.</summary>
    public static async Task<string> NewDatabaseAsync()
    {
        var server = await Started.Value;
        var name = $"test_{Interlocked.Increment(ref databases)}";
        await server.ExecuteAsync($"create database {name}");
        return $"{server.ConnectionString};Database={name}";
    }

    /// <summary>Lets nobody connect to a database any more, and ends the connections that there are; or lets them connect again.</summary>
    public static async Task LetConnectAsync(string connectionString, bool isAllowed)
    {
        var server = await Started.Value;
        var name = new NpgsqlConnectionStringBuilder(connectionString).Database;
        await server.ExecuteAsync($"alter database {name} allow_connections {isAllowed}");
        if (!isAllowed)
        {
            await server.ExecuteAsync($"select pg_terminate_backend(pid) from pg_stat_activity where datname = '{name}'");
        }
    }

    private string ConnectionString => $"Host=127.0.0.1;Port={port};Username=postgres;Timeout=30;Command Timeout=30";

    private static async Task<PostgresServer> StartAsync()
    {
        var programs = Programs ?? throw new InvalidOperationException("PostgreSQL is not installed, and with CI=true nothing may be skipped: apt-get install postgresql.");
        var folder = (await RunAsync("mktemp", "-d", "-t", "briefingbot-postgres-XXXXXX")).Trim();
        AppDomain.CurrentDomain.ProcessExit += (_, _) => Stop(programs, folder);
        var data = Path.Combine(folder, "data");
        await RunAsync(Path.Combine(programs, "initdb"), "--pgdata", data, "--auth=trust", "--username=postgres", "--encoding=UTF8", "--locale=C", "--no-sync");
        var server = new PostgresServer(FreePort());
        await RunAsync(
            Path.Combine(programs, "pg_ctl"), "start", "--wait", "--timeout=60", "--pgdata", data, "--log", Path.Combine(folder, "log"),
            "--options", $"-p {server.port} -h 127.0.0.1 -k {folder} -c fsync=off -c full_page_writes=off -c max_connections=300 -c shared_buffers=64MB");
        return server;
    }

    // At the end of the process nothing can be awaited.
    private static void Stop(string programs, string folder)
    {
        using var stop = Process.Start(AsServer(Path.Combine(programs, "pg_ctl"), "stop", "--mode=immediate", "--wait", "--pgdata", Path.Combine(folder, "data")))!;
        stop.WaitForExit(TimeSpan.FromSeconds(10));
        using var clear = Process.Start(AsServer("rm", "-rf", folder))!;
        clear.WaitForExit(TimeSpan.FromSeconds(10));
    }

    // PostgreSQL refuses to run as root.
    private static ProcessStartInfo AsServer(string program, params string[] arguments) => new(
        Environment.UserName == "root" ? "runuser" : program,
        Environment.UserName == "root" ? ["-u", "postgres", "--", program, .. arguments] : arguments)
    {
        WorkingDirectory = "/",
        UseShellExecute = false,
        RedirectStandardOutput = true,
        RedirectStandardError = true,
    };

    private static async Task<string> RunAsync(string program, params string[] arguments)
    {
        using var process = Process.Start(AsServer(program, arguments))!;
        using var limit = new CancellationTokenSource(TimeSpan.FromMinutes(2));
        var (output, error) = (process.StandardOutput.ReadToEndAsync(limit.Token), process.StandardError.ReadToEndAsync(limit.Token));
        await process.WaitForExitAsync(limit.Token);
        return process.ExitCode == 0 ? await output : throw new InvalidOperationException($"{program} ended with {process.ExitCode}: {await error}");
    }

    private async Task ExecuteAsync(string sql)
    {
        await using var connection = new NpgsqlConnection($"{ConnectionString};Database=postgres");
        await connection.OpenAsync();
        await connection.ExecuteAsync(sql);
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
