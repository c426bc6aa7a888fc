using System.Collections.Concurrent;
using System.Net;
using System.Text;
using System.Text.Json.Nodes;

namespace BriefingBot.Tests.Discord;

/// <summary>The load of a soak over HTTP: rightly signed interactions, and among them what is not from Discord or breaks on its way.</summary>
internal sealed class SoakHttp(DiscordBot bot, SoakLedger ledger, SoakTraffic traffic)
{
    private readonly ConcurrentDictionary<Task, bool> underWay = [];

    /// <summary>Begins to send one; comes back at once, as people do not wait for each other.</summary>
    public Task SendAsync(CancellationToken cancellationToken)
    {
        var kind = traffic.Between(0, 100);
        var sending = kind switch
        {
            < 4 => RefuseAsync(),
            < 8 => BreakOffAsync(),
            _ => AnswerAsync(isRepeated: kind < 14),
        };
        underWay[sending] = true;
        foreach (var (done, _) in underWay.Where(one => one.Key.IsCompletedSuccessfully))
        {
            underWay.TryRemove(done, out _);
        }

        return Task.CompletedTask;
    }

    /// <summary>Waits for what was begun; throws where an answer was not as it must be.</summary>
    public async Task FinishAsync()
    {
        await Task.WhenAll(underWay.Keys);
        underWay.Clear();
    }

    private async Task AnswerAsync(bool isRepeated)
    {
        var (interaction, name) = traffic.Next();
        var body = Encoding.UTF8.GetBytes(interaction.Json.ToJsonString());
        ledger.Add(interaction, name);
        var answer = await PostAsync(body);
        if (answer is null)
        {
            return;
        }

        Assert.Empty(DiscordBodies.Faults(interaction, answer));
        Assert.Equal(204, bot.Discord.Rest.Interactions.AnswerInline(interaction.Id, answer).Status);
        if (isRepeated)
        {
            // The same, or nothing where it is not held any more.
            var again = await PostAsync(body);
            Assert.True(again is null || JsonNode.DeepEquals(answer, again));
        }
    }

    private async Task<JsonNode?> PostAsync(byte[] body)
    {
        using var response = await bot.PostAsync(body);
        var bytes = await response.Content.ReadAsByteArrayAsync();
        Assert.True(response.StatusCode is HttpStatusCode.OK or HttpStatusCode.Accepted, $"status {response.StatusCode}");
        Assert.Equal(response.StatusCode is HttpStatusCode.Accepted, bytes.Length == 0);
        return bytes.Length == 0 ? null : JsonNode.Parse(bytes);
    }

    // Nobody is answered here but Discord.
    private async Task RefuseAsync()
    {
        var isSigned = traffic.Chance(0.5);
        var body = isSigned ? traffic.One(["{", "[]", """{"type":99,"id":"1"}"""]) : traffic.Next().Interaction.Json.ToJsonString();
        using var response = await bot.PostAsync(Encoding.UTF8.GetBytes(body), request =>
        {
            if (!isSigned)
            {
                request.Timestamps[0] = "1";
            }
        });
        Assert.Equal(isSigned ? HttpStatusCode.BadRequest : HttpStatusCode.Unauthorized, response.StatusCode);
    }

    // The rest of the body never comes.
    private async Task BreakOffAsync()
    {
        var body = Encoding.UTF8.GetBytes(traffic.Next().Interaction.Json.ToJsonString());
        await Assert.ThrowsAnyAsync<HttpRequestException>(() => bot.PostAsync(body, request => request.Content = new BrokenContent(body)));
    }

    private sealed class BrokenContent(byte[] body) : HttpContent
    {
        protected override async Task SerializeToStreamAsync(Stream stream, TransportContext? context)
        {
            await stream.WriteAsync(body.AsMemory(0, body.Length / 2));
            await stream.FlushAsync();
            throw new IOException("Broken off.");
        }

        protected override bool TryComputeLength(out long length)
        {
            length = body.Length;
            return true;
        }
    }
}
