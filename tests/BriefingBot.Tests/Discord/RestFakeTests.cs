using System.Text;
using System.Text.Json.Nodes;
using BriefingBot.Host.Discord.Rest;

namespace BriefingBot.Tests.Discord;

/// <summary>That the stand-in for Discord keeps Discord's rules, without which the other tests would show nothing.</summary>
public sealed class RestFakeTests
{
    [Fact]
    [Trait("Discord", "R69")]
    public async Task TheSameNonceGivesTheFirstMessageUntilItIsDeleted()
    {
        await using var rig = await RestRig.StartAsync();
        var (first, again) = (await PostAsync(), await PostAsync());
        Assert.Equal(Id(first.Body), Id(again.Body));
        Assert.Single(rig.Fake.Channels.In("7"));

        rig.Fake.Channels.Delete("7", Id(first.Body));
        Assert.Equal(10008, (await PostAsync()).Code);

        Task<RestResult> PostAsync() =>
            rig.SendAsync(HttpMethod.Post, "channels/7/messages", """{"content":"a","nonce":"n1","enforce_nonce":true}""");
    }

    [Fact]
    [Trait("Discord", "R31")]
    [Trait("Discord", "R35")]
    [Trait("Discord", "R40")]
    public async Task ACallbackMustComeInTimeAndBeOfAKindThatTheInteractionTakes()
    {
        await using var rig = await RestRig.StartAsync();
        rig.Fake.IssueInteraction(1, "command", 2);
        rig.Fake.IssueInteraction(2, "completion", 4);
        Assert.Equal(50035, (await SendAsync(1, "command", """{"type":6}""")).Code);
        Assert.Equal(50035, (await SendAsync(1, "command", """{"type":5,"data":{"flags":32768}}""")).Code);
        Assert.Equal(50035, (await SendAsync(2, "completion", """{"type":4,"data":{"content":"a"}}""")).Code);
        Assert.Equal(50109, (await SendAsync(2, "completion", "{")).Code);
        Assert.True((await SendAsync(1, "command", """{"type":5,"data":{"flags":64}}""")).IsOk);
        Assert.Equal(3, rig.Fake.Violations.Length);

        rig.Fake.Interactions.AnswerWithin = TimeSpan.Zero;
        Assert.Equal(10062, (await SendAsync(2, "completion", """{"type":8,"data":{"choices":[]}}""")).Code);

        Task<RestResult> SendAsync(ulong id, string token, string body) =>
            rig.SendAsync(HttpMethod.Post, $"interactions/{id}/{token}/callback", body);
    }

    [Fact]
    [Trait("Discord", "R38")]
    [Trait("Discord", "R39")]
    [Trait("Discord", "R41")]
    public async Task ADeferredAnswerIsResolvedAndStaysPrivate()
    {
        await using var rig = await RestRig.StartAsync();
        rig.Fake.IssueInteraction(1, "token", 2);
        await rig.SendAsync(HttpMethod.Post, "interactions/1/token/callback", """{"type":5,"data":{"flags":64}}""");
        var webhook = $"webhooks/{FakeDiscord.ApplicationId}/token";
        Assert.True((await rig.SendAsync(HttpMethod.Patch, $"{webhook}/messages/@original", """{"content":"done","flags":4}""")).IsOk);
        Assert.True((await rig.SendAsync(HttpMethod.Post, webhook, """{"content":"more"}""")).IsOk);

        Assert.Equal([("done", 68), ("more", 0)], rig.Fake.Interactions.MessagesOf(1).Select(message => ((string)message["content"]!, (int)message["flags"]!)));
        Assert.Empty(rig.Fake.Violations);
    }

    [Fact]
    [Trait("Discord", "R47")]
    [Trait("Discord", "R48")]
    public async Task CommandsComeBackWithWhatTheServerAddsAndANewVersionEachTime()
    {
        await using var rig = await RestRig.StartAsync();
        var route = $"applications/{FakeDiscord.ApplicationId}/commands";
        const string Body = """[{"name":"brief","description":"d","name_localizations":{"de":"kurz"}}]""";
        var (first, second) = (Only(await rig.SendAsync(HttpMethod.Put, route, Body)), Only(await rig.SendAsync(HttpMethod.Put, route, Body)));
        Assert.Equal((string?)first["id"], (string?)second["id"]);
        Assert.NotEqual((string?)first["version"], (string?)second["version"]);
        Assert.False((bool)first["nsfw"]!);

        Assert.False(Only(await rig.GetAsync(route)).ContainsKey("name_localizations"));
        Assert.Equal("kurz", (string?)Only(await rig.GetAsync($"{route}?with_localizations=true"))["name_localizations"]!["de"]);

        static JsonObject Only(RestResult result) =>
            JsonNode.Parse(result.Body.Span)!.AsArray().Single()!.AsObject();
    }

    private static string Id(ReadOnlyMemory<byte> message) => (string)JsonNode.Parse(Encoding.UTF8.GetString(message.Span))!["id"]!;
}
