using System.Text;
using System.Text.Json.Nodes;
using BriefingBot.Host.Discord.Interactions;

namespace BriefingBot.Tests.Discord;

/// <summary>Holds every body that the bot sends to Discord's schema and rules.</summary>
internal static class DiscordBodies
{
    /// <summary>Fails the request, and with it the test, where a body is not as it must be.</summary>
    public static void Check(FakeDiscord discord, RecordedRequest request)
    {
        foreach (var fault in DiscordRules.Check(discord.Rest.Interactions.KindOf(request.Path), request.Method, request.Path, request.Body))
        {
            discord.Rest.Report($"{request.Method} {request.Path}: {fault}");
        }
    }

    /// <summary>What is wrong with an answer on the same request.</summary>
    public static IReadOnlyList<string> Faults(TestInteraction interaction, JsonNode answer) => DiscordRules.Check(
        (InteractionType)interaction.Type, "POST", "interactions/1/token/callback", Encoding.UTF8.GetBytes(answer.ToJsonString()));
}
