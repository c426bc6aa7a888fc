using System.Collections.Concurrent;
using BriefingBot.Chat;
using BriefingBot.Documents;

namespace BriefingBot.Tests.Digests;

/// <summary>A platform whose channels do what a test wants, and that keeps what they got.</summary>
internal sealed class TestPublisher(bool knowsRepetitions = true) : IChatPublisher
{
    private readonly ConcurrentQueue<ChannelPost> posts = [];
    private readonly ConcurrentQueue<(string Person, string Text)> told = [];
    private readonly ConcurrentQueue<Func<ChannelPost, PublishOutcome?>> next = [];

    /// <summary>What was tried, in its order.</summary>
    public IReadOnlyList<ChannelPost> Tries => [.. posts];

    /// <summary>What is in the channels, as text.</summary>
    public ConcurrentQueue<string> Shown { get; } = [];

    public IReadOnlyList<(string Person, string Text)> Told => [.. told];

    /// <summary>What a channel says to a look whether it takes posts.</summary>
    public PublishOutcome Channel { get; set; } = new PublishOutcome.Sent(string.Empty);

    public int Looks { get; private set; }

    public bool CanTell { get; set; } = true;

    public bool KnowsRepetitions => knowsRepetitions;

    /// <summary>Lets the next tries end so; after them all succeed.</summary>
    public void Next(params PublishOutcome[] outcomes) => Array.ForEach(outcomes, outcome => next.Enqueue(_ => outcome));

    /// <summary>Lets something happen during the next try.</summary>
    public void During(Func<ChannelPost, PublishOutcome?> happens) => next.Enqueue(happens);

    public Task<PublishOutcome> PublishAsync(ChannelPost post, CancellationToken cancellationToken)
    {
        posts.Enqueue(post);
        if (next.TryDequeue(out var happens) && happens(post) is { } outcome)
        {
            return Task.FromResult(outcome);
        }

        Shown.Enqueue(PlainText.Render(post.Reply.Blocks));
        return Task.FromResult<PublishOutcome>(new PublishOutcome.Sent($"m{posts.Count}"));
    }

    public Task<PublishOutcome> TryAsync(string channel, CancellationToken cancellationToken)
    {
        Looks++;
        return Task.FromResult(Channel);
    }

    public Task<PublishOutcome> TellAsync(string person, Reply reply, CancellationToken cancellationToken)
    {
        if (!CanTell)
        {
            return Task.FromResult<PublishOutcome>(new PublishOutcome.Refused("They take no messages."));
        }

        told.Enqueue((person, PlainText.Render(reply.Blocks)));
        return Task.FromResult<PublishOutcome>(new PublishOutcome.Sent("t"));
    }
}
