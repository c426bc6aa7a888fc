using System.Collections.Concurrent;
using System.Threading.Channels;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;

namespace BriefingBot.Tests.Discord;

/// <summary>
/// Discord's gateway with its rules; records what arrives and can be told to misbehave. What is set counts for the
/// connections that come afterwards.
/// </summary>
internal sealed class FakeGateway
{
    public static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private readonly ConcurrentDictionary<string, FakeGatewaySession> sessions = new(StringComparer.Ordinal);
    private readonly Dictionary<int, long> identifiedAt = [];
    private readonly Channel<FakeGatewayConnection> connections = Channel.CreateUnbounded<FakeGatewayConnection>();
    private readonly Channel<FakeGatewayConnection> identifies = Channel.CreateUnbounded<FakeGatewayConnection>();
    private readonly Channel<FakeGatewayConnection> resumes = Channel.CreateUnbounded<FakeGatewayConnection>();
    private int lastSession;

    /// <summary>Where it listens: ws://…/gateway.</summary>
    public string Url { get; set; } = string.Empty;

    /// <summary>What READY gives as the address to resume at: another path of this gateway, unless it is set; empty leaves it out.</summary>
    public string? ResumeUrl
    {
        get => field ?? $"{Url}/resume";
        set;
    }

    /// <summary>The clock of all its rules.</summary>
    public TimeProvider Time { get; set; } = TimeProvider.System;

    public TimeSpan HeartbeatInterval { get; set; } = TimeSpan.FromMilliseconds(41_250);

    /// <summary>Whether heartbeats stay unacknowledged.</summary>
    public bool WithholdsAcks { get; set; }

    /// <summary>Whether it sends plain text though it was asked to compress.</summary>
    public bool IsPlain { get; set; }

    /// <summary>How many WebSocket messages one compressed payload is spread over.</summary>
    public int MessagesPerPayload { get; set; } = 1;

    /// <summary>The most bytes of a frame.</summary>
    public int FrameSize { get; set; } = int.MaxValue;

    public int MaxConcurrency { get; set; } = 1;

    /// <summary>Discord's five seconds, less what a busy machine may deliver the earlier of two too late.</summary>
    public TimeSpan IdentifyGap { get; set; } = TimeSpan.FromSeconds(4);

    public int SessionStartsTotal { get; set; } = 1_000;

    public int SessionStartsRemaining { get; set; } = 1_000;

    public TimeSpan SessionStartsResetAfter { get; set; }

    public int Shards { get; set; } = 1;

    /// <summary>How many connections to refuse with a 503 before the next is taken.</summary>
    public int Refusals { get; set; }

    /// <summary>What to do instead of HELLO, for one connection each.</summary>
    public ConcurrentQueue<Action<FakeGatewayConnection>> Greetings { get; } = [];

    /// <summary>What to do instead of the answer to IDENTIFY or RESUME, for one of them each.</summary>
    public ConcurrentQueue<Action<FakeGatewayConnection>> Answers { get; } = [];

    /// <summary>Told of each session that is over, and of the events that nobody knows to have arrived in it.</summary>
    public Action<IReadOnlyList<byte[]>>? OnEnded { get; set; }

    /// <summary>Told of what was written to a connection, which need not have arrived.</summary>
    public Action<byte[]>? OnWritten { get; set; }

    /// <summary>The connections that events are sent to now.</summary>
    public IReadOnlyList<FakeGatewayConnection> Connected => [.. sessions.Values.Select(session => session.Connection).OfType<FakeGatewayConnection>()];

    /// <summary>What a client did that Discord forbids.</summary>
    public ConcurrentQueue<string> Violations { get; } = [];

    /// <summary>The body of <c>GET gateway/bot</c>.</summary>
    public string BotJson => $$"""
        {"url":"{{Url}}","shards":{{Shards}},"session_start_limit":{"total":{{SessionStartsTotal}},"remaining":{{SessionStartsRemaining}},"reset_after":{{(long)SessionStartsResetAfter.TotalMilliseconds}},"max_concurrency":{{MaxConcurrency}} } }
        """;

    public void Map(WebApplication app) => app.Map("/gateway/{**rest}", AcceptAsync);

    /// <summary>The next connection that was made.</summary>
    public Task<FakeGatewayConnection> NextConnectionAsync() => NextAsync(connections);

    /// <summary>The next connection that sent a valid IDENTIFY.</summary>
    public Task<FakeGatewayConnection> NextIdentifyAsync() => NextAsync(identifies);

    /// <summary>The next connection that sent a RESUME, whatever became of it.</summary>
    public Task<FakeGatewayConnection> NextResumeAsync() => NextAsync(resumes);

    /// <summary>Lets something happen to all shards or one; those that are not connected get it when they resume.</summary>
    /// <param name="json">The <c>d</c> of the event.</param>
    /// <returns>How many sessions it is in.</returns>
    public int Dispatch(string eventName, string json, int? shard = null) =>
        sessions.Values.Where(session => shard is null || session.Shard == shard).Count(session => session.Dispatch(eventName, json));

    /// <summary>Forgets all sessions, so that none can be resumed.</summary>
    public void ForgetSessions() => sessions.Clear();

    /// <summary>Gives back the memory of what is over: events that nobody will want again, and connections that nobody asked for.</summary>
    public void ForgetPast()
    {
        foreach (var session in sessions.Values)
        {
            session.ForgetSent();
        }

        foreach (var past in new[] { connections, identifies, resumes })
        {
            while (past.Reader.TryRead(out _))
            {
            }
        }
    }

    internal static Task<T> NextAsync<T>(Channel<T> channel) => channel.Reader.ReadAsync().AsTask().WaitAsync(Patience);

    internal FakeGatewaySession? Find(string id) => sessions.GetValueOrDefault(id);

    internal void End(FakeGatewaySession session)
    {
        if (sessions.TryRemove(session.Id, out _))
        {
            OnEnded?.Invoke(session.End());
        }
    }

    internal void Resumed(FakeGatewayConnection connection) => resumes.Writer.TryWrite(connection);

    /// <summary>Starts a session; null where the client may not start one now.</summary>
    internal FakeGatewaySession? Start(FakeGatewayConnection connection, int shard, int shards)
    {
        var now = Time.GetTimestamp();
        lock (identifiedAt)
        {
            var key = shard % MaxConcurrency;
            var isTooSoon = identifiedAt.TryGetValue(key, out var last) && Time.GetElapsedTime(last, now) < IdentifyGap;
            identifiedAt[key] = now;
            if (isTooSoon)
            {
                Violations.Enqueue("IDENTIFY within 5 s of another");
                return null;
            }

            if (--SessionStartsRemaining < 0 && SessionStartsResetAfter > TimeSpan.Zero)
            {
                Violations.Enqueue("IDENTIFY though no session starts were left");
            }
        }

        foreach (var older in sessions.Values.Where(older => older.Shard == shard))
        {
            End(older);
        }

        var session = new FakeGatewaySession($"session-{Interlocked.Increment(ref lastSession)}", shard, shards);
        sessions[session.Id] = session;
        return session;
    }

    internal void Identified(FakeGatewayConnection connection) => identifies.Writer.TryWrite(connection);

    private async Task AcceptAsync(HttpContext context)
    {
        if (Refusals > 0)
        {
            Refusals--;
            context.Response.StatusCode = StatusCodes.Status503ServiceUnavailable;
            return;
        }

        if (!context.WebSockets.IsWebSocketRequest)
        {
            context.Response.StatusCode = StatusCodes.Status400BadRequest;
            return;
        }

        using var socket = await context.WebSockets.AcceptWebSocketAsync();
        using var connection = new FakeGatewayConnection(this, context, socket);
        connections.Writer.TryWrite(connection);
        await connection.RunAsync();
    }
}
