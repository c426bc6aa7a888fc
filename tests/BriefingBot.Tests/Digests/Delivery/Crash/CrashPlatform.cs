using System.Collections.Concurrent;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace BriefingBot.Tests.Digests.Delivery;

/// <summary>A platform in this process, for bots in others that may end at any moment: keeps how often each post was shown.</summary>
internal sealed class CrashPlatform : IAsyncDisposable
{
    private readonly WebApplication app;
    private readonly ConcurrentDictionary<string, int> shown = new(StringComparer.Ordinal);
    private readonly bool knowsRepetitions;

    private CrashPlatform(WebApplication app, bool knowsRepetitions) => (this.app, this.knowsRepetitions) = (app, knowsRepetitions);

    public string Url => app.Urls.Single();

    public bool KnowsRepetitions => knowsRepetitions;

    /// <summary>How often each post was shown, by its key.</summary>
    public IReadOnlyDictionary<string, int> Shown => shown;

    /// <summary>Is called after each post that was stored, before it is answered.</summary>
    public Action<int>? Stored { get; set; }

    public static async Task<CrashPlatform> StartAsync(bool knowsRepetitions)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        var platform = new CrashPlatform(builder.Build(), knowsRepetitions);
        platform.app.MapPost("/posts/{**key}", (RequestDelegate)platform.TakeAsync);
        await platform.app.StartAsync();
        return platform;
    }

    public ValueTask DisposeAsync() => app.DisposeAsync();

    private Task TakeAsync(HttpContext context)
    {
        var key = (string)context.Request.RouteValues["key"]!;
        shown.AddOrUpdate(key, 1, (_, times) => knowsRepetitions ? times : times + 1);
        Stored?.Invoke(shown.Count);
        return context.Response.WriteAsync(key);
    }
}
