using System.Globalization;
using System.Text.Json.Nodes;
using BriefingBot.Tests.Host;

namespace BriefingBot.Tests.Discord;

/// <summary>Runs the program's verbs beside a fake Discord; what it prints never holds the token, and no request breaks Discord's rules.</summary>
internal sealed class VerbDiscord : IAsyncDisposable
{
    public const string AllRights = "274877975552";

    private const string PublicKey = "d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a";

    private readonly string[] settings;

    private VerbDiscord(FakeDiscord fake, string transport)
    {
        Fake = fake;
        fake.Rest.Application.Json["verify_key"] = PublicKey;
        fake.Rest.Inspect = request => DiscordBodies.Check(fake, request);
        settings =
        [
            $"--Discord:Token={FakeDiscord.Token}", $"--Discord:ApplicationId={FakeDiscord.ApplicationId}", $"--Discord:PublicKey={PublicKey}",
            $"--Discord:Transport={transport}", $"--Discord:ApiBaseUrl={fake.ApiBaseUrl}",
        ];
    }

    public FakeDiscord Fake { get; }

    public static async Task<VerbDiscord> StartAsync(string transport = "gateway") => new(await FakeDiscord.StartAsync(), transport);

    /// <summary>Runs the program without any of Discord's settings but those in the arguments.</summary>
    public static async Task<ProgramRun> RunAloneAsync(params string[] arguments)
    {
        var run = await ProgramRun.OfAsync("dotnet", [ProgramRun.Program, .. arguments], Repository.Root);
        Assert.DoesNotContain(FakeDiscord.Token[..12], run.Output + run.Error, StringComparison.Ordinal);
        return run;
    }

    /// <summary>Runs the program, set up for the fake Discord; settings in the arguments win.</summary>
    public Task<ProgramRun> RunAsync(params string[] arguments) => RunAloneAsync([.. settings, .. arguments]);

    /// <summary>What <c>doctor</c> says of Discord, once it has said that everything else is there.</summary>
    public async Task<(int ExitCode, IReadOnlyList<string> Lines)> ExamineAsync(params string[] more)
    {
        var run = await RunAsync(["doctor", .. more]);
        Assert.Empty(run.Error);
        var lines = run.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries).ToLookup(line => line.Contains("  Discord", StringComparison.Ordinal));
        Assert.All(lines[false], line => Assert.StartsWith("have ", line, StringComparison.Ordinal));
        return (run.ExitCode, [.. lines[true]]);
    }

    public void AddServer(string name, string permissions) => Fake.Rest.Application.Guilds.Add(new JsonObject
    {
        ["id"] = (Fake.Rest.Application.Guilds.Count + 1).ToString(CultureInfo.InvariantCulture),
        ["name"] = name,
        ["icon"] = null,
        ["owner"] = false,
        ["permissions"] = permissions,
        ["features"] = new JsonArray(),
    });

    public async ValueTask DisposeAsync()
    {
        await Fake.DisposeAsync();
        Assert.Empty(Fake.Rest.Violations);
    }
}
