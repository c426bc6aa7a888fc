using System.Collections.Immutable;
using System.Globalization;
using BriefingBot.Briefings;
using BriefingBot.Chat;
using BriefingBot.Documents;
using BriefingBot.Host.Discord.Files;
using BriefingBot.Host.Discord.Rendering;

namespace BriefingBot.Host.Discord.Interactions;

/// <summary>
/// Turns an interaction into what the router is asked, and its reply into what Discord is answered. Everything that
/// arrives is untrusted: options and custom ids are checked again like typed text (Discord R29, R75).
/// </summary>
internal sealed partial class InteractionHandler(ChatRouter router, KnownAnswers known, AttachmentDownload download, ILogger<InteractionHandler> logger)
{
    /// <summary>The answer; only cancellation throws. A failure inside is answered with an incident's number (Discord R46).</summary>
    public async ValueTask<Callback> AnswerAsync(Interaction interaction, CancellationToken cancellationToken)
    {
        try
        {
            return interaction.Type switch
            {
                InteractionType.Ping => Callback.Pong,
                InteractionType.Completion => await CompleteAsync(interaction, cancellationToken),
                InteractionType.Command => await RunAsync(interaction, cancellationToken),
                InteractionType.Component => await PressAsync(interaction, cancellationToken),
                InteractionType.ModalSubmit => await SubmitAsync(interaction, cancellationToken),
                _ => Post(Gone),
            };
        }
        catch (Exception failure) when (failure is not OperationCanceledException || !cancellationToken.IsCancellationRequested)
        {
            var incident = Incident.New();
            Log.AnswerFailed(logger, incident, failure);
            return interaction.Type is InteractionType.Completion ? Callback.NoChoices : Post(Refusal.Failed(incident));
        }
    }

    private static Reply Gone => Refusal.Usage("What you used belongs to a message that this bot no longer understands. Ask anew; the commands are listed by", "/help");

    private async ValueTask<Callback> RunAsync(Interaction interaction, CancellationToken cancellationToken)
    {
        var begun = known.Now;
        var reply = await router.AnswerAsync(RequestOf(interaction), cancellationToken);
        return Kept(Open(reply), reply, interaction, begun);
    }

    private async ValueTask<Callback> CompleteAsync(Interaction interaction, CancellationToken cancellationToken)
    {
        if (interaction.Focused is not { } option)
        {
            return Callback.NoChoices;
        }

        var typed = interaction.Options.GetValueOrDefault(option, string.Empty);
        return Callback.Offer(await router.CompleteAsync(
            new(interaction.Command, option, typed, interaction.Options.Remove(option)), ReaderOf(interaction), cancellationToken));
    }

    private async ValueTask<Callback> PressAsync(Interaction interaction, CancellationToken cancellationToken)
    {
        if (!CustomId.TryRead(interaction.CustomId, out var pressed))
        {
            return Post(Gone);
        }

        // A menu leads to other texts than the one it stands under, so only a button asks for the same revision.
        if ((pressed.Command ?? interaction.Value) is not { } command)
        {
            return Post(Gone);
        }

        var begun = known.Now;
        var revision = pressed.Command is null || pressed.Revision == CustomId.NoRevision ? null : pressed.Revision;
        var reply = await router.AnswerControlAsync(command, revision, ReaderOf(interaction), cancellationToken);

        if (reply.Form is not null)
        {
            return Open(reply);
        }

        // A private card is turned over in place; one that others see is not theirs to lose.
        var callback = interaction.IsOnPrivateMessage && reply is { Outcome: Outcome.Done, Audience: Audience.Private }
            ? Callback.Update(DiscordRenderer.Render(reply, pressed.Part))
            : Post(reply, pressed.Part);
        return Kept(callback, reply, interaction, begun);
    }

    // A form never follows upon a form (Discord R35), so what leads to one is a message with a button here.
    private async ValueTask<Callback> SubmitAsync(Interaction interaction, CancellationToken cancellationToken) =>
        CustomId.TryRead(interaction.CustomId, out var form) && form.Command is { } command
            ? Post(WithButton(await router.AnswerFormAsync(command, interaction.Fields, ReaderOf(interaction), cancellationToken)))
            : Post(Gone);

    private Callback Kept(Callback callback, Reply reply, Interaction interaction, KnownAnswers.Moment begun)
    {
        if (reply.IsLasting && interaction.Question is { } question)
        {
            known.Keep(begun, question, callback);
        }

        return callback;
    }

    private static Callback Open(Reply reply)
    {
        if (reply.Form is null)
        {
            return Post(reply);
        }

        return DiscordForm.Render(reply.Form) is { } modal
            ? Callback.Open(modal, DiscordRenderer.Render(WithButton(reply)))
            : Post(reply);
    }

    // What opens the form where it could not be opened at once.
    private static Reply WithButton(Reply reply) => reply is { Form: { } form, Command: { } command } && DiscordForm.Render(form) is not null
        ? reply with { Controls = reply.Controls.Insert(0, new Button("Open the form", command)) }
        : reply;

    private ChatRequest RequestOf(Interaction interaction)
    {
        var request = new ChatRequest(interaction.Command, interaction.Options, ReaderOf(interaction));
        return interaction.Files.IsEmpty
            ? request
            : request with { Files = interaction.Files.ToImmutableDictionary(file => file.Key, file => download.FileOf(file.Value, interaction.MostFileBytes), StringComparer.Ordinal) };
    }

    private static Callback Post(Reply reply, int part = 1) => Callback.Post(DiscordRenderer.Render(reply, part), reply.Audience is Audience.Private);

    // Only few commands ask for the channel and the person: other interactions, which are nearly all, make no texts of them.
    private static Reader ReaderOf(Interaction interaction)
    {
        var community = interaction.GuildId is { } guild ? string.Create(CultureInfo.InvariantCulture, $"discord:{guild}") : "discord";
        return interaction.NeedsPerson
            ? new(community)
            {
                IsManager = interaction.MayManage,
                HasRoles = interaction.MayManage,
                Roles = interaction.Roles,
                Channel = interaction.ChannelId == 0 ? null : new("discord", community, interaction.ChannelId.ToString(CultureInfo.InvariantCulture)),
                Person = new(interaction.UserId == 0 ? string.Empty : interaction.UserId.ToString(CultureInfo.InvariantCulture), interaction.UserName),
            }
            : new(community);
    }

    private static partial class Log
    {
        [LoggerMessage(Level = LogLevel.Error, Message = "Answering an interaction failed, incident {Incident}")]
        public static partial void AnswerFailed(ILogger logger, string incident, Exception failure);
    }
}
