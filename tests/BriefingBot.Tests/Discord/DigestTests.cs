using System.Collections.Immutable;
using System.Text.Json.Nodes;
using BriefingBot.Chat;
using BriefingBot.Digests;
using BriefingBot.Digests.Delivery;
using BriefingBot.Host.Discord.Registration;
using BriefingBot.Host.Search;
using BriefingBot.Tests.Digests;
using Microsoft.Extensions.DependencyInjection;

namespace BriefingBot.Tests.Discord;

/// <summary>Digests on Discord: how their commands are registered, and what a manager of a server does with them.</summary>
public sealed class DigestTests : IAsyncLifetime, IDigestSender
{
    private readonly MemoryState state = new();
    private DiscordBot bot = null!;

    public async Task InitializeAsync() =>
        bot = await DiscordBot.OverHttpAsync(builder => builder.Services.AddSingleton(new DigestServices(state, state, this)));

    public async Task DisposeAsync() => await bot.DisposeAsync();

    public Task<Occurrence?> SendNowAsync(Subscription subscription, CancellationToken cancellationToken) => Task.FromResult<Occurrence?>(null);

    [Theory]
    [InlineData(true, "applications/1/commands")]
    [InlineData(false, "applications/1/guilds/2/commands")]
    [Trait("Discord", "R51")]
    [Trait("Discord", "R53")]
    [Trait("Discord", "R54")]
    [Trait("Discord", "R55")]
    [Trait("Discord", "R57")]
    [Trait("Discord", "R58")]
    public void TheCommandsAreForManagersOfServers(bool isGlobal, string route)
    {
        var body = CommandBodies.Write(Definitions(), isGlobal);
        Assert.Empty(DiscordRules.Check(null, "PUT", route, body));
        var digest = JsonNode.Parse(body)!.AsArray().Single(command => (string?)command!["name"] == "digest")!;

        Assert.Equal("32", (string?)digest["default_member_permissions"]);
        Assert.Equal(isGlobal ? "[0]" : null, digest["contexts"]?.ToJsonString());
        Assert.Equal(
            ["subscribe", "list", "preview", "send", "pause", "resume", "remove", "log"],
            digest["options"]!.AsArray().Select(option => (string?)option!["name"]));
    }

    [Fact]
    [Trait("Discord", "R26")]
    [Trait("Discord", "R54")]
    public void TheRoleIsChosenFromDiscordsOwnList()
    {
        var digest = JsonNode.Parse(CommandBodies.Write(Definitions(), isGlobal: true))!.AsArray().Single(command => (string?)command!["name"] == "digest")!;
        var options = digest["options"]![0]!["options"]!.AsArray();

        Assert.Equal("""{"type":8,"name":"role","description":"The one role that it notifies; nobody without it","required":false}""", options[^1]!.ToJsonString());
        Assert.Equal(["topics", "time", "zone", "days", "content"], options.Where(option => (bool?)option!["autocomplete"] is true).Select(option => (string?)option!["name"]));
    }

    [Fact]
    [Trait("Discord", "R75")]
    public async Task AManagerSubscribesSavesAndFindsItInTheList()
    {
        var asked = await AskAsync("digest subscribe", ("topics", "china-nk"), ("time", "08:00"), ("zone", "Europe/Berlin"), ("role", "1100000000000000902"));
        var shown = string.Join('\n', Texts(asked));
        Assert.Contains("Sun 22 Nov 2026, 08:00 Europe/Berlin (<t:1795330800:F>)", shown, StringComparison.Ordinal);
        Assert.Contains("\"flags\":32832", asked.ToJsonString(), StringComparison.Ordinal);
        Assert.DoesNotContain("<@&", shown, StringComparison.Ordinal);

        var saved = (await bot.SendAsync(TestInteraction.Press(IdOf(asked, "Save")).By(TestInteraction.ManageServer)))!;
        Assert.Equal(7, (int)saved["type"]!);
        Assert.Contains("## Saved", (string?)Texts(saved).First(), StringComparison.Ordinal);
        var subscription = Assert.Single(state.All);
        Assert.Equal(SubscriptionState.Active, subscription.State);
        Assert.Equal(new ChannelAddress("discord", $"discord:{TestInteraction.Guild}", "1100000000000000777"), subscription.Channel);
        Assert.Equal((new Person("1100000000000000444", "reader"), "1100000000000000902"), (subscription.CreatedBy, subscription.Role));

        Assert.Contains("Set up by reader on 21 November 2026.", string.Join('\n', Texts(await AskAsync("digest list"))), StringComparison.Ordinal);
    }

    [Fact]
    [Trait("Discord", "R29")]
    [Trait("Discord", "R57")]
    [Trait("Discord", "R75")]
    public async Task WhoeverDoesNotManageTheServerIsRefusedWhateverDiscordLetThrough()
    {
        var asked = await AskAsync("digest subscribe", ("topics", "china-nk"), ("time", "08:00"));
        var pressed = await bot.SendAsync(TestInteraction.Press(IdOf(asked, "Save")));
        var typed = await bot.SendAsync(TestInteraction.Command("digest list"));
        var direct = await bot.SendAsync(TestInteraction.Command("digest list").InDirectMessage());
        var offered = await bot.SendAsync(TestInteraction.Completion("digest subscribe", "topics", ("topics", "ch")));

        Assert.All([pressed, typed, direct], answer => Assert.Contains("is for people who manage this server", answer!.ToJsonString(), StringComparison.Ordinal));
        Assert.Empty(offered!["data"]!["choices"]!.AsArray());
        Assert.Equal(SubscriptionState.Draft, Assert.Single(state.All).State);
    }

    [Fact]
    [Trait("Discord", "R24")]
    public async Task ThePersonIsCalledAsDiscordShowsThem()
    {
        var interaction = TestInteraction.Command("digest subscribe", ("topics", "china-nk"), ("time", "08:00")).By(TestInteraction.ManageServer);
        interaction.Json["member"]!["user"]!["global_name"] = "Ada “\u00e9” \n @everyone";
        await bot.SendAsync(interaction);

        Assert.Equal("Ada “\u00e9” \n @everyone", Assert.Single(state.All).CreatedBy.Name);
        Assert.DoesNotContain("@everyone", string.Join('\n', Texts(await AskAsync("digest list"))), StringComparison.Ordinal);
    }

    [Fact]
    [Trait("Discord", "R23")]
    public async Task WithoutAChannelThereIsNothingToSubscribe()
    {
        var interaction = TestInteraction.Command("digest subscribe", ("topics", "china-nk"), ("time", "08:00")).By(TestInteraction.ManageServer);
        interaction.Json.Remove("channel_id");

        Assert.Contains("Digests are posted to a channel, and this is none.", (await bot.SendAsync(interaction))!.ToJsonString(), StringComparison.Ordinal);
        Assert.Empty(state.All);
    }

    [Fact]
    [Trait("Discord", "R61")]
    public async Task TheChannelsDigestsAreCompleted()
    {
        var asked = await AskAsync("digest subscribe", ("topics", "china-nk"), ("time", "08:00"));
        await bot.SendAsync(TestInteraction.Press(IdOf(asked, "Save")).By(TestInteraction.ManageServer));
        var offered = await bot.SendAsync(TestInteraction.Completion("digest pause", "id", ("id", string.Empty)).By(TestInteraction.ManageServer));

        Assert.Equal(state.All[0].Id, (string?)Assert.Single(offered!["data"]!["choices"]!.AsArray())!["value"]);
    }

    private static ImmutableArray<CommandDefinition> Definitions()
    {
        using var index = new SectionIndex();
        var unused = new MemoryState();
        return [.. BotCommands.All(index, TimeProvider.System, new(unused, unused, null!)).Select(command => command.Definition)];
    }

    private async Task<JsonNode> AskAsync(string command, params (string Name, JsonNode Value)[] options) =>
        (await bot.SendAsync(TestInteraction.Command(command, options).By(TestInteraction.ManageServer)))!;

    private static string IdOf(JsonNode answer, string label) =>
        (string)All(answer["data"]!["components"]!).Single(component => (string?)component["label"] == label)["custom_id"]!;

    private static IEnumerable<string?> Texts(JsonNode answer) => All(answer["data"]!["components"]!).Where(component => (int)component["type"]! == 10).Select(component => (string?)component["content"]);

    private static IEnumerable<JsonNode> All(JsonNode components) =>
        components.AsArray().SelectMany(component => component!["components"] is { } inner ? All(inner).Prepend(component) : [component]);
}
