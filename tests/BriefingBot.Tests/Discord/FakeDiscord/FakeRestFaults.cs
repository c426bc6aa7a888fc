using System.Globalization;
using System.Text;
using Microsoft.AspNetCore.Http;

namespace BriefingBot.Tests.Discord;

/// <summary>What Discord answers.</summary>
internal sealed record FakeAnswer(int Status, string Body = "", string ContentType = "application/json")
{
    public List<(string Name, string Value)> Headers { get; init; } = [];

    public static FakeAnswer Error(int status, int code, string message, string? errors = null) =>
        new(status, $$"""{"message":"{{message}}","code":{{code}}{{(errors is null ? "" : $",\"errors\":{errors}")}}}""");

    public async Task WriteAsync(HttpContext context)
    {
        context.Response.StatusCode = Status;
        foreach (var (name, value) in Headers)
        {
            context.Response.Headers.Append(name, value);
        }

        if (Body.Length > 0)
        {
            var bytes = Encoding.UTF8.GetBytes(Body);
            context.Response.ContentType = ContentType;
            context.Response.ContentLength = bytes.Length;
            await context.Response.Body.WriteAsync(bytes);
        }
    }
}

/// <summary>Something that goes wrong.</summary>
/// <param name="Before">Instead of carrying the request out; it says whether it took the request's place.</param>
/// <param name="After">Instead of the answer, once the request was carried out.</param>
internal sealed record FakeFault(Func<HttpContext, Task<bool>>? Before = null, Func<HttpContext, FakeAnswer, Task>? After = null)
{
    /// <summary>The connection breaks before anything is done.</summary>
    public static FakeFault ResetBefore { get; } = new(Abort);

    /// <summary>The connection breaks after everything is done.</summary>
    public static FakeFault ResetAfter { get; } = new(After: (context, _) => Abort(context));

    /// <summary>No answer ever; ends when the client gives up.</summary>
    public static FakeFault Silence { get; } = new(SayNothingAsync);

    /// <summary>Everything is done, and there is no answer ever.</summary>
    public static FakeFault SilenceAfter { get; } = new(After: (context, _) => SayNothingAsync(context));

    public static FakeFault Malformed { get; } = Answer(new(200, """{"id":"1", "content": """));

    public static FakeFault Empty401 { get; } = Status(401);

    public static FakeFault Status(int status, string body = "", params (string Name, string Value)[] headers) =>
        Answer(new(status, body, body.StartsWith('<') ? "text/html" : "application/json") { Headers = [.. headers] });

    /// <summary>A 429 of Discord's own.</summary>
    /// <param name="scope">user, global or shared.</param>
    public static FakeFault RateLimited(string scope, double seconds, params (string Name, string Value)[] headers) => Status(
        429,
        $$"""{"message":"You are being rate limited.","retry_after":{{seconds.ToString(CultureInfo.InvariantCulture)}},"global":{{(scope == "global" ? "true" : "false")}}}""",
        [
            ("Retry-After", Math.Ceiling(seconds).ToString(CultureInfo.InvariantCulture)),
            ("X-RateLimit-Scope", scope),
            .. scope == "global" ? [("X-RateLimit-Global", "true")] : Array.Empty<(string, string)>(),
            .. headers,
        ]);

    /// <summary>Cloudflare's refusal of the bot's address, which knows nothing of Discord's headers.</summary>
    public static FakeFault Banned(int? retryAfter = null) => Status(
        429,
        "<!doctype html><title>Access denied</title><h1>error code: 1015</h1>",
        retryAfter is { } seconds ? [("Retry-After", seconds.ToString(CultureInfo.InvariantCulture))] : []);

    /// <summary>A proper status with a body that never seems to end.</summary>
    public static FakeFault Huge(int status, int length) => new(async context =>
    {
        context.Response.StatusCode = status;
        var piece = new byte[64 * 1024];
        Array.Fill(piece, (byte)' ');
        for (var sent = 0; sent < length && !context.RequestAborted.IsCancellationRequested; sent += piece.Length)
        {
            await context.Response.Body.WriteAsync(piece);
        }

        return true;
    });

    /// <summary>Carried out and answered as usual, but not before <paramref name="until"/>.</summary>
    public static FakeFault Held(Task until) => new(async context =>
    {
        await until.WaitAsync(context.RequestAborted);
        return false;
    });

    /// <summary>Carried out and answered as usual, after a time.</summary>
    public static FakeFault Delayed(TimeSpan delay, TimeProvider? time = null) => new(async context =>
    {
        await Task.Delay(delay, time ?? TimeProvider.System, context.RequestAborted);
        return false;
    });

    private static FakeFault Answer(FakeAnswer answer) => new(async context =>
    {
        await answer.WriteAsync(context);
        return true;
    });

    private static Task<bool> Abort(HttpContext context)
    {
        context.Abort();
        return Task.FromResult(true);
    }

    private static async Task<bool> SayNothingAsync(HttpContext context)
    {
        var gone = new TaskCompletionSource();
        await using var registration = context.RequestAborted.Register(gone.SetResult);
        await gone.Task;
        return true;
    }
}

/// <summary>What is to go wrong, each for the next few requests that fit.</summary>
internal sealed class FakeRestFaults
{
    private readonly Lock gate = new();
    private readonly List<(Func<RecordedRequest, bool> Fits, FakeFault Fault, int Times)> planned = [];

    /// <summary>How many requests are yet to meet one.</summary>
    public int Planned
    {
        get
        {
            lock (gate)
            {
                return planned.Sum(plan => plan.Times);
            }
        }
    }

    /// <summary>Lets the next requests that fit meet a fault; faults that fit the same requests come one after the other.</summary>
    public void Add(Func<RecordedRequest, bool> fits, FakeFault fault, int times = 1)
    {
        lock (gate)
        {
            planned.Add((fits, fault, times));
        }
    }

    public void Add(FakeFault fault, int times = 1) => Add(_ => true, fault, times);

    public void Clear()
    {
        lock (gate)
        {
            planned.Clear();
        }
    }

    public FakeFault? Take(RecordedRequest request)
    {
        lock (gate)
        {
            var index = planned.FindIndex(plan => plan.Fits(request));
            if (index < 0)
            {
                return null;
            }

            var (fits, fault, times) = planned[index];
            planned[index] = (fits, fault, times - 1);
            if (times == 1)
            {
                planned.RemoveAt(index);
            }

            return fault;
        }
    }
}
