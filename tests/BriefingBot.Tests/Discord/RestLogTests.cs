using BriefingBot.Host.Discord.Rest;

namespace BriefingBot.Tests.Discord;

/// <summary>What may stand in a log after everything went wrong.</summary>
public sealed class RestLogTests
{
    private const string Secret = "sEcReT0interaction";
    private const string Words = "Good morning";

    [Fact]
    [Trait("Discord", "R9")]
    public async Task NoTokenAndNoTextIsEverLogged()
    {
        using var log = new CapturedLog();
        await using var rig = await RestRig.StartAsync(new QuickTime(20), log);
        FakeFault[] storm =
        [
            FakeFault.Status(400, """{"code":50035,"message":"Good morning","errors":{"content":{"_errors":[{"code":"BASE_TYPE_MAX_LENGTH","message":"Good morning sEcReT0interaction"}]}}}"""),
            FakeFault.Status(403, $$"""{"code":50013,"message":"{{Words}}"}"""),
            FakeFault.Status(404, """{"code":10062}"""),
            FakeFault.Status(500, Words),
            FakeFault.ResetBefore,
            FakeFault.ResetAfter,
            FakeFault.RateLimited("user", 0.1),
            FakeFault.RateLimited("user", 1000),
            FakeFault.Silence,
            FakeFault.Malformed,
        ];
        foreach (var fault in storm)
        {
            foreach (var route in new[] { $"interactions/1/{Secret}/callback", $"webhooks/1/{Secret}", $"webhooks/1/{Secret}{Array.IndexOf(storm, fault)}", "channels/7/messages" })
            {
                rig.Fake.Faults.Add(fault);
                await rig.SendAsync(HttpMethod.Post, route, $$"""{"content":"{{Words}}"}""", seconds: 60);
                rig.Fake.Faults.Clear();
            }
        }

        rig.Fake.Faults.Add(FakeFault.Banned(1));
        await rig.GetAsync("gateway/bot");
        rig.Fake.Faults.Add(FakeFault.Empty401);
        await rig.GetAsync("users/@me");
        Assert.Equal(RestOutcome.NotSent, (await rig.PostAsync("7")).Outcome);

        Assert.Contains("POST interactions/{id}/{token}/callback", log.Text, StringComparison.Ordinal);
        Assert.Contains("content BASE_TYPE_MAX_LENGTH", log.Text, StringComparison.Ordinal);
        Assert.All(
            new[] { Secret, FakeDiscord.Token, Words, "http://" },
            secret => Assert.DoesNotContain(secret, log.Text, StringComparison.OrdinalIgnoreCase));
    }
}
