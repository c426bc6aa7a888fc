using System.Buffers;
using System.Text;
using BriefingBot.Documents;
using BriefingBot.Host.Discord.Rendering;
using Microsoft.AspNetCore.Connections;
using Microsoft.Extensions.Options;

namespace BriefingBot.Host.Discord.Interactions;

/// <summary>
/// <c>POST /discord/interactions</c> (Discord R10 to R22). Nothing is looked at before the signature holds, and errors say
/// nothing: 401 wrong signature, 413 too large, 400 no interaction of this application. Answers go back on the same request,
/// or, where they take long, after a 202 by the callback's route.
/// </summary>
internal sealed class InteractionEndpoint(
    SignatureVerifier verifier, KnownAnswers known, InteractionAnswers answers, InteractionQueue queue, SeenInteractions seen, DiscordStatus status,
    TimeProvider time, IOptions<DiscordOptions> options, IHostApplicationLifetime lifetime)
{
    private const int MostTimestamp = 64;

    private static readonly Callback Busy = Callback.Post(
        DiscordRenderer.Render(new([Paragraph.Of(new Text("The bot has too much to do at this moment. Wait a little and ask again."))])), isPrivate: true);

    private readonly ulong application = ulong.Parse(options.Value.ApplicationId, System.Globalization.CultureInfo.InvariantCulture);

    public void Map(IEndpointRouteBuilder routes) => routes.MapPost("/discord/interactions", (RequestDelegate)AnswerAsync).ShortCircuit();

    private async Task AnswerAsync(HttpContext context)
    {
        var received = time.GetTimestamp();
        var headers = context.Request.Headers;
        if (headers["X-Signature-Ed25519"] is not [{ Length: SignatureVerifier.HexLength } signature] || headers["X-Signature-Timestamp"] is not [{ Length: > 0 and <= MostTimestamp } timestamp]
            || !Ascii.IsValid(timestamp))
        {
            context.Response.StatusCode = StatusCodes.Status401Unauthorized;
            status.CountRefused();
            return;
        }

        var signed = Array.Empty<byte>();
        try
        {
            (signed, var length) = await ReadAsync(context, timestamp);
            var body = signed.AsMemory(timestamp.Length, length - timestamp.Length);
            if (!verifier.Verify(signature, signed.AsSpan(0, length)))
            {
                context.Response.StatusCode = StatusCodes.Status401Unauthorized;
                status.CountRefused();
            }
            else if (!InteractionHead.TryRead(body.Span, out var head) || !IsForUs(head) || !await TryAnswerAsync(context, head, body, received))
            {
                context.Response.StatusCode = StatusCodes.Status400BadRequest;
                status.CountRefused();
            }
        }
        catch (BadHttpRequestException refused) when (refused.StatusCode != StatusCodes.Status400BadRequest)
        {
            // A body that broke off is Kestrel's own to end: held back from it, it would look for a request behind that.
            context.Response.StatusCode = refused.StatusCode;
        }
        catch (ConnectionResetException)
        {
            // The client hung up, which Kestrel would otherwise log as a fault of the bot's.
            context.Abort();
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(signed);
        }
    }

    // Without an id nobody could tell a repetition from another one (Discord R23, R99).
    private bool IsForUs(in InteractionHead head) => head.Type is InteractionType.Ping
        ? head.ApplicationId == application || head.ApplicationId == 0
        : head is { Type: > InteractionType.Ping and <= InteractionType.ModalSubmit, Id: not 0 } && head.ApplicationId == application;

    // False where a text in it is none.
    private async ValueTask<bool> TryAnswerAsync(HttpContext context, InteractionHead head, ReadOnlyMemory<byte> body, long received)
    {
        Interaction? interaction = null;
        var callback = known.Find(head, body.Span);
        if (callback is null && !InteractionJson.TryRead(head, body.Span, withToken: false, out interaction))
        {
            return false;
        }

        if (head.Type is not InteractionType.Ping && !await seen.TryAddAsync(head.Id, head.Type))
        {
            // The same request again: the same answer, and nothing done a second time (Discord R99).
            Write(context, seen.AnswerTo(head.Id));
            return true;
        }

        Task<Callback>? work = null;
        if (interaction is not null)
        {
            (callback, work) = await answers.BeginAsync(interaction, received, CancellationToken.None);
        }

        if (callback is not null)
        {
            seen.Keep(head.Id, callback);
        }
        else
        {
            // Not as an inline deferral: what follows it could overtake it.
            callback = queue.TryDefer(interaction! with { Token = InteractionJson.TokenOf(head, body.Span) }, received, work!) ? null : Busy;
        }

        Write(context, callback);
        return true;
    }

    private static void Write(HttpContext context, Callback? callback)
    {
        if (callback is null)
        {
            context.Response.StatusCode = StatusCodes.Status202Accepted;
            return;
        }

        context.Response.ContentType = "application/json";
        context.Response.ContentLength = CallbackBody.Write(context.Response.BodyWriter, callback);
    }

    // The time stamp and the body right after it, as they were signed, in a rented array. What is claimed of the body's
    // length allocates nothing: the array is rented once it is all there.
    private async ValueTask<(byte[] Signed, int Length)> ReadAsync(HttpContext context, string timestamp)
    {
        var reader = context.Request.BodyReader;
        var isBegun = reader.TryRead(out var read);
        if (!read.IsCompleted)
        {
            // Who sends half a body and then nothing must not use up the time that the bot has to stop.
            using var stopping = lifetime.ApplicationStopping.UnsafeRegister(static aborted => ((HttpContext)aborted!).Abort(), context);
            while (!read.IsCompleted)
            {
                if (isBegun)
                {
                    reader.AdvanceTo(read.Buffer.Start, read.Buffer.End);
                }

                read = await reader.ReadAsync(context.RequestAborted);
                isBegun = true;
            }
        }

        var length = timestamp.Length + (int)read.Buffer.Length;
        var signed = ArrayPool<byte>.Shared.Rent(length);
        Encoding.ASCII.GetBytes(timestamp, signed);
        read.Buffer.CopyTo(signed.AsSpan(timestamp.Length));
        reader.AdvanceTo(read.Buffer.End);
        return (signed, length);
    }
}
