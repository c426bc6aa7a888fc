using System.Diagnostics;
using System.Net;
using BriefingBot.Host;
using BriefingBot.Host.WebChat;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace BriefingBot.Tests.Host;

public sealed class HostTests
{
    [Fact]
    public async Task ItSaysThatItLivesAndWhenItIsReady()
    {
        await using var bot = await RunningBot.StartAsync();
        await bot.AskAsync("/topics");

        Assert.Equal("alive", await bot.Client.GetStringAsync("/healthz"));
        Assert.Equal("ready", await bot.Client.GetStringAsync("/readyz"));
    }

    [Fact]
    public async Task HealthIsToldToProbesThatUseAnotherHostName()
    {
        await using var bot = await RunningBot.StartAsync();
        using var request = new HttpRequestMessage(HttpMethod.Get, "/healthz");
        request.Headers.Host = "10.1.2.3:8080";

        Assert.Equal(HttpStatusCode.OK, (await bot.Client.SendAsync(request)).StatusCode);
    }

    [Fact]
    public async Task ItStopsWithinFiveSecondsWhileAPageListens()
    {
        var bot = await RunningBot.StartAsync();
        using var client = new HttpClient { BaseAddress = bot.Address };
        using var stream = await client.GetAsync("/api/channel", HttpCompletionOption.ResponseHeadersRead);
        var watch = Stopwatch.StartNew();
        await bot.DisposeAsync();

        Assert.True(watch.Elapsed < TimeSpan.FromSeconds(5), $"It took {watch.Elapsed}.");
    }

    [Fact]
    public async Task ThePageCanBeSwitchedOff()
    {
        await using var bot = await RunningBot.StartAsync("--WebChat:Enabled=false");

        Assert.Equal(HttpStatusCode.NotFound, (await bot.Client.GetAsync("/")).StatusCode);
        Assert.Equal("alive", await bot.Client.GetStringAsync("/healthz"));
    }

    [Fact]
    public async Task ANamedHostIsServedAndOthersStillAreNot()
    {
        await using var bot = await RunningBot.StartAsync("--WebChat:AllowedHosts=chat.example.org, other.example.org");
        async Task<HttpStatusCode> AskAsync(string host)
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, "/");
            request.Headers.Host = host;
            using var response = await bot.Client.SendAsync(request);
            return response.StatusCode;
        }

        Assert.Equal(HttpStatusCode.OK, await AskAsync("chat.example.org"));
        Assert.Equal(HttpStatusCode.OK, await AskAsync("OTHER.example.org:8080"));
        Assert.Equal(HttpStatusCode.Forbidden, await AskAsync("evil.example"));
    }

    [Theory]
    [InlineData("", "192.0.2.7", true)]
    [InlineData("", "127.0.0.1", false)]
    [InlineData("", "::1", false)]
    [InlineData("", "::ffff:127.0.0.1", false)]
    [InlineData("chat.example.org", "192.0.2.7", false)]
    public void AnotherMachineIsRefusedUntilAHostIsNamed(string allowedHosts, string from, bool isRefused)
    {
        var guard = new WebChatGuard(Options.Create(new WebChatOptions { AllowedHosts = allowedHosts }));
        var context = new DefaultHttpContext();
        context.Connection.RemoteIpAddress = IPAddress.Parse(from);
        context.Request.Host = new("localhost");

        Assert.Equal(isRefused, guard.Refuse(context) is not null);
    }

    [Fact]
    public void EverySettingThatIsWrongIsNamedAtOnce()
    {
        using var app = (IDisposable)BotHost.CreateBuilder([
            "--Briefings:Directory=/no/such/folder", "--Sources:Directory=/none/either", "--Chat:DefaultAudience=everyone",
            "--WebChat:Enabled=maybe", "--WebChat:AllowedHosts=http://chat.example.org", "--State:ConnectionString=Password=hunter2"]).Build();

        Assert.Equal(
            [
                "Briefings:Directory is “/no/such/folder”, and there is no such folder. Create it, or name the folder that holds the topics.",
                "Sources:Directory is “/none/either”, and there is no such folder. Name the folder that holds the documents, or leave it empty.",
                "Chat:DefaultAudience is “everyone”; write private or channel.",
                "WebChat:Enabled is “maybe”; write true or false.",
                "WebChat:AllowedHosts names “http://chat.example.org”, which is no host name; write names such as chat.example.org, without scheme or port.",
                "State:ConnectionString names no database; write Data Source=data/briefingbot.db for a file of SQLite's, or Host=…;Database=…;Username=…;Password=… for PostgreSQL, with the keys that Npgsql knows.",
            ],
            BotServices.InvalidSettings(((WebApplication)app).Services));
    }

    [Fact]
    public void ASettingThatIsNullOrHoldsANullIsNamedLikeAnyOther()
    {
        var options = new BriefingBot.Host.Content.BriefingsOptions { Directory = "a\0b" };
        var chat = new WebChatOptions { Enabled = null, AllowedHosts = null };

        Assert.Contains("Briefings:Directory is “a b”", new BriefingBot.Host.Content.BriefingsOptionsValidator().Validate(null, options).FailureMessage, StringComparison.Ordinal);
        Assert.Equal("WebChat:Enabled is “”; write true or false.", new WebChatOptionsValidator().Validate(null, chat).FailureMessage);
    }

    [Fact]
    public async Task AnswersGoToTheChannelWhereTheSettingsSaySo()
    {
        await using var bot = await RunningBot.StartAsync("--Chat:DefaultAudience=channel");

        Assert.Equal("channel", (await bot.AskAsync("/brief china-nk")).GetProperty("audience").GetString());
        Assert.Equal("private", (await bot.AskAsync("/brief mars")).GetProperty("audience").GetString());
    }

    [Fact]
    public void TheContentKnowsNothingOfItsEdges()
    {
        string[] edges = ["Microsoft.AspNetCore", "Microsoft.Data.Sqlite", "Npgsql", "Quartz", "Serilog", "System.Net.Http", "Spectre.Console", "System.CommandLine"];

        Assert.DoesNotContain(typeof(BotCommands).Assembly.GetReferencedAssemblies(), reference =>
            edges.Any(edge => reference.Name!.StartsWith(edge, StringComparison.Ordinal)));
    }
}
