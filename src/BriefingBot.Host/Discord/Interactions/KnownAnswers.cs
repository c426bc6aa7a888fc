using BriefingBot.Briefings;

namespace BriefingBot.Host.Discord.Interactions;

/// <summary>
/// Lasting answers (<see cref="Chat.Reply.IsLasting"/>) that were given before, by their question. Finding one is all that an
/// interaction costs beside its signature: reading the rest of it, looking the card up and rendering it cost ten times as much.
/// </summary>
internal sealed class KnownAnswers(BriefingLibrary library, TimeProvider time)
{
    private volatile Moment moment = new(null, default);

    /// <summary>What the bot answers with at this moment; to be asked for before an answer is made.</summary>
    public Moment Now
    {
        get
        {
            var (catalogue, today) = (library.Current, DateOnly.FromDateTime(time.GetUtcNow().UtcDateTime));
            if (moment is not { } known || known.Catalogue != catalogue || known.Today != today)
            {
                moment = known = new(catalogue, today);
            }

            return known;
        }
    }

    /// <summary>The answer to this interaction, or null where it must be made.</summary>
    public Callback? Find(in InteractionHead head, ReadOnlySpan<byte> json) => Question.IsOne(head, json) ? Now.Find(head, json) : null;

    /// <summary>Keeps an answer, unless another catalogue was put in place while it was made.</summary>
    /// <param name="begun">The moment before it was made.</param>
    public void Keep(Moment begun, Question question, Callback answer)
    {
        if (begun.Catalogue == library.Current)
        {
            begun.Keep(question, answer);
        }
    }

    /// <summary>A day on which a catalogue is served.</summary>
    internal sealed class Moment(Catalogue? catalogue, DateOnly today)
    {
        private readonly RecentCache<Question, Callback> answers = new(sets: 64);

        public Catalogue? Catalogue => catalogue;

        public DateOnly Today => today;

        public Callback? Find(in InteractionHead head, ReadOnlySpan<byte> json) =>
            answers.TryGet(Question.Hash(head, json), new Asked(head, json), static (asked, question) => question.IsAskedBy(asked.Head, asked.Json), out var answer) ? answer : null;

        public void Keep(Question question, Callback answer) => answers.Add(question, answer);

        private readonly ref struct Asked
        {
            public readonly ref readonly InteractionHead Head;
            public readonly ReadOnlySpan<byte> Json;

            public Asked(in InteractionHead head, ReadOnlySpan<byte> json)
            {
                Head = ref head;
                Json = json;
            }
        }
    }
}
