using System.Text.Json.Nodes;
using BriefingBot.Tests.Host;

namespace BriefingBot.Tests.Discord;

/// <summary>The terminal's <c>discord</c> verbs as processes, beside a fake Discord.</summary>
public sealed class VerbTests
{
    private const string Nowhere = "http://127.0.0.1:1/api/v10";

    [Fact]
    [Trait("Discord", "R47")]
    [Trait("Discord", "R48")]
    public async Task RegisterSaysWhetherItChangedAnything()
    {
        await using var discord = await VerbDiscord.StartAsync();

        Assert.Equal(new(0, "5 commands registered for all servers.\n", ""), await discord.RunAsync("discord", "register"));
        Assert.Equal(["brief", "topics", "search", "sources", "help"], discord.Fake.Rest.Commands.In().Select(command => (string)command!["name"]!));
        Assert.Equal(new(0, "Discord knows all 5 commands for all servers already; nothing was changed.\n", ""), await discord.RunAsync("discord", "register"));
        Assert.Single(discord.Fake.Rest.Requests, request => request.Method == "PUT");
    }

    [Fact]
    [Trait("Discord", "R47")]
    public async Task RegisterNamesTheOneServerItIsFor()
    {
        await using var discord = await VerbDiscord.StartAsync();

        Assert.Equal(new(0, "5 commands registered for server 42 alone.\n", ""), await discord.RunAsync("discord", "register", "--Discord:GuildId=42"));
        Assert.Empty(discord.Fake.Rest.Commands.In());
    }

    [Fact]
    [Trait("Discord", "R92")]
    public async Task RegisterWithAWrongTokenIsOneSentence()
    {
        await using var discord = await VerbDiscord.StartAsync();
        discord.Fake.Rest.Token = "another";

        Assert.Equal(
            new(1, "", "Discord does not accept Discord:Token. Copy the token anew from the application's page, and set it.\n"),
            await discord.RunAsync("discord", "register"));
    }

    [Fact]
    public async Task RegisterSaysWhenDiscordCannotBeReached()
    {
        await using var discord = await VerbDiscord.StartAsync();

        Assert.Equal(
            new(1, "", "Discord could not be reached, or has no time for the bot just now: no command was registered. Try again in a few minutes.\n"),
            await discord.RunAsync("discord", "register", $"--Discord:ApiBaseUrl={Nowhere}"));
    }

    [Fact]
    public async Task RegisterWhereDiscordIsOffSaysWhatToSet() => Assert.Equal(
        new(1, "", "Discord is not set up; set Discord:Token and Discord:ApplicationId, in the environment as Discord__Token and Discord__ApplicationId.\n"),
        await VerbDiscord.RunAloneAsync("discord", "register"));

    [Fact]
    [Trait("Discord", "R9")]
    public async Task RegisterWithWrongSettingsSaysAllOfThem()
    {
        var run = await VerbDiscord.RunAloneAsync("discord", "register", "--Discord:Transport=http", $"--Discord:ApplicationId={FakeDiscord.Token}");

        Assert.Equal((1, ""), (run.ExitCode, run.Output));
        Assert.Equal(3, run.Error.Split('\n', StringSplitOptions.RemoveEmptyEntries).Length);
        Assert.StartsWith("Discord:Token is not set", run.Error, StringComparison.Ordinal);
        Assert.Contains("\nDiscord:ApplicationId is a text of 30 characters, which is no id;", run.Error, StringComparison.Ordinal);
        Assert.Contains("\nDiscord:PublicKey is not set", run.Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("--Discord:ApplicationId=1100000000000000123")]
    [InlineData("--Discord:ApplicationId=1100000000000000123", "--Discord:Transport=both", "--Briefings:Directory=/no/such/folder")]
    public async Task InviteNeedsTheApplicationsIdAlone(params string[] settings)
    {
        var run = await VerbDiscord.RunAloneAsync(["discord", "invite", .. settings]);

        Assert.Equal((0, ""), (run.ExitCode, run.Error));
        Assert.Equal(
            """
            https://discord.com/oauth2/authorize?client_id=1100000000000000123&scope=bot%20applications.commands&permissions=274877975552

            Whoever may manage a server opens this link to bring the bot in, with its commands and these rights:
              View Channel: to see the channels that digests are posted to
              Send Messages: to post digests, and briefings that somebody shares
              Send Messages in Threads: to post them in threads too
              Read Message History: to find out whether a digest was posted already, when Discord did not say
            It asks for nothing else: it does not read what people write, and it manages nothing.

            """,
            run.Output);
    }

    [Theory]
    [InlineData("", "Discord:ApplicationId is not set; copy the application's ID from its page “General Information” into the environment as Discord__ApplicationId.\n")]
    [InlineData("mine", "Discord:ApplicationId is “mine”, which is no id; write the digits from the application's page “General Information”.\n")]
    public async Task InviteWithoutAnIdSaysWhatToSet(string id, string sentence) =>
        Assert.Equal(new(1, "", sentence), await VerbDiscord.RunAloneAsync("discord", "invite", $"--Discord:ApplicationId={id}"));

    [Fact]
    public async Task DiscordAloneIsWrongUsage() => Assert.Equal(2, (await VerbDiscord.RunAloneAsync("discord")).ExitCode);

    [Fact]
    public async Task DoctorSaysThatDiscordIsOffAndThatIsNoProblem()
    {
        var run = await VerbDiscord.RunAloneAsync("doctor");

        Assert.Equal((0, ""), (run.ExitCode, run.Error));
        Assert.EndsWith("\nhave     Discord: off, nothing of it is set\n", run.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task DoctorWithHalfSetDiscordSaysWhichSettingIsMissing()
    {
        var run = await VerbDiscord.RunAloneAsync("doctor", "--Discord:ApplicationId=1");

        Assert.Equal(1, run.ExitCode);
        Assert.StartsWith("missing  settings: Discord:Token is not set", run.Output, StringComparison.Ordinal);
        Assert.DoesNotContain("  Discord", run.Output, StringComparison.Ordinal);
    }

    [Fact]
    [Trait("Discord", "R20")]
    public async Task DoctorFindsAllAsItShouldBeOverTheGateway()
    {
        await using var discord = await VerbDiscord.StartAsync();
        discord.AddServer("Team", VerbDiscord.AllRights);
        await discord.RunAsync("discord", "register");

        var (exitCode, lines) = await discord.ExamineAsync();
        Assert.Equal(
            [
                "have     Discord token: Discord accepts it",
                "have     Discord application: “BriefingBot”, and Discord:ApplicationId fits",
                "have     Discord public key: not needed for the gateway",
                "have     Discord intents: none are needed",
                "have     Discord endpoint: no Interactions Endpoint URL is set, which is right for the gateway",
                "have     Discord commands: 5 commands registered as now",
                "have     Discord permissions: the bot has all it needs in 1 server",
                "have     Discord gateway: 1,000 of 1,000 session starts left",
            ],
            lines);
        Assert.Equal(0, exitCode);
    }

    [Fact]
    [Trait("Discord", "R20")]
    public async Task DoctorFindsAllAsItShouldBeOverHttp()
    {
        await using var discord = await VerbDiscord.StartAsync("http");
        discord.AddServer("Team", "8");
        discord.Fake.Rest.Application.Json["interactions_endpoint_url"] = "https://bot.example/discord/interactions";
        await discord.RunAsync("discord", "register");

        var (exitCode, lines) = await discord.ExamineAsync();
        Assert.Contains("have     Discord public key: Discord:PublicKey fits", lines);
        Assert.Contains("have     Discord endpoint: Discord sends to https://bot.example/discord/interactions", lines);
        Assert.DoesNotContain(lines, line => line.Contains("Discord gateway", StringComparison.Ordinal));
        Assert.All(lines, line => Assert.StartsWith("have ", line, StringComparison.Ordinal));
        Assert.Equal(0, exitCode);
    }

    [Fact]
    [Trait("Discord", "R48")]
    public async Task DoctorSaysWhatIsLeftToDoAndChangesNothing()
    {
        await using var discord = await VerbDiscord.StartAsync("http");
        discord.Fake.Rest.Application.Json["verify_key"] = new string('b', 64);

        var (exitCode, lines) = await discord.ExamineAsync();
        Assert.Equal(
            [
                "have     Discord token: Discord accepts it",
                "have     Discord application: “BriefingBot”, and Discord:ApplicationId fits",
                "missing  Discord public key: Discord:PublicKey is not this application's key, so every request from Discord would be refused; copy it again from the page “General Information”.",
                "have     Discord intents: none are needed",
                "missing  Discord endpoint: The application has no Interactions Endpoint URL, so Discord sends the bot nothing; while the bot runs, set that URL on the page “General Information” to https://YOUR-HOST/discord/interactions.",
                "missing  Discord commands: Discord knows others than the bot has now; run “discord register”, or start the bot, which does it too",
                "missing  Discord permissions: the bot is in no server; open the link that “discord invite” prints",
            ],
            lines);
        Assert.Equal(1, exitCode);
        Assert.All(discord.Fake.Rest.Requests, request => Assert.Equal("GET", request.Method));
    }

    [Fact]
    public async Task DoctorFindsAnotherApplicationAndAnEndpointBesideTheGateway()
    {
        await using var discord = await VerbDiscord.StartAsync();
        discord.Fake.Rest.Application.Json["id"] = "7";
        discord.Fake.Rest.Application.Json["interactions_endpoint_url"] = "https://bot.example/";
        discord.Fake.Rest.Application.SessionStarts = 0;
        discord.Fake.Rest.Application.SessionReset = TimeSpan.FromMinutes(90);

        var (exitCode, lines) = await discord.ExamineAsync();
        Assert.Contains("missing  Discord application: Discord:ApplicationId is 1100000000000000123, and Discord:Token belongs to application 7; set both from the same application's pages.", lines);
        Assert.Contains(lines, line => line.StartsWith("missing  Discord endpoint: Discord:Transport is gateway, and the application has an Interactions Endpoint URL", StringComparison.Ordinal));
        Assert.Contains("missing  Discord gateway: no session can be started for 90 minutes; leave the bot running, or start it after that", lines);
        Assert.Equal(1, exitCode);
    }

    [Fact]
    public async Task DoctorNamesTheRightsThatServersDoNotGive()
    {
        await using var discord = await VerbDiscord.StartAsync();
        discord.AddServer("Team", VerbDiscord.AllRights);
        discord.AddServer("A\u202E\u001B[31mB", "2048");
        discord.AddServer("Others", "1024");
        discord.AddServer("Administered", "8");
        discord.AddServer("Far future", "340282366920938463463374607431768211455");
        discord.AddServer("Odd", "all");
        discord.Fake.Rest.Application.Guilds.Add(new JsonObject());
        discord.Fake.Rest.Application.Guilds.Add(7);

        var (_, lines) = await discord.ExamineAsync();
        Assert.Contains(
            "missing  Discord permissions: in 2 of 7 servers (“A [31mB” and 1 more) the bot lacks View Channel, Send Messages, Send Messages in Threads, Read Message History; "
            + "invite it there again with the link that “discord invite” prints, or give its role these rights",
            lines);
    }

    [Fact]
    [Trait("Discord", "R92")]
    public async Task DoctorAsksNothingMoreWithATokenThatIsNotAccepted()
    {
        await using var discord = await VerbDiscord.StartAsync();
        discord.Fake.Rest.Token = "another";

        var (exitCode, lines) = await discord.ExamineAsync();
        Assert.Equal(["missing  Discord token: Discord does not accept it; copy it anew from the application's page “Bot”, and set Discord:Token"], lines);
        Assert.Equal(1, exitCode);
        Assert.Single(discord.Fake.Rest.Requests);
    }

    [Fact]
    public async Task DoctorSaysWhereDiscordCouldNotBeReached()
    {
        await using var discord = await VerbDiscord.StartAsync();

        var (exitCode, lines) = await discord.ExamineAsync($"--Discord:ApiBaseUrl={Nowhere}");
        Assert.Equal([$"missing  Discord: could not be reached at {Nowhere}/; check this machine's network and Discord:ApiBaseUrl, or try again in a few minutes"], lines);
        Assert.Equal(1, exitCode);
    }

    [Fact]
    [Trait("Discord", "R89")]
    public async Task DoctorDoesNotWaitForALongLimit()
    {
        await using var discord = await VerbDiscord.StartAsync();
        discord.Fake.Rest.Faults.Add(FakeFault.RateLimited("user", 600), times: 10);

        var (exitCode, lines) = await discord.ExamineAsync();
        Assert.Equal(["missing  Discord: has no time for the bot just now (status 429); try again in a few minutes"], lines);
        Assert.Equal(1, exitCode);
    }

    [Theory]
    [InlineData(403)]
    [InlineData(404)]
    public async Task DoctorSaysWhenWhatAnswersIsNotLikeDiscord(int status)
    {
        await using var discord = await VerbDiscord.StartAsync();
        discord.Fake.Rest.Faults.Add(FakeFault.Status(status, "<html>"), times: 10);

        var (exitCode, lines) = await discord.ExamineAsync();
        Assert.StartsWith($"missing  Discord: {discord.Fake.ApiBaseUrl}/ answered with status {status} and does not describe the application", Assert.Single(lines), StringComparison.Ordinal);
        Assert.Equal(1, exitCode);
    }

    [Fact]
    [Trait("Discord", "R6")]
    public async Task DoctorTakesOddAnswersForNone()
    {
        await using var discord = await VerbDiscord.StartAsync();
        discord.Fake.Rest.Faults.Add(FakeFault.Status(200, """["\ud800"]"""), times: 10);

        var (exitCode, lines) = await discord.ExamineAsync();
        Assert.Contains($"missing  Discord application: {discord.Fake.ApiBaseUrl}/ does not describe it as Discord does; check Discord:ApiBaseUrl", lines);
        Assert.Contains(lines, line => line.StartsWith("missing  Discord commands: Discord knows others", StringComparison.Ordinal));
        Assert.Contains("missing  Discord gateway: Discord did not say where it is; try again in a few minutes", lines);
        Assert.Equal(1, exitCode);
    }

    [Fact]
    public async Task DoctorEndsThoughDiscordFallsSilent()
    {
        await using var discord = await VerbDiscord.StartAsync();
        discord.Fake.Rest.Faults.Add(request => !request.Path.StartsWith("applications/@me", StringComparison.Ordinal), FakeFault.Silence, times: 30);

        var (exitCode, lines) = await discord.ExamineAsync();
        Assert.Equal(
            [
                "missing  Discord commands: Discord did not say which it knows; try again in a few minutes",
                "missing  Discord permissions: Discord did not say which servers the bot is in; try again in a few minutes",
                "missing  Discord gateway: Discord did not say where it is; try again in a few minutes",
            ],
            lines.Where(line => line.StartsWith("missing", StringComparison.Ordinal)));
        Assert.Equal(1, exitCode);
    }
}
