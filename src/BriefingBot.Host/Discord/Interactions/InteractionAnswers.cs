using BriefingBot.Documents;
using BriefingBot.Host.Discord.Rendering;
using BriefingBot.Host.Discord.Rest;
using Microsoft.Extensions.Options;

namespace BriefingBot.Host.Discord.Interactions;

/// <summary>
/// Keeps Discord's times: the first answer within three seconds of receipt, whatever happens (Discord R31, R32), all else
/// within the fifteen minutes of a token (Discord R33).
/// </summary>
internal sealed partial class InteractionAnswers(
    InteractionHandler handler, DiscordRest rest, TimeProvider time, IOptions<DiscordOptions> options, ILogger<InteractionAnswers> logger)
{
    private static readonly TimeSpan BeforeDeferral = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan MostForCompletion = TimeSpan.FromSeconds(2.5);
    private static readonly TimeSpan MostForFirst = TimeSpan.FromSeconds(2.9);
    private static readonly TimeSpan TokenLife = TimeSpan.FromMinutes(15) - TimeSpan.FromSeconds(5);

    private static readonly DiscordMessage Posted = DiscordRenderer.Render(new([Paragraph.Of(new Text("Posted to the channel."))]));

    private readonly string webhook = $"webhooks/{options.Value.ApplicationId}/";

    /// <summary>Begins to answer, and waits for it as long as there is time before something must be sent.</summary>
    /// <param name="received">When the interaction was read, as a timestamp of the clock.</param>
    /// <returns>The answer where it was made in time; otherwise the work that goes on, for <see cref="DeferAsync"/>.</returns>
    public ValueTask<(Callback? Callback, Task<Callback>? Work)> BeginAsync(Interaction interaction, long received, CancellationToken cancellationToken)
    {
        var answer = handler.AnswerAsync(interaction, cancellationToken);
        return answer.IsCompletedSuccessfully ? new((answer.Result, null)) : WaitAsync(interaction, received, answer.AsTask(), cancellationToken);
    }

    /// <summary>Sends the first answer by its own route (Discord R36, R116).</summary>
    /// <returns>Whether Discord took it.</returns>
    public async Task<bool> SendAsync(Interaction interaction, Callback callback, long received, CancellationToken cancellationToken)
    {
        var left = MostForFirst - time.GetElapsedTime(received);
        if (left <= TimeSpan.Zero)
        {
            Log.TooLate(logger, interaction.Id);
            return false;
        }

        var result = await rest.SendAsync(
            new(HttpMethod.Post, $"interactions/{interaction.Id}/{interaction.Token}/callback", CallbackBody.Of(callback)) { IsRepeatable = true, Deadline = left },
            cancellationToken);
        return Report(interaction, result);
    }

    /// <summary>Says that the answer comes later, waits for it and gives it.</summary>
    public async Task DeferAsync(Interaction interaction, Task<Callback> work, long received, CancellationToken cancellationToken)
    {
        var deferral = Callback.Later(isUpdate: interaction is { Type: InteractionType.Component, IsOnPrivateMessage: true });
        if (!await SendAsync(interaction, deferral, received, cancellationToken))
        {
            return;
        }

        try
        {
            var callback = await work.WaitAsync(Positive(TokenLife - time.GetElapsedTime(received)), time, cancellationToken);
            await ResolveAsync(interaction, deferral, callback, received, cancellationToken);
        }
        catch (TimeoutException)
        {
            Log.TooLate(logger, interaction.Id);
        }
    }

    private async ValueTask<(Callback? Callback, Task<Callback>? Work)> WaitAsync(
        Interaction interaction, long received, Task<Callback> work, CancellationToken cancellationToken)
    {
        var isCompletion = interaction.Type is InteractionType.Completion;
        try
        {
            var most = isCompletion ? MostForCompletion : BeforeDeferral;
            return (await work.WaitAsync(Positive(most - time.GetElapsedTime(received)), time, cancellationToken), null);
        }
        catch (TimeoutException)
        {
            // A completion cannot be deferred, and late choices are of no use (Discord R62).
            return isCompletion ? (Callback.NoChoices, null) : (null, work);
        }
    }

    // The deferral settled that the first message is private (Discord R39), and that message must be the first to be
    // written (Discord R41). What everybody may see, and what must not take the place of a card, follows it.
    private async Task ResolveAsync(Interaction interaction, Callback deferral, Callback callback, long received, CancellationToken cancellationToken)
    {
        var isUpdate = deferral.Type is CallbackType.DeferredUpdate;
        var takesItsPlace = isUpdate ? callback.Type is CallbackType.Update : callback.IsPrivate;
        if (takesItsPlace || !isUpdate)
        {
            var message = takesItsPlace ? callback.Message! : Posted;
            var isResolved = Report(interaction, await rest.SendAsync(
                new(HttpMethod.Patch, $"{webhook}{interaction.Token}/messages/@original", MessageBody.Edit(message)) { Deadline = Left(received) }, cancellationToken));
            if (!isResolved)
            {
                // What is for everybody would take the place of the private promise, where nobody sees it.
                return;
            }
        }

        if (!takesItsPlace)
        {
            Report(interaction, await rest.SendAsync(
                new(HttpMethod.Post, webhook + interaction.Token, MessageBody.FollowUp(callback.Message!, callback.IsPrivate)) { Deadline = Left(received) }, cancellationToken));
        }
    }

    private TimeSpan Left(long received) => Positive(TokenLife - time.GetElapsedTime(received));

    private static TimeSpan Positive(TimeSpan time) => time > TimeSpan.Zero ? time : TimeSpan.Zero;

    private bool Report(Interaction interaction, RestResult result)
    {
        if (!result.IsOk)
        {
            Log.NotTaken(logger, interaction.Id, result.Outcome, result.Status, result.Code);
        }

        return result.IsOk;
    }

    private static partial class Log
    {
        [LoggerMessage(Level = LogLevel.Warning, Message = "Interaction {Id} was answered too late to be sent")]
        public static partial void TooLate(ILogger logger, ulong id);

        [LoggerMessage(Level = LogLevel.Warning, Message = "Discord did not take the answer to interaction {Id}: {Outcome}, status {Status}, code {Code}")]
        public static partial void NotTaken(ILogger logger, ulong id, RestOutcome outcome, int status, int code);
    }
}
