using BriefingBot.Chat;
using BriefingBot.Host.Discord.Rendering;
using BriefingBot.Tests.Chat;
using Microsoft.AspNetCore.Builder;

namespace BriefingBot.Tests.Discord;

/// <summary>What people do to the bot: mostly what it is for, some of it nonsense, some of it slow.</summary>
internal sealed class SoakTraffic(Random random, TimeProvider time)
{
    private static readonly string[] Sections = ["history", "economics", "strategy", "nuclear", "outlook", "no-such-section"];

    private readonly Lock gate = new();

    /// <summary>Commands beside the bot's own: <c>slow</c> takes seconds, <c>fails</c> throws.</summary>
    public Action<WebApplicationBuilder> Commands => TestCommand.Add(
        TestCommand.Named("slow", async request =>
        {
            await Task.Delay(TimeSpan.FromSeconds(Between(1.5, 6)), time);
            return TestCommand.Say("at last") with { Audience = Chance(0.3) ? Audience.Channel : Audience.Private };
        }),
        TestCommand.Named("fails", _ => throw new SoakException()));

    public bool Chance(double chance) => Between(0, 1) < chance;

    public double Between(double least, double most)
    {
        lock (gate)
        {
            return least + (random.NextDouble() * (most - least));
        }
    }

    public T One<T>(IReadOnlyList<T> of) => of[(int)Between(0, of.Count)];

    /// <summary>The next thing that somebody does, with a name for it.</summary>
    public (TestInteraction Interaction, string Name) Next()
    {
        var kind = Between(0, 100);
        var (interaction, name) = kind switch
        {
            < 35 => (TestInteraction.Command("brief", ("topic", "china-nk"), ("section", One(Sections))), "brief"),
            < 40 => (TestInteraction.Command("topics"), "topics"),
            < 45 => (TestInteraction.Command("search", ("words", "trade border")), "search"),
            < 50 => (TestInteraction.Command("sources", ("topic", "china-nk")), "sources"),
            < 53 => (TestInteraction.Command("no-such-command"), "unknown"),
            < 75 => (TestInteraction.Completion("brief", "topic", ("topic", One(["", "c", "chi", "xyz"]))), "completion"),
            < 90 => (TestInteraction.Press(CustomId.Write("-", part: 1, $"/brief china-nk {One(Sections)}")!, isPrivate: Chance(0.7)), "press"),
            < 92 => (TestInteraction.Press("something else"), "stale press"),
            < 93 => (TestInteraction.Modal(), "modal"),
            < 96 => (TestInteraction.Command("slow"), "slow"),
            < 98 => (TestInteraction.Press(CustomId.Write("-", part: 1, "/slow")!, isPrivate: Chance(0.7)), "slow press"),
            _ => (TestInteraction.Command("fails"), "fails"),
        };
        return (Chance(0.1) ? interaction.InDirectMessage() : interaction, name);
    }
}
