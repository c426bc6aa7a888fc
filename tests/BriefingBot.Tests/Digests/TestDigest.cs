using System.Collections.Immutable;
using BriefingBot.Briefings;
using BriefingBot.Chat;
using BriefingBot.Digests;
using BriefingBot.Digests.Composing;
using BriefingBot.Digests.Scheduling;
using BriefingBot.Documents;

namespace BriefingBot.Tests.Digests;

/// <summary>Topics and subscriptions in short: <c>tea: plant@1 trade@1</c>.</summary>
internal static class TestDigest
{
    public static readonly DateOnly Monday = new(2026, 11, 30);

    private static readonly Reader Channel = new("discord:1");

    public static Subscription Of(DigestContent content, params string[] topics) => new(
        "abc123", new("discord", "discord:1", "2"), [.. topics], new(new(8, 0), "Europe/Berlin", Days.All), content, Role: null, new("3", "Ann"), DateTimeOffset.UnixEpoch);

    /// <param name="topics">Each as <c>tea: plant@1 trade@1</c>; a section with a <c>!</c> at its end is retired.</param>
    public static CatalogueView View(params string[] topics) => Catalogue.Of([.. topics.Select(Parse)]).For(Channel);

    public static CatalogueView View(IEnumerable<Topic> topics) => Catalogue.Of([.. topics]).For(Channel);

    public static Topic Topic(string key, params IEnumerable<Section> sections) => new(key, $"All on {key}", "A summary.", [], null, [], [.. sections], []);

    public static Section Section(string topic, string key, string revision, int length = 40, SectionStatus status = SectionStatus.Reviewed) => new(
        topic, key, $"The {key}", $"What there is to say of {key}.", [], null, status, null, null,
        [new Paragraph([.. Enumerable.Range(0, Math.Max(1, length / 40)).Select(i => new Sentence([new Text($"Sentence {i} of {key} in revision {revision}.")]))])], [], revision);

    public static string Items(this DigestPlan plan) => string.Join(" | ", plan.Parts.Select(part => part.ToString().Replace('\n', ' ')));

    /// <summary>All posts of a digest, as plain text.</summary>
    public static ImmutableArray<string> Texts(this DigestPlan plan, Subscription subscription, CatalogueView view, string? note = null) =>
        [.. plan.Replies(subscription, view, note).Select(reply => PlainText.Render(reply.Blocks))];

    public static IEnumerable<Reply> Replies(this DigestPlan plan, Subscription subscription, CatalogueView view, string? note = null) =>
        plan.Parts.Select(part => DigestComposer.Write(subscription, plan.Parts, part.Number, view, Monday, note));

    private static Topic Parse(string text)
    {
        var (key, sections) = (text.Split(':')[0], text.Split(':')[1].Split(' ', StringSplitOptions.RemoveEmptyEntries));
        return Topic(key, sections.Select(section => section.TrimEnd('!').Split('@') is var parts
            ? Section(key, parts[0], parts[1], status: section.EndsWith('!') ? SectionStatus.Retired : SectionStatus.Reviewed)
            : throw new ArgumentException(text, nameof(text))));
    }
}
