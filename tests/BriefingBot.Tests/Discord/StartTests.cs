using System.Net;
using BriefingBot.Host.Discord;
using BriefingBot.Host.Discord.Registration;
using BriefingBot.Host.Discord.Rest;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace BriefingBot.Tests.Discord;

public sealed class StartTests
{
    [Theory]
    [InlineData("http")]
    [InlineData("gateway")]
    [Trait("Discord", "R47")]
    public async Task AtTheStartTheCommandsAreRegistered(string transport)
    {
        await using var bot = await DiscordBot.StartAsync(transport, null, null);
        var put = await bot.Discord.Rest.NextAsync(request => request.Method == "PUT");

        Assert.EndsWith($"applications/{FakeDiscord.ApplicationId}/commands", put.Path, StringComparison.Ordinal);
        Assert.Equal(["brief", "topics", "search", "sources", "changes", "flag", "digest", "curate", "help"], put.Json!.AsArray().Select(command => (string)command!["name"]!));
    }

    [Fact]
    [Trait("Discord", "R48")]
    public async Task AtTheNextStartTheyAreTheSameAndNothingIsPut()
    {
        await using var first = await DiscordBot.StartAsync("http", null, null);
        await first.Discord.Rest.NextAsync(request => request.Method == "PUT");
        var registered = first.Discord.Rest.Commands.In();

        var second = await DiscordBot.StartAsync("http", discord => discord.Rest.Commands.Set(registered), null);
        await second.Discord.Rest.NextAsync(request => request.Method == "GET" && request.Path.EndsWith("/commands", StringComparison.Ordinal));
        await second.DisposeAsync();
        Assert.DoesNotContain(second.Discord.Rest.Requests, request => request.Method == "PUT");
    }

    [Fact]
    [Trait("Discord", "R47")]
    [Trait("Discord", "R48")]
    [Trait("Discord", "R56")]
    public async Task TheCommandThatOpensActivitiesIsLeftAsItIs()
    {
        await using var first = await DiscordBot.StartAsync("http", discord => discord.Rest.Commands.Set([FakeCommands.EntryPoint()]), null);
        var put = await first.Discord.Rest.NextAsync(request => request.Method == "PUT");
        var kept = Assert.Single(put.Json!.AsArray(), command => (int)command!["type"]! == FakeCommands.EntryPointType)!;
        Assert.Equal((4, "launch", 2, "1100000000000000321"), ((int)kept["type"]!, (string?)kept["name"], (int)kept["handler"]!, (string?)kept["id"]));
        await Eventually.IsAsync(() => first.Discord.Rest.Commands.In().Count > 1);
        var registered = first.Discord.Rest.Commands.In();

        var second = await DiscordBot.StartAsync("http", discord => discord.Rest.Commands.Set(registered), null);
        await second.Discord.Rest.NextAsync(request => request.Method == "GET" && request.Path.EndsWith("/commands", StringComparison.Ordinal));
        await second.DisposeAsync();
        Assert.DoesNotContain(second.Discord.Rest.Requests, request => request.Method == "PUT");
    }

    [Fact]
    [Trait("Discord", "R58")]
    public async Task WithAServerNamedOnlyThatServersCommandsAreRegistered()
    {
        await using var bot = await DiscordBot.StartAsync("http", null, null, $"--Discord:GuildId={TestInteraction.Guild}");
        var put = await bot.Discord.Rest.NextAsync(request => request.Method == "PUT");

        Assert.EndsWith($"/guilds/{TestInteraction.Guild}/commands", put.Path, StringComparison.Ordinal);
        Assert.All(put.Json!.AsArray(), command => Assert.False(command!.AsObject().ContainsKey("contexts")));
    }

    public static TheoryData<string, string, string, string> Contradictions => new()
    {
        { "gateway", "id", "1100000000000000124", "Discord:ApplicationId is 1100000000000000123, and Discord:Token belongs to application 1100000000000000124" },
        { "http", "verify_key", "d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a", "Discord:PublicKey is not this application's key" },
        { "gateway", "interactions_endpoint_url", "https://bot.example/discord/interactions", "Discord:Transport is gateway, and the application has an Interactions Endpoint URL" },
    };

    [Theory]
    [MemberData(nameof(Contradictions))]
    [Trait("Discord", "R20")]
    [Trait("Discord", "R120")]
    public async Task SettingsThatDoNotFitTheApplicationAreSaidAndTheBotIsNotReady(string transport, string field, string value, string sentence)
    {
        await using var bot = await DiscordBot.StartAsync(transport, discord => discord.Rest.Application.Json[field] = value, null);
        await bot.Bot.AskAsync("/topics");
        var status = bot.Bot.App.Services.GetRequiredService<DiscordStatus>();
        await Eventually.IsAsync(() => status.Failure is not null);

        Assert.StartsWith(sentence, status.Failure, StringComparison.Ordinal);
        using var ready = await bot.Bot.Client.GetAsync("/readyz");
        Assert.Equal(HttpStatusCode.ServiceUnavailable, ready.StatusCode);
        Assert.Equal("alive", await bot.Bot.Client.GetStringAsync("/healthz"));
    }

    [Fact]
    [Trait("Discord", "R120")]
    public async Task TheBotIsReadyOnceItsGatewayWasReachedAndStaysSo()
    {
        var released = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await using var bot = await DiscordBot.StartAsync(
            "gateway", discord => discord.Rest.Faults.Add(request => request.Path.EndsWith("gateway/bot", StringComparison.Ordinal), FakeFault.Held(released.Task)), null);
        await bot.Bot.AskAsync("/topics");
        Assert.Equal((HttpStatusCode.ServiceUnavailable, "not ready"), await ReadyAsync(bot));

        released.SetResult();
        var status = bot.Bot.App.Services.GetRequiredService<DiscordStatus>();
        await Eventually.IsAsync(() => status.IsConnected);
        Assert.Equal((HttpStatusCode.OK, "ready"), await ReadyAsync(bot));

        bot.Discord.Gateway.Refusals = int.MaxValue;
        (await bot.Discord.Gateway.NextIdentifyAsync()).Drop();
        await Eventually.IsAsync(() => !status.IsConnected);
        Assert.Equal((HttpStatusCode.OK, "ready"), await ReadyAsync(bot));
    }

    [Fact]
    [Trait("Discord", "R92")]
    [Trait("Discord", "R108")]
    public async Task ATokenThatDiscordDoesNotAcceptIsSaidAndThePageGoesOn()
    {
        using var log = new CapturedLog();
        await using var bot = await DiscordBot.StartAsync("http", discord => discord.Rest.Token = "another", builder => builder.Logging.AddProvider(log));
        var status = bot.Bot.App.Services.GetRequiredService<DiscordStatus>();
        await Eventually.IsAsync(() => status.Failure is not null);

        Assert.Contains("Discord:Token", status.Failure, StringComparison.Ordinal);
        Assert.Equal("done", (await bot.Bot.AskAsync("/topics")).GetProperty("outcome").GetString());
        Assert.Single(bot.Discord.Rest.Requests);
        Assert.DoesNotContain("could not be reached", log.Text, StringComparison.Ordinal);
    }

    [Fact]
    [Trait("Discord", "R93")]
    public async Task WhileDiscordCannotBeReachedTheStartIsTriedAgainAndSaysSo()
    {
        using var log = new CapturedLog();
        await using var bot = await DiscordBot.StartAsync(
            "http", discord => discord.Rest.Faults.Add(FakeFault.Status(502), times: 6), builder => builder.Logging.AddProvider(log));
        await bot.Discord.Rest.NextAsync(request => request.Method == "PUT");

        Assert.Contains("Discord could not be reached, or has no time for the bot", log.Text, StringComparison.Ordinal);
        Assert.Equal("done", (await bot.Bot.AskAsync("/topics")).GetProperty("outcome").GetString());
    }

    [Theory]
    [InlineData(403)]
    [InlineData(404)]
    [Trait("Discord", "R47")]
    public async Task AnApplicationThatDiscordDoesNotDescribeIsRegisteredForAllTheSame(int status)
    {
        using var log = new CapturedLog();
        await using var bot = await DiscordBot.StartAsync(
            "gateway",
            discord => discord.Rest.Faults.Add(request => request.Path == "applications/@me", FakeFault.Status(status)),
            builder => builder.Logging.AddProvider(log));
        await bot.Discord.Rest.NextAsync(request => request.Method == "PUT");

        Assert.Contains($"Discord does not describe the bot's application (status {status}, code 0)", log.Text, StringComparison.Ordinal);
    }

    [Fact]
    [Trait("Discord", "R56")]
    public async Task ARefusalOfTheCommandsIsSaidOnceAndTheBotGoesOn()
    {
        using var log = new CapturedLog();
        await using var bot = await DiscordBot.StartAsync(
            "http",
            discord => discord.Rest.Faults.Add(request => request.Method == "PUT", FakeFault.Status(400, """{"code":30034,"message":"Max number of daily application command creates has been reached (200)"}"""), times: 9),
            builder => builder.Logging.AddProvider(log));
        await Eventually.IsAsync(() => log.Text.Contains("The commands are not registered with Discord. Discord takes 200 new commands a day", StringComparison.Ordinal));

        Assert.Single(bot.Discord.Rest.Requests, request => request.Method == "PUT");
        Assert.Null(bot.Bot.App.Services.GetRequiredService<DiscordStatus>().Failure);
        Assert.Contains("set that URL on the page “General Information” to https://YOUR-HOST/discord/interactions", log.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task WhateverFailsAtTheStartTheBotGoesOn()
    {
        using var log = new CapturedLog();
        await using var bot = await DiscordBot.StartAsync("http", null, builder =>
        {
            builder.Logging.AddProvider(log);
            builder.Services.AddSingleton(provider => new CommandRegistration(
                provider.GetRequiredService<DiscordRest>(), provider.GetRequiredService<IOptions<DiscordOptions>>(), router: null!));
        });
        await Eventually.IsAsync(() => log.Text.Contains("Registering the commands with Discord failed, incident ", StringComparison.Ordinal));

        Assert.Equal("done", (await bot.Bot.AskAsync("/topics")).GetProperty("outcome").GetString());
        Assert.False(bot.Bot.App.Services.GetRequiredService<IHostApplicationLifetime>().ApplicationStopping.IsCancellationRequested);
    }

    private static async Task<(HttpStatusCode Status, string Word)> ReadyAsync(DiscordBot bot)
    {
        using var ready = await bot.Bot.Client.GetAsync("/readyz");
        return (ready.StatusCode, await ready.Content.ReadAsStringAsync());
    }
}
