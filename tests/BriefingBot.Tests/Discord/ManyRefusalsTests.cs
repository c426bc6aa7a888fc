using System.Net;
using System.Text;
using BriefingBot.Host.Discord;
using BriefingBot.Host.Discord.Interactions;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace BriefingBot.Tests.Discord;

/// <summary>Who sends many wrong signatures costs the bot next to nothing and nobody else anything.</summary>
[Trait("Discord", "R21")]
public sealed class ManyRefusalsTests
{
    private const int Clients = 16;
    private const int WrongOfEach = 60;
    private const int GoodOfEach = 6;

    [Fact]
    public async Task AmongManyWrongSignaturesEveryGoodRequestIsAnsweredAndNothingIsNoted()
    {
        var log = new CapturedLog();
        await using var bot = await DiscordBot.StartAsync(
            "http",
            discord => discord.Rest.Application.Json["interactions_endpoint_url"] = "https://bot.example/discord/interactions",
            builder => builder.Logging.AddProvider(log));
        await bot.Discord.Rest.NextAsync(request => request.Method == "PUT");
        var status = bot.Bot.App.Services.GetRequiredService<DiscordStatus>();
        var forged = new TestInteraction[Clients];

        // Each good one among ten wrong ones, of as many clients at once.
        await Task.WhenAll(Enumerable.Range(0, Clients).Select(async client =>
        {
            for (var i = 0; i < WrongOfEach; i++)
            {
                forged[client] = TestInteraction.Command("topics");
                await RefusedAsync(bot, forged[client]);
                if (i % (WrongOfEach / GoodOfEach) == 0)
                {
                    Assert.Equal(4, (int)(await bot.SendAsync(TestInteraction.Command("topics")))!["type"]!);
                }
            }
        }));

        Assert.Equal(Clients * WrongOfEach, status.Refused);
        Assert.DoesNotContain("ignature", log.Text, StringComparison.Ordinal);
        Assert.DoesNotContain(log.Text.Split('\n'), line => line.StartsWith("Warning ", StringComparison.Ordinal) || line.StartsWith("Error ", StringComparison.Ordinal));
        Assert.DoesNotContain(bot.Discord.Rest.Requests, request => request.Path.Contains("interactions/", StringComparison.Ordinal));

        // Nothing of what was refused is remembered: rightly signed, the same interactions are new.
        foreach (var interaction in forged)
        {
            Assert.Equal(4, (int)(await bot.SendAsync(interaction))!["type"]!);
        }
    }

    [Fact]
    public void LookingAtASignatureAllocatesNothing()
    {
        var verifier = SignatureVerifier.Create("d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a")!;
        var right = "e5564300c360ac729086e2cc806e828a84877f1eb8e5d974d873e065224901555fb8821590a33bacc61e39701cf9b46bd25bf5f0595bbe24655141438e7a100b";
        string[] signatures = [right, new('0', right.Length), "g" + right[1..], right[..^1]];
        var held = Held(verifier, signatures);
        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var i = 0; i < 100; i++)
        {
            held += Held(verifier, signatures);
        }

        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
        Assert.Equal(101, held);
    }

    private static int Held(SignatureVerifier verifier, string[] signatures)
    {
        var held = 0;
        foreach (var signature in signatures)
        {
            held += verifier.Verify(signature, []) ? 1 : 0;
        }

        return held;
    }

    private static async Task RefusedAsync(DiscordBot bot, TestInteraction interaction)
    {
        using var response = await bot.PostAsync(Encoding.UTF8.GetBytes(interaction.Json.ToJsonString()), request =>
            request.Signatures[0] = (request.Signatures[0][0] == '0' ? '1' : '0') + request.Signatures[0][1..]);
        Assert.Equal(HttpStatusCode.Unauthorized, response.StatusCode);
        Assert.Empty(await response.Content.ReadAsByteArrayAsync());
    }
}
