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

    // Late choices are of no use (Discord R62). Any other first answer is tried for as long as Discord may still take it: a
    // promise that went out at two seconds would otherwise have no time for a second try.
    private static readonly TimeSpan MostForChoices = TimeSpan.FromSeconds(2.5);
    private static readonly TimeSpan MostForFirst = TimeSpan.FromSeconds(2.9);
    private static readonly TimeSpan TokenLife = TimeSpan.FromMinutes(15) - TimeSpan.FromSeconds(5);

    private static readonly DiscordMessage Posting = Notice("Posting to the channel…");
    private static readonly DiscordMessage Posted = Notice("Posted to the channel.");
    private static readonly DiscordMessage NotPosted = Notice("Discord did not take the post, so nothing was posted. Ask again; if it happens again, tell whoever runs this bot.");
    private static readonly DiscordMessage PerhapsPosted = Notice("Discord did not say whether it was posted. Look at the channel before you ask again.");

    private readonly string webhook = $"webhooks/{options.Value.ApplicationId}/";

    /// <summary>Begins to answer, and waits for it as long as there is time before something must be sent.</summary>
    /// <param name="received">When the interaction was read, as a timestamp of the clock.</param>
    /// <returns>The answer where it was made in time; otherwise the work that goes on, for <see cref="PromiseAsync"/> and <see cref="FulfilAsync"/>.</returns>
    public ValueTask<(Callback? Callback, Task<Callback>? Work)> BeginAsync(Interaction interaction, long received, CancellationToken cancellationToken)
    {
        var answer = handler.AnswerAsync(interaction, cancellationToken);
        return answer.IsCompletedSuccessfully ? new(Begun(answer.Result)) : WaitAsync(interaction, received, answer.AsTask(), cancellationToken);
    }

    /// <summary>Sends the first answer by its own route (Discord R36, R116).</summary>
    /// <returns>Whether Discord took it.</returns>
    public async Task<bool> SendAsync(Interaction interaction, Callback callback, long received, CancellationToken cancellationToken)
    {
        var left = (callback.Type is CallbackType.Choices ? MostForChoices : MostForFirst) - time.GetElapsedTime(received);
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

    /// <summary>Says that the answer comes later.</summary>
    /// <returns>Whether Discord took that: otherwise there is nothing to keep.</returns>
    public Task<bool> PromiseAsync(Interaction interaction, long received, CancellationToken cancellationToken) =>
        SendAsync(interaction, DeferralOf(interaction), received, cancellationToken);

    /// <summary>Waits for an answer that was promised, and gives it.</summary>
    public async Task FulfilAsync(Interaction interaction, Task<Callback> work, long received, CancellationToken cancellationToken)
    {
        try
        {
            var callback = await work.WaitAsync(Left(received), time, cancellationToken);
            await ResolveAsync(interaction, DeferralOf(interaction), callback, received, cancellationToken);
        }
        catch (TimeoutException)
        {
            Log.TooLate(logger, interaction.Id);
        }
    }

    private static Callback DeferralOf(Interaction interaction) =>
        Callback.Later(isUpdate: interaction is { Type: InteractionType.Component, IsOnPrivateMessage: true });

    // Files are promised first, and then put into the answer (Discord R16).
    private static (Callback? Callback, Task<Callback>? Work) Begun(Callback callback) => callback.HasFiles ? (null, Task.FromResult(callback)) : (callback, null);

    private async ValueTask<(Callback? Callback, Task<Callback>? Work)> WaitAsync(
        Interaction interaction, long received, Task<Callback> work, CancellationToken cancellationToken)
    {
        var isCompletion = interaction.Type is InteractionType.Completion;
        try
        {
            var most = isCompletion ? MostForChoices : BeforeDeferral;
            return Begun(await work.WaitAsync(Positive(most - time.GetElapsedTime(received)), time, cancellationToken));
        }
        catch (TimeoutException)
        {
            // A completion cannot be deferred.
            return isCompletion ? (Callback.NoChoices, null) : (null, work);
        }
    }

    // The deferral settled that the first message is private (Discord R39), and that message must be the first to be
    // written (Discord R41). What everybody may see, and what must not take the place of a card, follows it.
    private async Task ResolveAsync(Interaction interaction, Callback deferral, Callback callback, long received, CancellationToken cancellationToken)
    {
        var isUpdate = deferral.Type is CallbackType.DeferredUpdate;
        if (isUpdate ? callback.Type is CallbackType.Update : callback.IsPrivate)
        {
            await EditAsync(interaction, callback.Message!, received, cancellationToken);
        }
        else if (isUpdate)
        {
            await FollowUpAsync(interaction, callback, received, cancellationToken);
        }
        else if (await EditAsync(interaction, Posting, received, cancellationToken))
        {
            // Not where that failed: what follows would take the place of the private promise, where nobody sees it.
            var outcome = await FollowUpAsync(interaction, callback, received, cancellationToken);
            var result = outcome switch
            {
                RestOutcome.Ok => Posted,
                RestOutcome.Unknown => PerhapsPosted,
                _ => NotPosted,
            };
            await EditAsync(interaction, result, received, cancellationToken);
        }
    }

    private async Task<bool> EditAsync(Interaction interaction, DiscordMessage message, long received, CancellationToken cancellationToken) =>
        Report(interaction, await rest.SendAsync(
            WithFiles(new(HttpMethod.Patch, $"{webhook}{interaction.Token}/messages/@original", MessageBody.Edit(message)) { Deadline = Left(received) }, message), cancellationToken));

    private async Task<RestOutcome> FollowUpAsync(Interaction interaction, Callback callback, long received, CancellationToken cancellationToken)
    {
        var result = await rest.SendAsync(
            WithFiles(new(HttpMethod.Post, webhook + interaction.Token, MessageBody.FollowUp(callback.Message!, callback.IsPrivate)) { Deadline = Left(received) }, callback.Message!), cancellationToken);
        Report(interaction, result);
        return result.Outcome;
    }

    private static RestRequest WithFiles(RestRequest request, DiscordMessage message)
    {
        if (message.Files.IsEmpty)
        {
            return request;
        }

        var form = MultipartBody.Of(request.Body, message.Files);
        return request with { Body = form.Bytes, ContentType = form.ContentType };
    }

    private static DiscordMessage Notice(string sentence) => DiscordRenderer.Render(new([Paragraph.Of(new Text(sentence))]));

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
