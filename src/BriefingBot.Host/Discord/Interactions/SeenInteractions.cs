namespace BriefingBot.Host.Discord.Interactions;

/// <summary>
/// The interactions of the last quarter of an hour and more, whichever transport brought them: each is answered once
/// (Discord R97 to R99). Bounded; with many at once the time becomes shorter before the memory becomes larger.
/// </summary>
/// <param name="shared">What other replicas saw; null where there are none.</param>
internal sealed class SeenInteractions(TimeProvider time, SharedInteractions? shared = null)
{
    private const int MostInAGeneration = 500_000;
    private const int AnswersKept = 1_024;

    // A token's life; every id is kept for one to two of these.
    private static readonly TimeSpan Generation = TimeSpan.FromMinutes(15);

    private readonly Lock gate = new();
    private readonly (ulong Id, Callback? Answer)[] answers = new (ulong, Callback?)[AnswersKept];
    private HashSet<ulong> current = [];
    private HashSet<ulong> previous = [];
    private long began = time.GetTimestamp();

    /// <summary>Whether this interaction is new, to other replicas too; from now on it is not. Completions do nothing, so that others need not know of them.</summary>
    public ValueTask<bool> TryAddAsync(ulong id, InteractionType type) =>
        !TryAdd(id) ? new(false)
        : shared is null || type is InteractionType.Completion ? new(true)
        : shared.TryAddAsync(id);

    /// <summary>Whether this id is new to this process; from now on it is not.</summary>
    public bool TryAdd(ulong id)
    {
        lock (gate)
        {
            if (current.Count >= MostInAGeneration || time.GetElapsedTime(began) >= Generation)
            {
                (previous, current, began) = (current, [], time.GetTimestamp());
            }

            return !previous.Contains(id) && current.Add(id);
        }
    }

    /// <summary>Keeps an answer for whoever sends the same request again.</summary>
    public void Keep(ulong id, Callback answer)
    {
        lock (gate)
        {
            answers[SlotOf(id)] = (id, answer);
        }
    }

    /// <summary>The answer that was given, if it is still held.</summary>
    public Callback? AnswerTo(ulong id)
    {
        lock (gate)
        {
            return answers[SlotOf(id)] is var held && held.Id == id ? held.Answer : null;
        }
    }

    // The low bits of ids are mostly alike (Discord R5): spread by Knuth's multiplier.
    private static int SlotOf(ulong id) => (int)((id * 0x9E3779B97F4A7C15) >> 54);
}
