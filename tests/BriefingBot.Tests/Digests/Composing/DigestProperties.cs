using System.Collections.Immutable;
using BriefingBot.Briefings;
using BriefingBot.Chat;
using BriefingBot.Digests;
using BriefingBot.Digests.Composing;
using BriefingBot.Digests.Delivery;
using BriefingBot.Documents;
using BriefingBot.Host.Discord.Rendering;
using FsCheck;
using FsCheck.Fluent;
using static BriefingBot.Tests.Digests.TestDigest;

namespace BriefingBot.Tests.Digests.Composing;

/// <summary>What holds for any digest. The same inputs each time, as in <see cref="Properties"/>.</summary>
public sealed class DigestProperties
{
    private static readonly Config Runs = Config.QuickThrowOnFailure.WithMaxTest(50).WithReplay(20261121, 1);

    private static readonly string[] TopicKeys = ["tea", "milk", "sugar"];

    private static readonly Gen<ImmutableArray<Topic>> AnyTopics =
        from sizes in Gen.Choose(0, 30).ArrayOf(TopicKeys.Length)
        from lengths in Gen.Frequency((8, Gen.Choose(20, 2_000)), (1, Gen.Choose(2_000, 9_000))).ArrayOf(sizes.Sum())
        from marks in Gen.Elements("plain", "*_`[]<>@#", "a title that is quite long and says a lot about what there is to read here, with 100 letters or so").ArrayOf(sizes.Sum())
        select TopicKeys.Select((key, topic) => Topic(key, Enumerable.Range(0, sizes[topic]).Select(i =>
        {
            var place = sizes.Take(topic).Sum() + i;
            return Section(key, $"s{i}", $"r{lengths[place]}", lengths[place]) with { Title = $"{key} {i} {marks[place]}", Summary = $"{marks[place]} {marks[place]}" };
        }))).ToImmutableArray();

    private static readonly Arbitrary<(ImmutableArray<Topic> Before, ImmutableArray<Topic> After, DigestContent Content)> AnyDigest =
        (from before in AnyTopics
         from after in AnyTopics
         from content in Gen.Elements(Enum.GetValues<DigestContent>())
         select (before, after, content)).ToArbitrary();

    [Fact]
    [Trait("Discord", "R81")]
    public void EveryPlannedSectionIsInOnePartOnceAndEveryPartFits() => Prop.ForAll(AnyDigest, digest =>
    {
        var (subscription, view) = (Of(digest.Content, TopicKeys), View(digest.After));
        var seen = DigestComposer.Plan(subscription, View(digest.Before), SeenContent.Nothing).Seen;
        var plan = DigestComposer.Plan(subscription, view, seen);
        var replies = plan.Replies(subscription, view, "Late: planned 08:00").ToList();
        var texts = replies.ConvertAll(reply => PlainText.Render(reply.Blocks));

        Assert.Equal(Enumerable.Range(1, plan.Parts.Length), plan.Parts.Select(part => part.Number));
        var items = plan.Parts.SelectMany(part => part.Items).ToList();
        Assert.Equal(items.Count, items.Select(item => item.Section).Distinct(StringComparer.Ordinal).Count());
        foreach (var item in items)
        {
            var shown = item switch
            {
                { IsWhole: true } => $"\n{item.Section}@{item.Revision}\n",
                { Kind: DigestItemKind.Removed } => $"\n- No longer offered: {item.Section}.\n",
                _ => $" /brief {item.Section.Replace('/', ' ')}\n",
            };
            Assert.Equal(1, texts.Sum(text => text.Split(shown).Length - 1));
        }

        Assert.All(replies, reply =>
        {
            Assert.True(DigestParts.SizeOf(reply.Blocks) <= DigestParts.MostSize);
            Assert.Equal(1, DiscordRenderer.Render(reply).Parts);
            Assert.True(reply.Controls.Length <= 5);
            Assert.All(reply.Controls.OfType<Menu>(), menu => Assert.InRange(menu.Items.Length, 1, 25));
        });

        // Only a card that is too long by itself is ever cut.
        Assert.All(replies.Where(reply => PlainText.Render(reply.Blocks).Contains("… ", StringComparison.Ordinal) && reply.Controls.All(control => control.Label != "Read all of it")),
            reply => Assert.Contains("more part", PlainText.Render(reply.Blocks), StringComparison.Ordinal));
        Assert.Equal(plan.Items(), DigestComposer.Plan(subscription, view, seen).Items());
        Assert.Equal(texts, plan.Texts(subscription, view, "Late: planned 08:00"));
    }).Check(Runs);

    [Fact]
    public void TurnsVisitEverySectionBeforeAnyAgain() => Prop.ForAll(AnyTopics.ToArbitrary(), topics =>
    {
        var (subscription, view) = (Of(DigestContent.Rotate, TopicKeys), View(topics));
        var all = topics.SelectMany(topic => topic.Sections).Select(section => $"{section.TopicKey}/{section.Key}").ToList();
        var seen = SeenContent.Nothing;
        for (var day = 0; day < 2 * all.Count; day++)
        {
            seen = DigestComposer.Plan(subscription, view, seen).Seen;
            Assert.Equal(all[day % all.Count], seen.InTurn);
        }
    }).Check(Runs.WithMaxTest(4));

    [Fact]
    public void APartThatIsPrintedIsReadBackAsTheSame()
    {
        var name = Gen.Elements('a', 'z', '0', '-', 'é', '中').NonEmptyListOf().Select(letters => new string([.. letters]));
        var item = from kind in Gen.Elements(Enum.GetValues<DigestItemKind>()).Where(kind => kind is not DigestItemKind.Unknown)
                   from topic in name
                   from section in name
                   from revision in Gen.OneOf(name, Gen.Constant(string.Empty))
                   select new DigestItem(kind, $"{topic}/{section}", revision);
        Prop.ForAll(item.NonEmptyListOf().ToArbitrary(), items =>
        {
            var part = new DigestPart(3, [.. items]);
            Assert.Equal(part, DigestPart.Parse(3, part.ToString()));
        }).Check(Runs);
    }

    [Fact]
    public void AYearOfDailyDigestsShowsEveryChangeOnce() => Prop.ForAll(Gen.Choose(0, 1_000_000).ToArbitrary(), seed =>
    {
        var random = new Random(seed);
        var subscription = Of(random.Next(2) == 0 ? DigestContent.Rotate : DigestContent.Changes, TopicKeys);
        var sections = new SortedDictionary<string, string>(StringComparer.Ordinal);
        for (var i = 0; i < 8; i++)
        {
            sections[$"{TopicKeys[i % 3]}/s{i}"] = "r0";
        }

        var seen = DigestComposer.Plan(subscription, ViewOf(sections), SeenContent.Nothing).Seen;
        var last = new SortedDictionary<string, string>(sections, StringComparer.Ordinal);
        for (var day = 1; day < 365; day++)
        {
            for (var changes = random.Next(3); changes > 0; changes--)
            {
                var name = $"{TopicKeys[random.Next(3)]}/s{random.Next(12)}";
                if (random.Next(3) == 0)
                {
                    sections.Remove(name);
                }
                else
                {
                    sections[name] = $"r{day}";
                }
            }

            // Some days nothing is sent: what changed then is in the next that is.
            if (random.Next(5) == 0)
            {
                continue;
            }

            var plan = DigestComposer.Plan(subscription, ViewOf(sections), seen);
            var expected = sections.Where(section => !last.TryGetValue(section.Key, out var before) || before != section.Value).Select(section => $"{section.Key}@{section.Value}")
                .Concat(last.Where(section => !sections.ContainsKey(section.Key)).Select(section => $"{section.Key}@{section.Value}"));
            var told = plan.Parts.SelectMany(part => part.Items).Where(item => item.Kind is not DigestItemKind.Turn).Select(item => $"{item.Section}@{item.Revision}");
            Assert.Equal(expected.Order(StringComparer.Ordinal), told.Order(StringComparer.Ordinal));
            seen = plan.Seen;
            last = new(sections, StringComparer.Ordinal);
        }
    }).Check(Runs.WithMaxTest(5));

    private static CatalogueView ViewOf(IDictionary<string, string> sections) => View(TopicKeys.Select(key => Topic(key,
        sections.Where(section => section.Key.StartsWith(key + "/", StringComparison.Ordinal)).Select(section => Section(key, section.Key[(key.Length + 1)..], section.Value)))));
}
