using BriefingBot.Briefings;
using BriefingBot.Chat;
using BriefingBot.Digests.Composing;
using BriefingBot.Documents;

namespace BriefingBot.Digests.Commands;

/// <summary><c>/digest remove [ID] [confirm]</c>: asks before it takes a digest away with its log; a draft has nothing to lose.</summary>
internal sealed class RemoveCommand(ISubscriptions subscriptions)
    : DigestCommand("remove", "Take a digest away, with its log", subscriptions, Confirm)
{
    private static readonly OptionDefinition Confirm = new("confirm", OptionKind.Flag, "Do not ask again");

    protected override bool TakesDrafts => true;

    protected override async Task<Reply> AnswerAsync(Subscription subscription, ChatRequest request, CatalogueView catalogue, CancellationToken cancellationToken)
    {
        var isDraft = subscription.State is SubscriptionState.Draft;
        if (!isDraft && !request.Flag(Confirm.Name))
        {
            return new(
            [
                new Title("Remove this digest?"),
                Paragraph.Of(new Text(DigestText.InWords(subscription, catalogue) + ".")),
                new Paragraph(
                [
                    new([new Text("Its log goes with it, and it cannot be brought back; to stop it for a while, pause it.")]),
                    new([new Text("To remove it, type "), new CommandText($"/digest remove {subscription.Id} confirm")]),
                ]),
            ])
            {
                Controls =
                [
                    new Button("Remove it", $"/digest remove {subscription.Id} confirm"),
                    new Button("Pause it", $"/digest pause {subscription.Id}"),
                    new Button("Back", "/digest list"),
                ],
            };
        }

        return !await Subscriptions.RemoveAsync(subscription, cancellationToken) ? Overtaken : new Reply([Paragraph.Of(new Text(isDraft ? "Discarded; nothing was saved. To begin anew, type " : "Removed. To have it again, type "), new CommandText("/digest subscribe TOPICS TIME"))]);
    }
}
