using System.Collections.Concurrent;
using System.Collections.Immutable;
using System.Globalization;
using System.Text.RegularExpressions;
using BriefingBot.Host.Discord.Rest;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;

namespace BriefingBot.Tests.Discord;

/// <summary>
/// Discord's REST interface with its rules; records what is asked and can be told to misbehave. What a client must never
/// do is listed in <see cref="Violations"/>: every test can end with <c>Assert.Empty(discord.Rest.Violations)</c>.
/// </summary>
internal sealed partial class FakeRest
{
    private readonly ConcurrentQueue<string> violations = new();
    private readonly FakeIds ids;

    public FakeRest()
    {
        ids = new(() => Time.GetUtcNow());
        Interactions = new(ids, () => Time.GetElapsedTime(0), violations.Enqueue);
        Channels = new(ids);
        Commands = new(ids);
    }

    /// <summary>What <c>GET /gateway/bot</c> gives out.</summary>
    public string GatewayUrl { get; set; } = string.Empty;

    public TimeProvider Time { get; set; } = TimeProvider.System;

    /// <summary>The only token that is accepted.</summary>
    public string Token { get; set; } = FakeDiscord.Token;

    /// <summary>Looks at each request, before it is answered: a place for more checks.</summary>
    public Action<RecordedRequest>? Inspect { get; set; }

    public FakeRestLog Log { get; } = new();

    public FakeRestFaults Faults { get; } = new();

    public FakeRestLimits Limits { get; } = new();

    public FakeInteractions Interactions { get; }

    public FakeChannels Channels { get; }

    public FakeCommands Commands { get; }

    public FakeCdn Cdn { get; } = new();

    public FakeApplication Application { get; } = new();

    public ImmutableArray<RecordedRequest> Requests => Log.All;

    public ImmutableArray<string> Violations => [.. violations];

    /// <summary>Adds to <see cref="Violations"/>.</summary>
    public void Report(string violation) => violations.Enqueue(violation);

    public Task<RecordedRequest> NextAsync(Func<RecordedRequest, bool> fits) => Log.NextAsync(fits);

    /// <inheritdoc cref="FakeInteractions.Issue"/>
    public void IssueInteraction(ulong id, string token, int type, bool isFromComponent = false) => Interactions.Issue(id, token, type, isFromComponent);

    public void Map(WebApplication app)
    {
        Cdn.Map(app);
        app.Map("/api/v10/{**route}", HandleAsync);
        app.MapFallback(context =>
        {
            violations.Enqueue($"{context.Request.Method} {context.Request.Path} is not below /api/v10");
            context.Response.StatusCode = StatusCodes.Status404NotFound;
            return Task.CompletedTask;
        });
    }

    private async Task HandleAsync(HttpContext context)
    {
        var arrived = Time.GetElapsedTime(0);
        using var body = new MemoryStream();
        await context.Request.Body.CopyToAsync(body, context.RequestAborted);
        var request = new RecordedRequest(
            context.Request.Method,
            context.Request.Path.Value!["/api/v10/".Length..],
            context.Request.QueryString.Value ?? string.Empty,
            context.Request.Headers.ToImmutableDictionary(header => header.Key, header => header.Value.ToString(), StringComparer.OrdinalIgnoreCase),
            body.ToArray(),
            arrived,
            context.Request.Protocol);
        request = await FakeUpload.ReadAsync(request, violations.Enqueue);
        CheckHeaders(request);
        Inspect?.Invoke(request);
        Log.Add(request);

        var fault = Faults.Take(request);
        if (fault?.Before is { } before && await before(context))
        {
            return;
        }

        var (headers, retryAfter) = Limits.Count(request);
        var answer = retryAfter is { } seconds ? TooMany(seconds) : Answer(request);
        answer.Headers.AddRange(headers);
        await (fault?.After?.Invoke(context, answer) ?? answer.WriteAsync(context));
    }

    private FakeAnswer Answer(RecordedRequest request)
    {
        if (RestRoute.KindOf(request.Path) is RouteKind.Bot && request.Headers.GetValueOrDefault("Authorization") != $"Bot {Token}")
        {
            return FakeAnswer.Error(401, 0, "401: Unauthorized");
        }

        if (!request.IsReadable)
        {
            return FakeAnswer.Error(400, 50109, "The request body contains invalid JSON.");
        }

        var path = request.Path.Split('/');
        return (request.Method, path) switch
        {
            ("GET", ["gateway", "bot"]) => Application.Gateway(GatewayUrl),
            ("GET", ["applications", "@me"]) => new(200, Application.Json.ToJsonString()),
            ("GET", ["users", "@me"]) => new(200, Application.User.ToJsonString()),
            ("GET", ["users", "@me", "guilds"]) => new(200, Application.Guilds.ToJsonString()),
            // It needs a person's own token (Discord R60).
            (_, [.., "permissions"]) => Violation(request),
            (_, ["applications", _, "commands"]) or (_, ["applications", _, "guilds", _, "commands"]) => Commands.Answer(request, path),
            ("POST", ["interactions", var id, var token, "callback"]) => Interactions.Callback(request, id, token),
            (_, ["webhooks", var application, var token, ..]) => Interactions.Webhook(request, application, token, path[3..]),
            ("POST", ["users", "@me", "channels"]) => FakeChannels.Open(request),
            ("POST", ["channels", var channel, "typing"]) => Channels.Type(channel),
            (_, ["channels", var channel, "messages", ..]) => Channels.Answer(request, channel, path[3..]),
            _ => FakeAnswer.Error(404, 0, "404: Not Found"),
        };
    }

    private FakeAnswer Violation(RecordedRequest request)
    {
        violations.Enqueue($"{request}: rights to commands are not a bot's to set (R60)");
        return FakeAnswer.Error(403, 20001, "Bots cannot use this endpoint");
    }

    private static FakeAnswer TooMany(double seconds) => new(
        429,
        $$"""{"message":"You are being rate limited.","retry_after":{{seconds.ToString("0.000", CultureInfo.InvariantCulture)}},"global":false}""")
    {
        Headers = [("Retry-After", Math.Ceiling(seconds).ToString(CultureInfo.InvariantCulture)), ("X-RateLimit-Scope", "user")],
    };

    // Discord R1 to R4.
    private void CheckHeaders(RecordedRequest request)
    {
        if (!UserAgent().IsMatch(request.Headers.GetValueOrDefault("User-Agent", string.Empty)))
        {
            violations.Enqueue($"{request}: User-Agent is not “DiscordBot (url, version)”");
        }

        if (request.Body.Length > 0 && !request.Headers.GetValueOrDefault("Content-Type", string.Empty).StartsWith("application/json", StringComparison.Ordinal)
            && !request.Headers.GetValueOrDefault("Content-Type", string.Empty).StartsWith("multipart/form-data", StringComparison.Ordinal))
        {
            violations.Enqueue($"{request}: no Content-Type that Discord takes");
        }

        var isBot = RestRoute.KindOf(request.Path) is RouteKind.Bot;
        var authorization = request.Headers.GetValueOrDefault("Authorization");
        if (isBot && authorization?.StartsWith("Bot ", StringComparison.Ordinal) is not true)
        {
            violations.Enqueue($"{request}: no Authorization");
        }
        else if (!isBot && authorization is not null)
        {
            violations.Enqueue($"{request}: Authorization where the path is the credential");
        }
    }

    [GeneratedRegex(@"^DiscordBot \(https?://[^\s,]+, [0-9][^\s,)]*\)( .*)?$", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex UserAgent();
}
