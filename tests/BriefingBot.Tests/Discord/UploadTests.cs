using System.Text;
using System.Text.Json.Nodes;
using BriefingBot.Host.Discord;
using BriefingBot.Host.Discord.Files;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using static BriefingBot.Tests.Discord.CuratingRig;

namespace BriefingBot.Tests.Discord;

/// <summary>Files that people hand over on Discord, and what the content network may do to the bot.</summary>
public sealed class UploadTests : IAsyncLifetime
{
    private CuratingRig rig = null!;

    public async Task InitializeAsync() => rig = await StartAsync();

    public async Task DisposeAsync() => await rig.DisposeAsync();

    [Fact]
    [Trait("Discord", "R83")]
    [Trait("Discord", "R85")]
    [Trait("Discord", "R86")]
    public async Task AFileIsFetchedOnceWithoutCredentialsAndProposed()
    {
        var download = await rig.AnswerAsync(Command("curate download"));
        var shown = (await rig.Bot.SendAsync(Upload(rig.Cdn.Put(Assert.Single(download.Files).Name, Encoding.UTF8.GetBytes(Better)))))!;
        Assert.Contains("Most drink it hot", MessageJson.Text(shown["data"]!), StringComparison.Ordinal);
        Assert.DoesNotContain("says which revision", MessageJson.Text(shown["data"]!), StringComparison.Ordinal);
        var headers = Assert.Single(rig.Cdn.Requests);
        Assert.Equal(0, headers.Authorization.Count);
        Assert.Equal(0, headers.Cookie.Count);
        await rig.Bot.SendAsync(Press(Button(shown["data"]!, "Save")));
        Assert.Equal(Better.TrimEnd() + "\n", rig.Now);
    }

    [Fact]
    [Trait("Discord", "R83")]
    public async Task AFileThatDiscordSaysNothingOfIsSaid()
    {
        Assert.Contains("did not say where it is", await rig.SayAsync(Upload(attachment: null)), StringComparison.Ordinal);
        Assert.Contains("did not say where it is", await rig.SayAsync(Upload(new JsonObject { ["url"] = 1, ["size"] = "x" })), StringComparison.Ordinal);
        var unresolved = Upload(attachment: null);
        unresolved.Json["data"]!.AsObject().Remove("resolved");
        Assert.Contains("did not say where it is", await rig.SayAsync(unresolved), StringComparison.Ordinal);
        Assert.Contains("takes a file, and none came with it", await rig.SayAsync(Command("curate upload")), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(65_537, null, "has 65,537 bytes, and at most 65,536 are taken")]
    [InlineData(52_428_800, 104_857_600, "has 52,428,800 bytes, and at most 65,536 are taken")]
    [InlineData(1_000, 999, "has 1,000 bytes, and at most 999 are taken")]
    [Trait("Discord", "R84")]
    public async Task AFileThatIsTooLargeIsNotFetched(int size, int? limit, string part)
    {
        Assert.Contains(part, await rig.SayAsync(Upload(rig.Cdn.Put("plant.md", "x"u8.ToArray(), size), limit)), StringComparison.Ordinal);
        Assert.Empty(rig.Cdn.Requests);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    [Trait("Discord", "R85")]
    public async Task FiftyMegabytesBehindAClaimOfOneKilobyteAreNotRead(bool saysLength)
    {
        // The rest would only be sent to somebody who goes on reading: the bot hangs up before.
        var hungUp = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var file = rig.Cdn.Put("plant.md", 1_024, async context =>
        {
            context.RequestAborted.Register(hungUp.SetResult);
            context.Response.ContentLength = saysLength ? 50 * 1024 * 1024 : null;
            await context.Response.Body.WriteAsync(new byte[2_048]);
            await context.Response.Body.FlushAsync();
            await hungUp.Task;
        });
        Assert.Contains("more bytes than Discord said", await rig.SayAsync(Upload(file)), StringComparison.Ordinal);
        await hungUp.Task.WaitAsync(FakeGateway.Patience);
    }

    [Fact]
    [Trait("Discord", "R85")]
    public async Task ARedirectionIsNotFollowed()
    {
        var target = rig.Cdn.Put("plant.md", Encoding.UTF8.GetBytes(Better));
        var file = rig.Cdn.Put("plant.md", 500, context =>
        {
            context.Response.Redirect((string)target["url"]!);
            return Task.CompletedTask;
        });
        Assert.Contains("leads on to another one", await rig.SayAsync(Upload(file)), StringComparison.Ordinal);
        Assert.Single(rig.Cdn.Requests);
    }

    [Theory]
    [InlineData("https://evil.example/plant.md")]
    [InlineData("file:///etc/passwd")]
    [InlineData("/etc/passwd")]
    [InlineData("")]
    [Trait("Discord", "R85")]
    public async Task AnotherHostIsNotAsked(string url)
    {
        var file = rig.Cdn.Put("plant.md", "x"u8.ToArray());
        file["url"] = url;
        Assert.Contains("does not fetch from", await rig.SayAsync(Upload(file)), StringComparison.Ordinal);
        Assert.Empty(rig.Cdn.Requests);
    }

    [Theory]
    [InlineData(StatusCodes.Status404NotFound)]
    [InlineData(StatusCodes.Status403Forbidden)]
    [InlineData(StatusCodes.Status500InternalServerError)]
    [Trait("Discord", "R86")]
    public async Task AFileThatIsGoneIsSaid(int status)
    {
        var file = rig.Cdn.Put("plant.md", 10, context =>
        {
            context.Response.StatusCode = status;
            return Task.CompletedTask;
        });
        Assert.Contains("does not hand the file out any more", await rig.SayAsync(Upload(file)), StringComparison.Ordinal);
    }

    [Fact]
    [Trait("Discord", "R85")]
    public async Task ABrokenConnectionIsSaid()
    {
        var file = rig.Cdn.Put("plant.md", 10, context =>
        {
            context.Abort();
            return Task.CompletedTask;
        });
        Assert.Contains("did not hand the file out in time, or not whole", await rig.SayAsync(Upload(file)), StringComparison.Ordinal);
    }

    [Fact]
    [Trait("Discord", "R86")]
    public async Task WhatAFileIsItsBytesSayAndNeitherItsNameNorItsType()
    {
        Assert.Contains("The file is a zip archive", await rig.SayAsync(Upload(rig.Cdn.Put("plant.md", [.. "PK\u0003\u0004"u8, 0, 0]))), StringComparison.Ordinal);
        var text = rig.Cdn.Put("../../@everyone\u202Egpj.exe", Encoding.UTF8.GetBytes(Better));
        text["content_type"] = "application/zip";
        var shown = (await rig.Bot.SendAsync(Upload(text)))!;
        Assert.Contains("Save", Buttons(shown["data"]!));
        Assert.Null(Hostile.Harm(MessageJson.Text(shown["data"]!)));
    }

    [Fact]
    [Trait("Discord", "R32")]
    [Trait("Discord", "R85")]
    public async Task AFileThatDoesNotComeIsWaitedForBehindAPromiseAndNotForLong()
    {
        var time = new ManualTime(new(TestFolder.Today, new TimeOnly(12, 0), TimeSpan.Zero));
        await using var slow = await StartAsync(
            prepare: discord => (discord.Rest.Time, discord.Gateway.Time) = (time, time), configure: builder => builder.Services.AddSingleton<TimeProvider>(time));
        var asked = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var file = slow.Cdn.Put("plant.md", 10, context =>
        {
            var gone = new TaskCompletionSource();
            context.RequestAborted.Register(gone.SetResult);
            asked.SetResult();
            return gone.Task;
        });
        var interaction = Upload(file);
        var inline = slow.Bot.SendAsync(interaction);
        await asked.Task.WaitAsync(FakeGateway.Patience);
        time.Advance(TimeSpan.FromSeconds(2));
        Assert.Null(await inline);
        Assert.Equal(5, (int)(await slow.Bot.CallbackAsync(interaction)).Json!["type"]!);

        // Until the bot knows that its promise was taken.
        await Eventually.IsAsync(() => slow.Bot.Bot.App.Services.GetRequiredService<DiscordStatus>().Deferred == 1);
        time.Advance(TimeSpan.FromSeconds(8));
        var answer = await slow.Bot.Discord.Rest.NextAsync(request => request.Method == "PATCH");
        Assert.Contains("did not hand the file out in time", MessageJson.Text(answer.Json!), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("cdn.discordapp.com", "https://cdn.discordapp.com/attachments/1/2/a.md?ex=1", true)]
    [InlineData("cdn.discordapp.com", "https://CDN.discordapp.com:443/a", true)]
    [InlineData("cdn.discordapp.com", "http://cdn.discordapp.com/a", false)]
    [InlineData("cdn.discordapp.com", "https://cdn.discordapp.com:8443/a", false)]
    [InlineData("cdn.discordapp.com", "https://cdn.discordapp.com.evil.example/a", false)]
    [InlineData("cdn.discordapp.com", "https://evil.example/cdn.discordapp.com", false)]
    [InlineData("cdn.discordapp.com", "https://cdn.discordapp.com@evil.example/a", false)]
    [InlineData("cdn.discordapp.com", "https://user@cdn.discordapp.com/a", false)]
    [InlineData("cdn.discordapp.com", "https://evil.example#@cdn.discordapp.com", false)]
    [InlineData("cdn.discordapp.com", "ftp://cdn.discordapp.com/a", false)]
    [InlineData("http://127.0.0.1:8080", "http://127.0.0.1:8080/a", true)]
    [InlineData("127.0.0.1:8080", "http://127.0.0.1:8081/a", false)]
    [InlineData("localhost", "http://localhost:5000/a", true)]
    [Trait("Discord", "R85")]
    public void OnlyAHostThatIsNamedIsAsked(string setting, string address, bool isAsked) => Assert.Equal(isAsked, CdnHost.Parse(setting)!.Holds(new(address)));

    [Theory]
    [InlineData("http://cdn.discordapp.com")]
    [InlineData("https://cdn.discordapp.com/attachments")]
    [InlineData("user@cdn.discordapp.com")]
    [InlineData("*")]
    [InlineData("*.discordapp.com")]
    [InlineData("://")]
    [InlineData("http://169.254.169.254")]
    [Trait("Discord", "R85")]
    public void WhatIsNoHostIsNotASetting(string setting) => Assert.Null(CdnHost.Parse(setting));
}
