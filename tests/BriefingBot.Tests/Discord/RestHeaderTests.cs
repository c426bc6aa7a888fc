using System.Security.Authentication;
using BriefingBot.Host.Discord.Rest;

namespace BriefingBot.Tests.Discord;

/// <summary>What every request says of itself, and where it goes.</summary>
public sealed class RestHeaderTests
{
    [Fact]
    [Trait("Discord", "R1")]
    public async Task EveryRequestSaysThatItIsABotWithItsAddressAndVersion()
    {
        await using var rig = await RestRig.StartAsync();
        Assert.True((await rig.GetAsync("gateway/bot")).IsOk);
        await rig.AnsweredAsync(1, "a-token");

        Assert.All(rig.Fake.Requests, request => Assert.Matches(@"^DiscordBot \(https://\S+, \d+\.\d+\.\d+\)$", request.Headers["User-Agent"]));
        Assert.Empty(rig.Fake.Violations);
    }

    [Theory]
    [Trait("Discord", "R2")]
    [InlineData("")]
    [InlineData("/api")]
    [InlineData("/api/v10")]
    [InlineData("/api/v10/")]
    public async Task EveryRequestIsOfVersionTenAndNamesTheTypeOfItsBody(string path)
    {
        await using var rig = await RestRig.StartAsync(url: discord => discord.ApiBaseUrl.Replace("/api/v10", path, StringComparison.Ordinal));
        Assert.True((await rig.PostAsync("7")).IsOk);

        var request = await rig.Fake.Log.NextAsync("POST", "channels/7/messages");
        Assert.Equal("application/json", request.Headers["Content-Type"]);
        Assert.Equal("Good morning", (string?)request.Json!["content"]);
        Assert.Empty(rig.Fake.Violations);
    }

    [Fact]
    [Trait("Discord", "R3")]
    public async Task TheBotsTokenIsShownWhereItIsNeeded()
    {
        await using var rig = await RestRig.StartAsync();
        Assert.True((await rig.GetAsync("users/@me")).IsOk);

        Assert.Equal($"Bot {FakeDiscord.Token}", (await rig.Fake.Log.NextAsync("GET", "users/@me")).Headers["Authorization"]);
    }

    [Fact]
    [Trait("Discord", "R4")]
    public async Task TheBotsTokenIsNotShownWhereThePathIsTheCredential()
    {
        await using var rig = await RestRig.StartAsync();
        var webhook = await rig.AnsweredAsync(1, "a-token");
        Assert.True((await rig.SendAsync(HttpMethod.Patch, $"{webhook}/messages/@original", """{"content":"a"}""")).IsOk);
        Assert.True((await rig.SendAsync(HttpMethod.Post, $"{webhook}?wait=true", """{"content":"b"}""")).IsOk);
        Assert.True((await rig.SendAsync(HttpMethod.Delete, $"{webhook}/messages/@original")).IsOk);

        Assert.Equal(4, rig.Fake.Requests.Length);
        Assert.All(rig.Fake.Requests, request => Assert.DoesNotContain("Authorization", request.Headers.Keys));
        Assert.Empty(rig.Fake.Violations);
    }

    [Fact]
    [Trait("Discord", "R5")]
    public async Task IdsKeepEveryDigitHoweverGreatTheyAre()
    {
        await using var rig = await RestRig.StartAsync();
        Assert.True((await rig.PostAsync("18446744073709551615")).IsOk);

        await rig.Fake.Log.NextAsync("POST", "channels/18446744073709551615/messages");
    }

    [Fact]
    [Trait("Discord", "R8")]
    [Trait("Discord", "R95")]
    public async Task ConnectionsAreSafeAndAreRenewed()
    {
        await using var rig = await RestRig.StartAsync();
        var handler = rig.Get<IHttpMessageHandlerFactory>().CreateHandler(DiscordRest.ClientName);
        while (handler is DelegatingHandler { InnerHandler: { } inner })
        {
            handler = inner;
        }

        var sockets = Assert.IsType<SocketsHttpHandler>(handler);
        Assert.Equal(SslProtocols.Tls12 | SslProtocols.Tls13, sockets.SslOptions.EnabledSslProtocols);
        Assert.Equal(TimeSpan.FromSeconds(5), sockets.ConnectTimeout);
        Assert.InRange(sockets.PooledConnectionLifetime, TimeSpan.FromSeconds(1), TimeSpan.FromMinutes(5));
        Assert.False(sockets.UseCookies || sockets.AllowAutoRedirect);
        Assert.Null(sockets.ActivityHeadersPropagator);
    }

    [Fact]
    public async Task ARedirectIsNotFollowed()
    {
        await using var rig = await RestRig.StartAsync();
        rig.Fake.Faults.Add(FakeFault.Status(302, "", ("Location", "/api/v10/users/@me")));
        var result = await rig.GetAsync("gateway/bot");

        Assert.Equal((RestOutcome.Refused, 302), (result.Outcome, result.Status));
        Assert.Single(rig.Fake.Requests);
    }

    [Theory]
    [Trait("Discord", "R9")]
    [InlineData("interactions/1/secret/callback?with_response=true", "interactions/{id}/{token}/callback")]
    [InlineData("webhooks/1/secret", "webhooks/{id}/{token}")]
    [InlineData("webhooks/1/secret?wait=true", "webhooks/{id}/{token}")]
    [InlineData("webhooks/1/secret/messages/@original", "webhooks/{id}/{token}/messages/@original")]
    [InlineData("webhooks/1/123/messages/9", "webhooks/{id}/{token}/messages/{id}")]
    [InlineData("channels/1/messages?limit=50", "channels/{id}/messages")]
    [InlineData("channels/1/messages/2/reactions/%F0%9F%91%8D/@me", "channels/{id}/messages/{id}/reactions/{other}/@me")]
    [InlineData("interactions/1", "interactions/{id}")]
    [InlineData("interactions//secret", "interactions//{token}")]
    [InlineData("", "")]
    public void ARouteIsNamedWithoutItsIdsAndTokens(string route, string name)
    {
        Assert.Equal(name, RestRoute.Template(route));
        Assert.DoesNotContain("secret", new RestRequest(HttpMethod.Get, route).ToString(), StringComparison.Ordinal);
        using var message = new RestMessage(new(HttpMethod.Get, route), "http://localhost/", TimeProvider.System);
        Assert.DoesNotContain("secret", message.ToString(), StringComparison.Ordinal);
    }

    [Theory]
    [Trait("Discord", "R88")]
    [InlineData("channels/1/messages/2", "channels/1")]
    [InlineData("guilds/1", "guilds/1")]
    [InlineData("webhooks/1/t/messages/@original", "webhooks/1/t")]
    [InlineData("webhooks/1/t?wait=true", "webhooks/1/t")]
    [InlineData("webhooks/1", "webhooks/1")]
    [InlineData("applications/1/commands", "")]
    public void TheTopLevelResourceOfARoute(string route, string resource) => Assert.Equal(resource, RestRoute.Resource(route));
}
