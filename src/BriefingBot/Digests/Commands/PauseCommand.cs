using BriefingBot.Briefings;
using BriefingBot.Chat;
using BriefingBot.Digests.Composing;
using BriefingBot.Documents;

namespace BriefingBot.Digests.Commands;

/// <summary><c>/digest pause [ID] [UNTIL]</c>: nothing is posted until it is resumed, or until the beginning of a day.</summary>
internal sealed class PauseCommand(ISubscriptions subscriptions, TimeProvider time)
    : DigestCommand("pause", "Stop a digest until it is resumed, or until a day", subscriptions, Until)
{
    private static readonly OptionDefinition Until = new("until", OptionKind.Name, "A date, a day such as friday, or a time such as 3d or 2w")
    {
        Complete = (request, _) => PauseEnd.Usual.Where(usual => usual.StartsWith(request.Typed.Trim(), StringComparison.OrdinalIgnoreCase))
            .Select(usual => new Suggestion(usual, usual)),
    };

    protected override async Task<Reply> AnswerAsync(Subscription subscription, ChatRequest request, CatalogueView catalogue, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        DateTimeOffset? until = null;
        if (request.Option(Until.Name) is { } typed)
        {
            until = PauseEnd.Parse(typed, subscription.Schedule, now);
            if (until is null)
            {
                return Refusal.Usage(
                    $"“{SafeText.Echo(typed)}” is no day to come within a year. Write a date such as 2026-12-24, a day such as friday, or a time such as 3d or 2w, as in",
                    $"/digest pause {subscription.Id} tomorrow");
            }
        }

        if (subscription.State is SubscriptionState.Paused && subscription.Until == until)
        {
            return Paused("It was paused already.", subscription);
        }

        var paused = subscription with
        {
            State = SubscriptionState.Paused,
            Since = subscription.State is SubscriptionState.Paused ? subscription.Since : now,
            Reason = $"{DigestText.Name(request.Reader.Person)} paused it.",
            Until = until,
        };
        return await Subscriptions.ReplaceAsync(subscription, paused, cancellationToken) ? Paused("It is paused.", paused) : Overtaken;
    }

    private static Reply Paused(string sentence, Subscription subscription) => new(
    [
        subscription.Until is { } until
            ? new Paragraph([new([new Text(sentence)]), new([new Text("It goes on by itself on "), new Moment(until, subscription.Schedule.Zone), new Text(".")])])
            : Paragraph.Of(new Text($"{sentence} To let it go on, type "), new CommandText($"/digest resume {subscription.Id}")),
    ])
    { Controls = DigestControls.Of(subscription) };
}
