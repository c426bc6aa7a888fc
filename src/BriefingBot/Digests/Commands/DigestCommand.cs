using System.Collections.Immutable;
using BriefingBot.Briefings;
using BriefingBot.Chat;
using BriefingBot.Digests.Composing;
using BriefingBot.Documents;

namespace BriefingBot.Digests.Commands;

/// <summary>A command on one digest of the channel in which it is given.</summary>
internal abstract class DigestCommand(string name, string description, ISubscriptions subscriptions, params ImmutableArray<OptionDefinition> more) : IChatCommand
{
    public CommandDefinition Definition { get; } = new($"digest {name}", description, [DigestOptions.IdOption(subscriptions), .. more])
    {
        ForManagers = true,
        IsHidden = name is "confirm",
    };

    protected ISubscriptions Subscriptions { get; } = subscriptions;

    /// <summary>Whether it is also for what was not saved yet.</summary>
    protected virtual bool TakesDrafts => false;

    public async ValueTask<Reply> AnswerAsync(ChatRequest request, CatalogueView catalogue, CancellationToken cancellationToken)
    {
        if (request.Reader.Channel is not { } channel)
        {
            return NoChannel;
        }

        var all = await Subscriptions.InChannelAsync(channel, cancellationToken);
        var saved = all.RemoveAll(subscription => subscription.State is SubscriptionState.Draft);
        if (request.Option(DigestOptions.Id) is not { } id)
        {
            return saved switch
            {
                [var only] => await AnswerAsync(only, request, catalogue, cancellationToken),
                [] => None,
                _ => Several(saved),
            };
        }

        // What another channel has does not exist here.
        return all.FirstOrDefault(subscription => subscription.Id.Equals(id, StringComparison.OrdinalIgnoreCase)) switch
        {
            null => Refusal.NotFound($"There is no digest “{SafeText.Echo(id)}” in this channel.", Choices(saved), "/digest list"),
            { State: SubscriptionState.Draft } draft when !TakesDrafts => NotSaved(draft),
            var meant => await AnswerAsync(meant, request, catalogue, cancellationToken),
        };
    }

    /// <summary>The answer where digests cannot be posted.</summary>
    public static Reply NoChannel =>
        Refusal.Usage("Digests are posted to a channel, and this is none. Type this in a channel of a server; what can be typed here is listed by", "/help");

    /// <summary>The answer where the channel has no digest.</summary>
    public static Reply None =>
        Refusal.Usage("This channel has no digests. To have one, type", "/digest subscribe TOPICS TIME") with { Outcome = Outcome.NotFound };

    /// <summary>The answer where somebody else was quicker.</summary>
    public static Reply Overtaken =>
        Refusal.Usage("This digest was changed or removed in the meantime, so nothing was done. See how it stands with", "/digest list") with { Outcome = Outcome.NotFound };

    protected abstract Task<Reply> AnswerAsync(Subscription subscription, ChatRequest request, CatalogueView catalogue, CancellationToken cancellationToken);

    private IEnumerable<(string Command, string Label)> Choices(ImmutableArray<Subscription> saved) =>
        saved.Select(subscription => ($"/{Definition.Name} {subscription.Id}", DigestText.InShort(subscription)));

    private Reply Several(ImmutableArray<Subscription> saved) => new(
    [
        Paragraph.Of(new Text($"This channel has {Quantity.Of(saved.Length, "digest")}. Say which one:")),
        new ItemList(Ordered: false, [.. Choices(saved).Select(choice => Paragraph.Of(new CommandText(choice.Command), new Text(" – " + choice.Label)))]),
    ])
    { Outcome = Outcome.WrongUsage };

    private static Reply NotSaved(Subscription draft) =>
        Refusal.Usage("This digest is not saved yet. To save it, type", $"/digest confirm {draft.Id}");
}
