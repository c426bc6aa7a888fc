using System.Collections.Concurrent;
using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;

namespace BriefingBot.Tests.Discord;

/// <summary>Discord's content network: hands out what was put there, and can be told to misbehave.</summary>
internal sealed class FakeCdn
{
    private readonly ConcurrentDictionary<string, RequestDelegate> files = new(StringComparer.Ordinal);
    private readonly ConcurrentQueue<IHeaderDictionary> requests = new();
    private int last;

    public string Url { get; set; } = string.Empty;

    /// <summary>The headers of everything that was asked for.</summary>
    public ImmutableArray<IHeaderDictionary> Requests => [.. requests];

    /// <summary>Puts a file there, and gives back what an interaction says of it.</summary>
    /// <param name="claimed">What its size is said to be; the truth where it is null.</param>
    public JsonObject Put(string name, byte[] bytes, long? claimed = null) =>
        Put(name, claimed ?? bytes.Length, context => context.Response.Body.WriteAsync(bytes).AsTask());

    /// <summary>Likewise, with something of one's own to answer.</summary>
    public JsonObject Put(string name, long claimed, RequestDelegate answer)
    {
        var path = string.Create(CultureInfo.InvariantCulture, $"/ephemeral-attachments/1/{Interlocked.Increment(ref last)}");
        files[path] = answer;
        return new()
        {
            ["id"] = "1100000000000000666",
            ["filename"] = name,
            ["size"] = claimed,
            ["url"] = $"{Url}{path}?ex=6&is=5&hm=secret-signature",
            ["proxy_url"] = $"{Url}{path}",
            ["content_type"] = "text/markdown; charset=utf-8",
            ["ephemeral"] = true,
        };
    }

    public void Map(WebApplication app) => app.Map("/ephemeral-attachments/{**rest}", async context =>
    {
        requests.Enqueue(context.Request.Headers);
        await (files.TryGetValue(context.Request.Path, out var answer) ? answer(context) : Task.FromException(new InvalidOperationException("Nothing was put there.")));
    });
}
