using BriefingBot.Host.Discord.Rest;

namespace BriefingBot.Tests.Discord;

/// <summary>Everything that goes wrong between the bot and Discord's REST interface, by chance.</summary>
internal sealed class SoakRestFaults(FakeRestFaults faults, SoakTraffic chance, TimeProvider time)
{
    // What has gathered while nothing was asked would meet whoever asks next, and nobody would be answered.
    private const int MostPlanned = 6;

    private readonly Func<FakeFault>[] all =
    [
        () => FakeFault.RateLimited("user", chance.Between(0.05, 1)),
        () => FakeFault.RateLimited("shared", chance.Between(0.05, 1)),
        () => FakeFault.RateLimited("global", chance.Between(0.05, 1)),
        () => FakeFault.Banned(retryAfter: 1),
        () => FakeFault.Status(500, "<html>broken</html>"),
        () => FakeFault.Status(502),
        () => FakeFault.Status(503, """{"message":"overloaded","code":0}"""),
        () => FakeFault.Delayed(TimeSpan.FromSeconds(chance.Between(0.1, 2.5)), time),
        () => FakeFault.ResetBefore,
        () => FakeFault.ResetAfter,
        () => FakeFault.Silence,
        () => FakeFault.SilenceAfter,
        () => new(After: (context, answer) => (answer.Status is 204 or 200 ? new FakeAnswer(200, "{\"id\":") : answer).WriteAsync(context)),
    ];

    /// <summary>Plans one for the next answers, mostly first ones.</summary>
    public void Next()
    {
        if (faults.Planned >= MostPlanned)
        {
            return;
        }

        var kind = chance.Chance(0.7) ? RouteKind.Callback : RouteKind.Webhook;
        faults.Add(request => RestRoute.KindOf(request.Path) == kind, chance.One(all)(), 1 + (int)chance.Between(0, 3));
    }
}
