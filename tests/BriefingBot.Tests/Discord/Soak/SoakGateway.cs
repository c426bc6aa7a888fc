using System.Collections.Concurrent;

namespace BriefingBot.Tests.Discord;

/// <summary>The load of a soak over the gateway, and what happens to the connection meanwhile.</summary>
internal sealed class SoakGateway
{
    // What a connection has to last to make up for those before it (Discord R111).
    private static readonly TimeSpan Lasting = TimeSpan.FromSeconds(61);

    private readonly FakeDiscord discord;
    private readonly SoakLedger ledger;
    private readonly SoakTraffic traffic;
    private readonly FastTime time;
    private readonly SoakGatewayFaults faults;
    private readonly ConcurrentDictionary<string, int> breaks = new(StringComparer.Ordinal);
    private volatile string lastBreak = "nothing";

    public SoakGateway(FakeDiscord discord, SoakLedger ledger, SoakTraffic traffic, FastTime time)
    {
        (this.discord, this.ledger, this.traffic, this.time) = (discord, ledger, traffic, time);
        faults = new(discord.Gateway, traffic);
        discord.Gateway.OnEnded = ledger.Lose;
        discord.Gateway.OnWritten = ledger.Write;
    }

    public IEnumerable<string> Breaks => breaks.OrderBy(one => one.Key, StringComparer.Ordinal).Select(one => $"{one.Value,6} × {one.Key}");

    public Task SendAsync()
    {
        if (discord.Gateway.Connected.Count == 0 && traffic.Chance(0.9))
        {
            // What waits for the next connection is mostly too old by then: enough of it to see it come, and no more.
            return Task.CompletedTask;
        }

        var (interaction, name) = traffic.Next();
        ledger.Add(interaction, $"{name} after {lastBreak}");
        var json = interaction.Json.ToJsonString();
        if (discord.Gateway.Dispatch("INTERACTION_CREATE", json) == 0)
        {
            ledger.Lose(interaction.Id);
        }
        else if (traffic.Chance(0.05))
        {
            discord.Gateway.Dispatch("INTERACTION_CREATE", json);
        }

        return Task.CompletedTask;
    }

    public void Disturb() => faults.Disturb();

    public async Task BreakAsync()
    {
        if (discord.Gateway.Connected.Count > 0 && traffic.Chance(0.2))
        {
            // Or the bot would wait for a minute after each end, and most of a soak would be waiting.
            time.Skip(Lasting);
        }

        if (traffic.Chance(0.4) && await faults.BreakAsync() is { } name)
        {
            lastBreak = name;
            breaks.AddOrUpdate(name, 1, (_, count) => count + 1);
        }
    }

    /// <summary>Lets nothing go wrong from now on but what has begun: a connection that is silent stays so until the bot finds out.</summary>
    public void Calm()
    {
        discord.Gateway.Refusals = 0;
        discord.Gateway.Answers.Clear();
    }
}
