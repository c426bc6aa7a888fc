using System.Globalization;
using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using BriefingBot.Host.Discord.Gateway;
using BriefingBot.Tests.Host;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using NSec.Cryptography;

namespace BriefingBot.Tests.Discord;

/// <summary>The real bot, set up for a fake Discord; both are stopped together, and then nothing may have been done against Discord's rules.</summary>
internal sealed class DiscordBot : IAsyncDisposable
{
    private readonly Key key;
    private readonly RunningBot bot;

    private readonly DirectoryInfo sessions;

    private DiscordBot(FakeDiscord discord, Key key, RunningBot bot, DirectoryInfo sessions) =>
        (Discord, this.key, this.bot, this.sessions) = (discord, key, bot, sessions);

    public FakeDiscord Discord { get; }

    public RunningBot Bot => bot;

    public static Task<DiscordBot> OverHttpAsync(Action<WebApplicationBuilder>? configure = null, params string[] settings) =>
        StartAsync("http", prepare: null, configure, settings);

    /// <summary>Comes back once the gateway's connection is there.</summary>
    public static async Task<DiscordBot> OverGatewayAsync(Action<WebApplicationBuilder>? configure = null, params string[] settings)
    {
        var started = await StartAsync("gateway", prepare: null, configure, settings);
        await started.Discord.Gateway.NextIdentifyAsync();
        return started;
    }

    /// <param name="prepare">What Discord is to be like before the bot is there.</param>
    public static async Task<DiscordBot> StartAsync(string transport, Action<FakeDiscord>? prepare, Action<WebApplicationBuilder>? configure, params string[] settings)
    {
        var discord = await FakeDiscord.StartAsync();
        var signing = Key.Create(SignatureAlgorithm.Ed25519);
        var publicKey = Convert.ToHexStringLower(signing.PublicKey.Export(KeyBlobFormat.RawPublicKey));
        discord.Rest.Application.Json["verify_key"] = publicKey;
        discord.Rest.Inspect = request => DiscordBodies.Check(discord, request);
        prepare?.Invoke(discord);
        var folder = Directory.CreateTempSubdirectory("discord-");
        var started = await RunningBot.StartAsync(
            [
                $"--Discord:Token={FakeDiscord.Token}", $"--Discord:ApplicationId={FakeDiscord.ApplicationId}", $"--Discord:PublicKey={publicKey}",
                $"--Discord:Transport={transport}", $"--Discord:ApiBaseUrl={discord.ApiBaseUrl}", $"--Discord:CdnHosts={discord.Rest.Cdn.Url}", .. settings,
            ],
            builder =>
            {
                // Each bot remembers its own sessions, or none.
                builder.Services.AddSingleton(provider => ActivatorUtilities.CreateInstance<SessionStore>(provider, folder.FullName));
                configure?.Invoke(builder);
            });
        return new(discord, signing, started, folder);
    }

    /// <summary>Sends an interaction as Discord does over HTTP, rightly signed. Gives back the inline answer, or null for a 202.</summary>
    public async Task<JsonNode?> SendAsync(TestInteraction interaction)
    {
        Discord.Rest.IssueInteraction(interaction.Id, interaction.Token, interaction.Type, interaction.IsFromComponent);
        using var response = await PostAsync(Encoding.UTF8.GetBytes(interaction.Json.ToJsonString()));
        if (response.StatusCode is HttpStatusCode.Accepted)
        {
            Assert.Empty(await response.Content.ReadAsByteArrayAsync());
            return null;
        }

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.Equal("application/json", response.Content.Headers.ContentType?.MediaType);
        var answer = JsonNode.Parse(await response.Content.ReadAsByteArrayAsync())!;
        Assert.Empty(DiscordBodies.Faults(interaction, answer));
        if (interaction.Type != 1)
        {
            Assert.Equal(204, Discord.Rest.Interactions.AnswerInline(interaction.Id, answer).Status);
        }

        return answer;
    }

    /// <summary>Sends an interaction over the gateway, and gives back the callback that answers it.</summary>
    public async Task<JsonNode> DispatchAsync(TestInteraction interaction)
    {
        Dispatch(interaction);
        return (await CallbackAsync(interaction)).Json!;
    }

    /// <summary>Sends an interaction over the gateway.</summary>
    public void Dispatch(TestInteraction interaction)
    {
        Discord.Rest.IssueInteraction(interaction.Id, interaction.Token, interaction.Type, interaction.IsFromComponent);
        Discord.Gateway.Dispatch("INTERACTION_CREATE", interaction.Json.ToJsonString());
    }

    /// <summary>The callback to an interaction, once it is there.</summary>
    public Task<RecordedRequest> CallbackAsync(TestInteraction interaction) =>
        Discord.Rest.NextAsync(request => request.Path.EndsWith($"interactions/{interaction.Id}/{interaction.Token}/callback", StringComparison.Ordinal));

    /// <param name="change">Makes the request another one than Discord's; by default it is rightly signed.</param>
    public async Task<HttpResponseMessage> PostAsync(byte[] body, Action<SignedRequest>? change = null)
    {
        var timestamp = DateTimeOffset.UtcNow.ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture);
        var signed = new SignedRequest(body, timestamp, Sign(timestamp, body));
        change?.Invoke(signed);
        using var request = new HttpRequestMessage(HttpMethod.Post, "/discord/interactions") { Content = signed.Content ?? new ByteArrayContent(signed.Body) };
        request.Content.Headers.ContentType = new("application/json");
        foreach (var value in signed.Signatures)
        {
            request.Headers.TryAddWithoutValidation("X-Signature-Ed25519", value);
        }

        foreach (var value in signed.Timestamps)
        {
            request.Headers.TryAddWithoutValidation("X-Signature-Timestamp", value);
        }

        return await bot.Client.SendAsync(request);
    }

    public byte[] Sign(string timestamp, byte[] body) => SignatureAlgorithm.Ed25519.Sign(key, [.. Encoding.ASCII.GetBytes(timestamp), .. body]);

    public async ValueTask DisposeAsync()
    {
        await bot.DisposeAsync();
        await Discord.DisposeAsync();
        key.Dispose();
        sessions.Delete(recursive: true);
        Assert.Empty(Discord.Rest.Violations);
        Assert.Empty(Discord.Gateway.Violations);
    }
}

/// <summary>A request about to be sent.</summary>
internal sealed class SignedRequest(byte[] body, string timestamp, byte[] signature)
{
    public byte[] Body { get; set; } = body;

    /// <summary>Sent in place of the body, where it is to be sent in another way.</summary>
    public HttpContent? Content { get; set; }

    public List<string> Signatures { get; } = [Convert.ToHexStringLower(signature)];

    public List<string> Timestamps { get; } = [timestamp];
}
