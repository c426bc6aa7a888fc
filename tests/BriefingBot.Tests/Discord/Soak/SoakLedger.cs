using System.Collections.Concurrent;
using System.Globalization;
using System.Text.Json;

namespace BriefingBot.Tests.Discord;

/// <summary>
/// The interactions of a soak that are neither answered nor accounted for: by the bot's log, or because they were never
/// delivered. What is settled is forgotten soon after, so that only a leak of the bot's can fill the memory.
/// </summary>
internal sealed class SoakLedger(FakeInteractions interactions, SoakLog log, TimeProvider time)
{
    // What comes late of a settled one: repetitions, and edits.
    private static readonly TimeSpan Kept = TimeSpan.FromMinutes(1);

    private readonly ConcurrentDictionary<ulong, Entry> open = [];
    private readonly Queue<(ulong Id, TimeSpan At)> settled = [];
    private readonly Lock sweeping = new();

    public int Sent { get; private set; }

    public int Answered { get; private set; }

    /// <summary>Without an answer, and the bot says why.</summary>
    public int Explained { get; private set; }

    /// <summary>Never delivered, as far as anybody can tell.</summary>
    public int Lost { get; private set; }

    /// <summary>What is open: each id, what it was, and how far it came.</summary>
    public IReadOnlyList<string> Open => [.. open.OrderBy(one => one.Key).Select(one => string.Create(
        CultureInfo.InvariantCulture,
        $"{one.Key} ({one.Value.What}) at {one.Value.At.TotalSeconds:F1} s: written to the bot {one.Value.Written} times, first answer {interactions.AnswerTo(one.Key)?.ToString(CultureInfo.InvariantCulture) ?? "none"}"))];

    public void Add(TestInteraction interaction, string what)
    {
        interactions.Issue(interaction.Id, interaction.Token, interaction.Type, interaction.IsFromComponent);
        lock (sweeping)
        {
            Sent++;
        }

        open[interaction.Id] = new(what, time.GetElapsedTime(0));
    }

    /// <summary>Notes that an interaction did not arrive; unless it did.</summary>
    public void Lose(ulong id)
    {
        lock (sweeping)
        {
            if (open.ContainsKey(id) && !interactions.IsAnswered(id) && open.TryRemove(id, out _))
            {
                Lost++;
                Settle(id);
            }
        }
    }

    /// <summary>Notes that events did not arrive.</summary>
    public void Lose(IEnumerable<byte[]> payloads)
    {
        foreach (var payload in payloads)
        {
            if (IdIn(payload) is { } id)
            {
                Lose(id);
            }
        }
    }

    /// <summary>Notes that an event was written to a connection.</summary>
    public void Write(byte[] payload)
    {
        if (IdIn(payload) is { } id && open.TryGetValue(id, out var entry))
        {
            entry.Written++;
        }
    }

    /// <summary>Settles what was answered or explained meanwhile.</summary>
    public void Sweep()
    {
        lock (sweeping)
        {
            foreach (var (id, _) in open)
            {
                var isAnswered = interactions.IsAnswered(id);
                if ((isAnswered || log.TryTakeReason(id, out _)) && open.TryRemove(id, out _))
                {
                    Answered += isAnswered ? 1 : 0;
                    Explained += isAnswered ? 0 : 1;
                    Settle(id);
                }
            }

            Forget(Kept);
        }
    }

    /// <summary>Forgets all that is settled.</summary>
    public void Forget()
    {
        lock (sweeping)
        {
            Forget(TimeSpan.Zero);
        }
    }

    private void Forget(TimeSpan age)
    {
        while (settled.TryPeek(out var oldest) && time.GetElapsedTime(0) - oldest.At >= age)
        {
            interactions.Forget(settled.Dequeue().Id);
            log.TryTakeReason(oldest.Id, out _);
        }
    }

    private void Settle(ulong id) => settled.Enqueue((id, time.GetElapsedTime(0)));

    // Noise is written too.
    private static ulong? IdIn(byte[] payload)
    {
        try
        {
            using var json = JsonDocument.Parse(payload);
            return json.RootElement is { ValueKind: JsonValueKind.Object } root && root.TryGetProperty("d", out var data)
                && data.ValueKind == JsonValueKind.Object && data.TryGetProperty("id", out var id)
                && id.ValueKind == JsonValueKind.String && ulong.TryParse(id.GetString(), CultureInfo.InvariantCulture, out var known) ? known : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private sealed class Entry(string what, TimeSpan at)
    {
        public string What => what;

        public TimeSpan At => at;

        public int Written { get; set; }
    }
}
