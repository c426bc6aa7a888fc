using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;
using BriefingBot.Briefings;
using BriefingBot.Chat;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.Options;

namespace BriefingBot.Host.WebChat;

/// <summary>
/// The chat page and what it talks to. <c>POST /api/chat</c> takes <c>{"text":"/brief …"}</c> and gives the reply as
/// JSON, or as an HTML fragment where the request accepts <c>text/html</c>; a form that was filled in is its command with
/// <c>"fields":{"name":"value"}</c> beside it, and <c>"files":{"name":{"name":"notes.md","base64":"…"}}</c> where files were chosen. <c>POST /api/complete</c> takes the text up to
/// the cursor; both may say the reader's time zone, <c>"zone":"Europe/Berlin"</c>; <c>GET /api/channel</c> streams what is posted to the channel as server-sent events.
/// </summary>
internal sealed class WebChatEndpoints(ChatRouter router, WebChannel channel, IOptions<WebChatOptions> options, TimeProvider time, IHostApplicationLifetime lifetime)
{
    private const int MostBytes = 64 * 1024;

    // What a form's longest field takes, whatever it is written in.
    private const int MostFormBytes = 4 * MostBytes;
    private const int MostZone = 64;

    private static readonly string TooLarge = $"The request is larger than {MostBytes:N0} bytes, or {MostFormBytes:N0} for a form. Shorten the text and send it again.";

    private readonly Reader browser = new("browser")
    {
        IsManager = true,
        Channel = new("browser", "browser", "page"),
        Person = new(string.Empty, "the chat page"),
        IsOnThisMachine = options.Value.AllowedHostList.Count == 0,
    };

    // Begins at the time, so that a page that outlives a restart never holds one id twice.
    private long fragments = time.GetUtcNow().ToUnixTimeMilliseconds();

    public void Map(IEndpointRouteBuilder builder)
    {
        var routes = builder.MapGroup(string.Empty).WithMetadata(new WebChatMark());
        routes.MapPost("/api/chat", (RequestDelegate)AnswerAsync);
        routes.MapPost("/api/complete", (RequestDelegate)CompleteAsync);
        routes.MapGet("/api/channel", (RequestDelegate)StreamAsync);
        Page.Map(routes);
    }

    private async Task AnswerAsync(HttpContext context)
    {
        if (await ReadQuestionAsync(context) is not { } question)
        {
            return;
        }

        var reply = question.Fields is { } fields
            ? await router.AnswerFormAsync(question.Text, fields, question.Files, ReaderOf(question), context.RequestAborted)
            : await router.AnswerTextAsync(question.Text, ReaderOf(question), context.RequestAborted);
        if (reply.Audience is Audience.Channel)
        {
            // The page that asked shows this answer, and knows by the id to pass over the same from the channel.
            context.Response.Headers["X-Post-Id"] = channel.Publish(reply).Id.ToString(CultureInfo.InvariantCulture);
        }

        await WriteAsync(context, reply);
    }

    private async Task CompleteAsync(HttpContext context)
    {
        if (await ReadQuestionAsync(context) is not { } question)
        {
            return;
        }

        var completion = await router.CompleteTextAsync(question.Text, ReaderOf(question), context.RequestAborted);
        context.Response.ContentType = "application/json; charset=utf-8";
        await JsonSerializer.SerializeAsync(context.Response.Body, completion, WebChatJson.Default.TypedCompletion, context.RequestAborted);
    }

    private async Task StreamAsync(HttpContext context)
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(context.RequestAborted, lifetime.ApplicationStopping);
        _ = long.TryParse(context.Request.Headers["Last-Event-ID"], out var after);
        context.Response.ContentType = "text/event-stream; charset=utf-8";
        context.Response.Headers.CacheControl = "no-cache, no-store";
        try
        {
            // Something must be sent for the page to know that it is connected; and up to which post it is only catching up.
            await context.Response.WriteAsync($"retry: 2000\nevent: latest\ndata: {channel.LatestId}\n\n", stop.Token);
            await context.Response.Body.FlushAsync(stop.Token);
            await foreach (var post in channel.ReadAsync(after, stop.Token))
            {
                var html = HtmlRenderer.Render(post.Reply, $"post-{post.Id}").ToString().Replace("\n", "\ndata: ", StringComparison.Ordinal);
                await context.Response.WriteAsync($"id: {post.Id}\ndata: {html}\n\n", stop.Token);
                await context.Response.Body.FlushAsync(stop.Token);
            }
        }
        catch (OperationCanceledException)
        {
            // The page was closed or the bot stops: both end a stream as it should end.
        }
    }

    private Reader ReaderOf(Question question) =>
        question.Zone is { Length: > 0 and <= MostZone } zone ? browser with { Zone = zone } : browser;

    // Null after a refusal was written.
    private async Task<Question?> ReadQuestionAsync(HttpContext context)
    {
        if (!context.Request.HasJsonContentType())
        {
            await RefuseAsync(context, StatusCodes.Status415UnsupportedMediaType, "Send JSON, with the header Content-Type: application/json.");
            return null;
        }

        if (context.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } limit)
        {
            limit.MaxRequestBodySize = MostFormBytes;
        }

        try
        {
            switch (await Question.ReadAsync(context.Request.Body, context.RequestAborted))
            {
                case { Fields: null, Text.Length: > MostBytes }:
                    await RefuseAsync(context, StatusCodes.Status413PayloadTooLarge, TooLarge);
                    return null;
                case { } question:
                    return question;
            }
        }
        catch (JsonException)
        {
            // Answered below.
        }
        catch (BadHttpRequestException refused)
        {
            await RefuseAsync(context, refused.StatusCode, refused.StatusCode == StatusCodes.Status413PayloadTooLarge
                ? TooLarge
                : "The request did not arrive whole. Send it again.");
            return null;
        }

        await RefuseAsync(context, StatusCodes.Status400BadRequest, "Send an object with one text, such as {\"text\":\"/help\"}.");
        return null;
    }

    private Task RefuseAsync(HttpContext context, int status, string sentence)
    {
        context.Response.StatusCode = status;
        return WriteAsync(context, Refusal.Usage(sentence + " The commands are listed by", "/help"));
    }

    private async Task WriteAsync(HttpContext context, Reply reply)
    {
        context.Response.Headers.CacheControl = "no-store";
        if (context.Request.Headers.Accept.ToString().StartsWith("text/html", StringComparison.OrdinalIgnoreCase))
        {
            context.Response.ContentType = "text/html; charset=utf-8";
            context.Response.Headers["X-Reply-Audience"] = ReplyJson.NameOf(reply.Audience);
            context.Response.Headers["X-Reply-Outcome"] = ReplyJson.NameOf(reply.Outcome);
            await context.Response.WriteAsync(HtmlRenderer.Render(reply, $"reply-{Interlocked.Increment(ref fragments)}").ToString(), context.RequestAborted);
            return;
        }

        context.Response.ContentType = "application/json; charset=utf-8";
        await context.Response.Body.WriteAsync(ReplyJson.Serialize(reply), context.RequestAborted);
    }
}

/// <summary>What the page asks: an object whose <c>text</c> is what was typed; for completion, up to the cursor.</summary>
/// <param name="Zone">The time zone that the browser says it is in, as <c>zone</c>; anything at all, or null.</param>
/// <param name="Fields">What was filled into the form whose command the text is, as <c>fields</c>; null where it is none.</param>
/// <param name="Files">The files that were chosen in it, as <c>files</c>.</param>
internal sealed record Question(string Text, string? Zone, ImmutableDictionary<string, string>? Fields, ImmutableDictionary<string, IncomingFile> Files)
{
    /// <summary>Null when there is no text. Read without the serializer, whose machinery would delay the first answer.</summary>
    /// <exception cref="JsonException">The body is not JSON.</exception>
    public static async Task<Question?> ReadAsync(Stream body, CancellationToken cancellationToken)
    {
        using var json = await JsonDocument.ParseAsync(body, cancellationToken: cancellationToken);
        try
        {
            return json.RootElement.ValueKind is JsonValueKind.Object && TextOf(json.RootElement, "text") is { } text
                ? new(text, TextOf(json.RootElement, "zone"), FieldsOf(json.RootElement), FilesOf(json.RootElement))
                : null;
        }
        catch (InvalidOperationException)
        {
            // Half of a surrogate pair.
            return null;
        }
    }

    private static ImmutableDictionary<string, string>? FieldsOf(JsonElement question)
    {
        if (!question.TryGetProperty("fields", out var given) || given.ValueKind is not JsonValueKind.Object)
        {
            return null;
        }

        var fields = ImmutableDictionary.CreateBuilder<string, string>(StringComparer.Ordinal);
        foreach (var field in given.EnumerateObject().Where(field => field.Value.ValueKind is JsonValueKind.String))
        {
            fields[field.Name] = field.Value.GetString()!;
        }

        return fields.ToImmutable();
    }

    private static ImmutableDictionary<string, IncomingFile> FilesOf(JsonElement question)
    {
        var files = ImmutableDictionary.CreateBuilder<string, IncomingFile>(StringComparer.Ordinal);
        if (question.TryGetProperty("files", out var given) && given.ValueKind is JsonValueKind.Object)
        {
            foreach (var file in given.EnumerateObject().Where(file => file.Value.ValueKind is JsonValueKind.Object))
            {
                if (TextOf(file.Value, "name") is { } name && file.Value.TryGetProperty("base64", out var content)
                    && content.ValueKind is JsonValueKind.String && content.TryGetBytesFromBase64(out var bytes))
                {
                    files[file.Name] = IncomingFile.Of(name, bytes);
                }
            }
        }

        return files.ToImmutable();
    }

    private static string? TextOf(JsonElement question, string name) =>
        question.TryGetProperty(name, out var text) && text.ValueKind is JsonValueKind.String ? text.GetString() : null;
}

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(TypedCompletion))]
internal sealed partial class WebChatJson : JsonSerializerContext;
