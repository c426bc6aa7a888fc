using BriefingBot.Briefings;
using BriefingBot.Chat;
using BriefingBot.Digests.Delivery;
using BriefingBot.Digests.Scheduling;

namespace BriefingBot.Digests.Commands;

/// <summary><c>digest preview TOPICS [CONTENT]</c> where no subscriptions are kept: what a first digest would say.</summary>
internal sealed class TopicsPreviewCommand(TimeProvider time) : IChatCommand
{
    public CommandDefinition Definition { get; } = new("digest preview", "What a first digest of topics would say", [DigestOptions.TopicsOption, DigestOptions.ContentOption]);

    public ValueTask<Reply> AnswerAsync(ChatRequest request, CatalogueView catalogue, CancellationToken cancellationToken) =>
        ValueTask.FromResult(Answer(request, catalogue));

    private Reply Answer(ChatRequest request, CatalogueView catalogue)
    {
        var names = DigestOptions.Split(request.Option(DigestOptions.Topics)!);
        if (names.FirstOrDefault(name => catalogue.FindTopic(name) is null) is { } unknown)
        {
            return UnknownNames.Topic(unknown, catalogue, "/digest preview");
        }

        var content = request.Option(DigestOptions.Content) is { } typed ? ContentNames.Parse(typed) : DigestContent.Rotate;
        if (names.Length == 0 || content is null)
        {
            return Refusal.Usage("Name topics, with commas between them, and what the digest says: rotate, changes or all. Type it as", $"/{Definition.Name} {catalogue.Topics.FirstOrDefault()?.Key} all");
        }

        var view = catalogue;
        var subscription = new Subscription(
            "preview", new("terminal", "terminal", "terminal"), [.. names.Select(name => view.FindTopic(name)!.Key).Distinct(StringComparer.Ordinal)],
            new(default, "UTC", Days.All), content.Value, Role: null, new(string.Empty, string.Empty), time.GetUtcNow());
        return PreviewCommand.Of(subscription, SeenContent.Nothing, catalogue, time.GetUtcNow());
    }
}
