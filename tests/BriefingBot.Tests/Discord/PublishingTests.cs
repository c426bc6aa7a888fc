using System.Text;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using BriefingBot.Chat;
using BriefingBot.Host.Discord;
using BriefingBot.Host.Discord.Publishing;
using BriefingBot.Tests.Chat;
using Microsoft.Extensions.DependencyInjection;

namespace BriefingBot.Tests.Discord;

public sealed class PublishingTests : IAsyncLifetime
{
    private const string Channel = "1100000000000000777";

    // Of a bot so old that it is not the application's.
    private const string User = "1100000000000000456";

    private DiscordBot bot = null!;

    public async Task InitializeAsync() => bot = await DiscordBot.StartAsync(
        "http", discord => discord.Rest.Application.Json["bot"] = new JsonObject { ["id"] = User }, configure: null);

    public async Task DisposeAsync() => await bot.DisposeAsync();

    [Fact]
    [Trait("Discord", "R68")]
    [Trait("Discord", "R69")]
    [Trait("Discord", "R70")]
    public async Task TheSamePostIsThereOnceHoweverOftenItIsTried()
    {
        var first = Assert.IsType<PublishOutcome.Sent>(await PublishAsync("digest 7 2026-11-29 part 1"));
        var second = Assert.IsType<PublishOutcome.Sent>(await PublishAsync("digest 7 2026-11-29 part 1"));

        Assert.Equal(first.MessageId, second.MessageId);
        Assert.Single(bot.Discord.Rest.Channels.In(Channel));
        Assert.IsType<PublishOutcome.Sent>(await PublishAsync("digest 7 2026-11-29 part 2"));
        Assert.Equal(2, bot.Discord.Rest.Channels.In(Channel).Count);
        Assert.All(bot.Discord.Rest.Requests.Where(IsPost), request =>
        {
            Assert.True((bool)request.Json!["enforce_nonce"]!);
            Assert.InRange(((string)request.Json["nonce"]!).Length, 1, 25);
        });
    }

    [Fact]
    [Trait("Discord", "R69")]
    public async Task APostThatSomebodyHasDeletedCountsAsSent()
    {
        var sent = Assert.IsType<PublishOutcome.Sent>(await PublishAsync("a"));
        bot.Discord.Rest.Channels.Delete(Channel, sent.MessageId);

        Assert.IsType<PublishOutcome.Sent>(await PublishAsync("a"));
        Assert.Empty(bot.Discord.Rest.Channels.In(Channel));
    }

    [Fact]
    [Trait("Discord", "R93")]
    public async Task AnAnswerThatIsLostIsAskedForAgainAndFindsThePost()
    {
        bot.Discord.Rest.Faults.Add(IsPost, FakeFault.ResetAfter);

        Assert.IsType<PublishOutcome.Sent>(await PublishAsync("lost"));
        Assert.Single(bot.Discord.Rest.Channels.In(Channel));
    }

    [Fact]
    [Trait("Discord", "R71")]
    public async Task APostThatMayBeThereIsLookedForBeforeItIsSentAgain()
    {
        var sent = Assert.IsType<PublishOutcome.Sent>(await PublishAsync("unknown"));
        await PublishAsync("another");
        var found = Assert.IsType<PublishOutcome.Sent>(await PublishAsync("unknown", mayBeThere: true));

        Assert.Equal(sent.MessageId, found.MessageId);
        Assert.Equal(2, bot.Discord.Rest.Requests.Count(IsPost));
        Assert.IsType<PublishOutcome.Sent>(await PublishAsync("never sent", mayBeThere: true));
        Assert.Equal(3, bot.Discord.Rest.Requests.Count(IsPost));
    }

    [Theory]
    [InlineData("1100000000000000444", false)]
    [InlineData(User, true)]
    [Trait("Discord", "R71")]
    public async Task WhatSomebodyElseHasCopiedIsNotTakenForThePost(string author, bool isOwn)
    {
        await Eventually.IsAsync(() => bot.Bot.App.Services.GetRequiredService<DiscordStatus>().User is User);
        var copy = new JsonObject { ["components"] = new JsonArray(new JsonObject { ["type"] = 10, ["id"] = PostMarker.Of(Channel, "copied").ComponentId, ["content"] = "x" }) };
        bot.Discord.Rest.Channels.Add(Channel, author, copy);
        var there = (string)Assert.Single(bot.Discord.Rest.Channels.In(Channel))["id"]!;

        var sent = Assert.IsType<PublishOutcome.Sent>(await PublishAsync("copied", mayBeThere: true));
        Assert.Equal(isOwn, sent.MessageId == there);
        Assert.Equal(isOwn ? 0 : 1, bot.Discord.Rest.Requests.Count(IsPost));
    }

    [Fact]
    [Trait("Discord", "R71")]
    public async Task WhereNobodyCanTellWhetherItIsThereItIsNotSent()
    {
        bot.Discord.Rest.Faults.Add(request => request.Method == "GET" && request.Path.StartsWith("channels/", StringComparison.Ordinal), FakeFault.Status(500), times: 20);

        Assert.IsType<PublishOutcome.Unknown>(await PublishAsync("unknown", mayBeThere: true));
        Assert.DoesNotContain(bot.Discord.Rest.Requests, IsPost);
    }

    [Theory]
    [InlineData(10003, "The channel is gone.")]
    [InlineData(50001, "does not see this channel")]
    [InlineData(50013, "may not write in this channel")]
    [Trait("Discord", "R74")]
    public async Task AChannelThatRefusesIsSaidToAndNotTriedAgain(int code, string reason)
    {
        bot.Discord.Rest.Channels.Refuse(Channel, code);

        Assert.Contains(reason, Assert.IsType<PublishOutcome.Refused>(await PublishAsync("refused")).Reason, StringComparison.Ordinal);
        Assert.Single(bot.Discord.Rest.Requests, IsPost);
    }

    [Theory]
    [InlineData(403, "<html>Forbidden</html>")]
    [InlineData(404, "<html>Not Found</html>")]
    [InlineData(404, """{"message":"404: Not Found","code":0}""")]
    [Trait("Discord", "R7")]
    [Trait("Discord", "R74")]
    public async Task WhatIsRefusedWithoutSayingWhyIsNotTheChannelsFault(int status, string body)
    {
        bot.Discord.Rest.Faults.Add(IsPost, FakeFault.Status(status, body));

        Assert.IsType<PublishOutcome.NotSent>(await PublishAsync("somebody between"));
        Assert.IsType<PublishOutcome.Sent>(await PublishAsync("somebody between"));
    }

    [Fact]
    [Trait("Discord", "R93")]
    public async Task APostThatDiscordFailsAtForLongEndsInDoubt()
    {
        bot.Discord.Rest.Faults.Add(IsPost, FakeFault.Status(500), times: 20);

        Assert.IsType<PublishOutcome.Unknown>(await PublishAsync("doubt"));
    }

    [Fact]
    [Trait("Discord", "R67")]
    public async Task OnlyTheNamedRoleIsMentioned()
    {
        await PublishAsync("with a role", role: "1100000000000000902");
        var mentions = Assert.Single(bot.Discord.Rest.Requests, IsPost).Json!["allowed_mentions"]!;

        Assert.Equal("""{"parse":[],"roles":["1100000000000000902"]}""", mentions.ToJsonString());
    }

    [Fact]
    [Trait("Discord", "R67")]
    public async Task TheMentionOfTheRoleStandsInThePostAndNothingElseMentionsAnybody()
    {
        await PublishAsync("with a role", role: "1100000000000000902");
        var body = Encoding.UTF8.GetString(Assert.Single(bot.Discord.Rest.Requests, IsPost).Body);

        Assert.Single(Regex.Matches(body, "<@&1100000000000000902>", RegexOptions.None, TimeSpan.FromSeconds(1)));
        Assert.DoesNotContain("@everyone", body, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("@everyone")]
    [InlineData("1>, <@&2")]
    [InlineData("-1")]
    [Trait("Discord", "R67")]
    public async Task WhatIsNoRoleMentionsNobody(string role)
    {
        await PublishAsync("no role", role: role);

        Assert.Equal("""{"parse":[]}""", Assert.Single(bot.Discord.Rest.Requests, IsPost).Json!["allowed_mentions"]!.ToJsonString());
    }

    [Fact]
    [Trait("Discord", "R74")]
    public async Task AChannelIsTriedWithoutLeavingAnythingThere()
    {
        Assert.IsType<PublishOutcome.Sent>(await Publisher.TryAsync(Channel, CancellationToken.None));
        bot.Discord.Rest.Channels.Refuse(Channel, 50013);
        Assert.Contains("may not write", Assert.IsType<PublishOutcome.Refused>(await Publisher.TryAsync(Channel, CancellationToken.None)).Reason, StringComparison.Ordinal);
        bot.Discord.Rest.Channels.Refuse(Channel, 0);

        Assert.Empty(bot.Discord.Rest.Channels.In(Channel));
        Assert.IsType<PublishOutcome.Refused>(await Publisher.TryAsync("page", CancellationToken.None));
    }

    [Fact]
    [Trait("Discord", "R74")]
    public async Task APersonIsToldInPrivate()
    {
        Assert.IsType<PublishOutcome.Sent>(await TellAsync("444"));

        var told = Assert.Single(bot.Discord.Rest.Channels.In(FakeChannels.DirectOf("444")));
        Assert.Contains("the digest stopped", told["components"]!.ToJsonString(), StringComparison.Ordinal);
        Assert.Empty(bot.Discord.Rest.Channels.In(Channel));
    }

    [Fact]
    [Trait("Discord", "R74")]
    public async Task APersonWhoTakesNoMessagesRefuses()
    {
        bot.Discord.Rest.Channels.Refuse(FakeChannels.DirectOf("444"), 50007);

        Assert.Contains("write to this person", Assert.IsType<PublishOutcome.Refused>(await TellAsync("444")).Reason, StringComparison.Ordinal);
        Assert.IsType<PublishOutcome.Rejected>(await TellAsync("0"));
        Assert.IsType<PublishOutcome.Refused>(await TellAsync(string.Empty));
        Assert.IsType<PublishOutcome.Refused>(await TellAsync("../guilds/1"));
    }

    [Fact]
    [Trait("Discord", "R93")]
    public async Task APersonWhoseChannelCannotBeOpenedWasNotTold()
    {
        bot.Discord.Rest.Faults.Add(request => request.Path == "users/@me/channels", FakeFault.Status(500), times: 20);

        Assert.IsType<PublishOutcome.NotSent>(await TellAsync("444"));
        Assert.DoesNotContain(bot.Discord.Rest.Requests, IsPost);
    }

    [Fact]
    public async Task AnAddressThatIsNoChannelIsRefused() =>
        Assert.IsType<PublishOutcome.Refused>(await PublishAsync("x", channel: "../../users/@me"));

    private DiscordPublisher Publisher => bot.Bot.App.Services.GetRequiredService<DiscordPublisher>();

    private Task<PublishOutcome> TellAsync(string person) => Publisher.TellAsync(person, TestCommand.Say("the digest stopped"), CancellationToken.None);

    private static bool IsPost(RecordedRequest request) => request.Method == "POST" && request.Path.EndsWith("/messages", StringComparison.Ordinal);

    private Task<PublishOutcome> PublishAsync(string key, bool mayBeThere = false, string? role = null, string channel = Channel) =>
        Publisher.PublishAsync(
            new(channel, TestCommand.Say("the news of @everyone"), key) { MayBeThere = mayBeThere, Role = role }, CancellationToken.None);
}
