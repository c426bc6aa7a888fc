using System.Net.WebSockets;

namespace BriefingBot.Host.Discord.Gateway;

/// <summary>
/// One connection of a shard, from its beginning to its end. One task reads and never waits for anything but the network;
/// another sends, so that there is one sender at a time.
/// </summary>
internal sealed class ShardConnection(GatewayParts parts, ShardReader reader, Heartbeat heartbeat) : IDisposable
{
    private static readonly TimeSpan ToConnect = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan ToGreet = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan ToBeReady = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan ToBeTold = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan ToClose = TimeSpan.FromSeconds(1);

    private readonly ClientWebSocket socket = new();
    private readonly GatewayInbox inbox = new();

    /// <summary>Connects, starts or resumes a session, and stays until something ends it.</summary>
    /// <param name="hello">What to send when the gateway has greeted: IDENTIFY or RESUME.</param>
    /// <param name="whenStopped">Called once when the bot stops, be it before there is a connection or after the last event was taken in; gives the code to close with.</param>
    public async Task<ConnectionEnd> RunAsync(Uri url, Func<byte[]> hello, Func<int> whenStopped, CancellationToken stopping)
    {
        if (!await TryConnectAsync(url, stopping))
        {
            if (!stopping.IsCancellationRequested)
            {
                return ConnectionEnd.NotConnected;
            }

            whenStopped();
            return ConnectionEnd.Stopped;
        }

        var alarm = new TaskCompletionSource<ConnectionEnd>(TaskCreationOptions.RunContinuationsAsynchronously);
        using var closed = new CancellationTokenSource();
        await using var silence = parts.Time.CreateTimer(_ => alarm.TrySetResult(ConnectionEnd.Silent), state: null, ToGreet, Timeout.InfiniteTimeSpan);
        await using var stop = stopping.Register(() => alarm.TrySetResult(ConnectionEnd.Stopped));
        var reading = ReadAsync(silence);
        var sending = SendAsync(hello, alarm, closed.Token);
        try
        {
            var end = await await Task.WhenAny(reading, alarm.Task);
            reader.Stop();
            await CloseAsync(end.Next == NextStep.Stop ? whenStopped() : CloseCode.KeepsSession);
            return end;
        }
        finally
        {
            await closed.CancelAsync();
            socket.Abort();
            await Task.WhenAll(reading, sending);
        }
    }

    public void Dispose()
    {
        socket.Dispose();
        inbox.Dispose();
    }

    private async Task<bool> TryConnectAsync(Uri url, CancellationToken stopping)
    {
        // The gateway has heartbeats of its own.
        socket.Options.KeepAliveInterval = TimeSpan.Zero;
        using var limit = new CancellationTokenSource(ToConnect, parts.Time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, stopping);
        try
        {
            await socket.ConnectAsync(url, either.Token);
            return true;
        }
        catch (Exception failure) when (IsOfNetwork(failure))
        {
            return false;
        }
    }

    private async Task<ConnectionEnd> ReadAsync(ITimer silence)
    {
        try
        {
            while (true)
            {
                var frame = await socket.ReceiveAsync(inbox.Free, CancellationToken.None);
                if (frame.MessageType == WebSocketMessageType.Close)
                {
                    return ConnectionEnd.Closed((int?)socket.CloseStatus);
                }

                var received = parts.Time.GetTimestamp();
                if (!inbox.TryTake(frame, out var message))
                {
                    continue;
                }

                var before = reader.Stage;
                if (reader.Read(message.Span, received) is { } end)
                {
                    return end;
                }

                if (reader.Stage != before)
                {
                    silence.Change(reader.Stage == ShardStage.Greeted ? ToBeReady : Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
                }
            }
        }
        catch (InvalidDataException)
        {
            return ConnectionEnd.Unreadable;
        }
        catch (Exception failure) when (IsOfNetwork(failure))
        {
            return ConnectionEnd.Lost;
        }
    }

    private async Task SendAsync(Func<byte[]> hello, TaskCompletionSource<ConnectionEnd> alarm, CancellationToken closed)
    {
        try
        {
            var interval = await reader.Greeting.WaitAsync(closed);
            var budget = SendBudget.For(interval, parts.Time);
            budget.TryTake(isDue: true);
            await SendAsync(hello(), closed);
            await heartbeat.RunAsync(interval, budget, cancel => SendAsync(GatewayCommands.Heartbeat(reader.Seq), cancel), closed);
            alarm.TrySetResult(ConnectionEnd.Zombie);
        }
        catch (Exception failure) when (IsOfNetwork(failure))
        {
            // The other task tells how the connection ended, if it can: it knows the code.
            await Task.Delay(ToBeTold, parts.Time, closed).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            alarm.TrySetResult(ConnectionEnd.Lost);
        }
        catch (Exception fault)
        {
            alarm.TrySetException(fault);
        }
    }

    private Task SendAsync(byte[] message, CancellationToken cancellationToken) => message.Length <= GatewayCommands.MaxBytes
        ? socket.SendAsync(message, WebSocketMessageType.Text, endOfMessage: true, cancellationToken)
        : throw new InvalidOperationException("A message for the gateway is too long.");

    private async Task CloseAsync(int code)
    {
        using var limit = new CancellationTokenSource(ToClose, parts.Time);
        try
        {
            await socket.CloseAsync((WebSocketCloseStatus)code, statusDescription: null, limit.Token);
        }
        catch (Exception failure) when (IsOfNetwork(failure))
        {
            // Closed already, or deaf.
        }
    }

    private static bool IsOfNetwork(Exception failure) =>
        failure is WebSocketException or IOException or HttpRequestException or OperationCanceledException or ObjectDisposedException;
}
