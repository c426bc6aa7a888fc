using System.Collections.Immutable;
using BriefingBot.Briefings;
using BriefingBot.Chat;
using BriefingBot.Digests.Composing;
using BriefingBot.Digests.Delivery;
using BriefingBot.Documents;

namespace BriefingBot.Digests.Commands;

/// <summary><c>/digest list</c>: the channel's digests, what each does next and did last.</summary>
internal sealed class ListCommand(ISubscriptions subscriptions, IDeliveryLedger ledger, TimeProvider time) : IChatCommand
{
    public CommandDefinition Definition { get; } = new("digest list", "The digests of this channel, with their next and last runs", []) { ForManagers = true };

    public async ValueTask<Reply> AnswerAsync(ChatRequest request, CatalogueView catalogue, CancellationToken cancellationToken)
    {
        if (request.Reader.Channel is not { } channel)
        {
            return DigestCommand.NoChannel;
        }

        var saved = (await subscriptions.InChannelAsync(channel, cancellationToken)).RemoveAll(subscription => subscription.State is SubscriptionState.Draft);
        if (saved.IsEmpty)
        {
            return DigestCommand.None;
        }

        var items = ImmutableArray.CreateBuilder<Paragraph>(saved.Length);
        foreach (var subscription in saved)
        {
            var last = await ledger.LogAsync(subscription.Id, 1, cancellationToken);
            items.Add(Item(subscription, last.FirstOrDefault(), catalogue));
        }

        return new([new Title("Digests of this channel"), new ItemList(Ordered: false, items.MoveToImmutable())])
        {
            Controls = saved is [var only]
                ? DigestControls.Of(only)
                : [new Menu("Runs and controls of", [.. saved.Take(CatalogueView.MostCompletions).Select(subscription =>
                    new MenuItem(subscription.Id, DigestText.InShort(subscription), $"/digest log {subscription.Id}"))])],
            Command = "/digest list",
        };
    }

    private Paragraph Item(Subscription subscription, Occurrence? last, CatalogueView catalogue)
    {
        var now = time.GetUtcNow();
        return new(
        [
            new([new Code(subscription.Id), new Text($" – {DigestText.InWords(subscription, catalogue)}.")]),
            .. State(subscription, now),
            new([new Text(last is null ? "It has not run yet." : $"Last: {DigestLogLine.Of(last, subscription.Schedule, now).TrimEnd('.')}.")]),
            new([new Text($"Set up by {DigestText.Name(subscription.CreatedBy)} on {Dates.InWords(DateOnly.FromDateTime(subscription.Created.UtcDateTime))}.")]),
        ]);
    }

    /// <summary>What it is doing, and when it runs next.</summary>
    public static IEnumerable<Sentence> State(Subscription subscription, DateTimeOffset now)
    {
        switch (subscription.State)
        {
            case SubscriptionState.Refused:
                yield return new([new Text($"The channel refuses it since {DigestText.Day(DateOnly.FromDateTime(subscription.Since.UtcDateTime), now)}: {subscription.Reason} It is tried every hour and goes on by itself.")]);
                break;
            case SubscriptionState.Paused:
                yield return new([new Text($"Paused. {subscription.Reason}".TrimEnd())]);
                if (subscription.Until is { } until)
                {
                    yield return new([new Text("It goes on by itself on "), new Moment(until, subscription.Schedule.Zone), new Text(".")]);
                }

                break;
            default:
                if (DigestText.NextRuns(subscription.Schedule, now, 1) is [var next])
                {
                    yield return new([new Text("Next: "), new Moment(next.At, subscription.Schedule.Zone), new Text(".")]);
                }

                break;
        }
    }
}
