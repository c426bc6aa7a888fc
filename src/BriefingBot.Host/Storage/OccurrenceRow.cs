using System.Collections.Immutable;
using BriefingBot.Digests.Delivery;

namespace BriefingBot.Host.Storage;

/// <summary>An occurrence as its table has it. A newer version's names are read as what keeps this one from sending again.</summary>
internal sealed class OccurrenceRow
{
    public const string Columns = "subscription as Subscription, date as Date, planned as Planned, state as State, reason as Reason, finished as Finished";

    public required string Subscription { get; init; }

    public required string Date { get; init; }

    public required long Planned { get; init; }

    public required string State { get; init; }

    public string? Reason { get; init; }

    public long? Finished { get; init; }

    public Occurrence ToOccurrence(ImmutableArray<DeliveredPart> parts) => new(
        new(Subscription, StateText.Date(Date)),
        StateText.Instant(Planned),
        StateText.Value(State, OccurrenceState.Failed),
        Reason,
        Finished is { } finished ? StateText.Instant(finished) : null,
        parts);
}

/// <summary>A part of an occurrence as its table has it.</summary>
internal sealed class PartRow
{
    public required long Number { get; init; }

    public required string Content { get; init; }

    public required string State { get; init; }

    public required long Tries { get; init; }

    public string? Message { get; init; }

    public DeliveredPart ToPart() => new((int)Number, Content, StateText.Value(State, PartState.Sending), (int)Tries, Message);
}

/// <summary>What a channel has seen, as its table has it.</summary>
internal sealed class SeenRow
{
    public string? Revisions { get; init; }

    public string? InTurn { get; init; }

    public static string? Lines(ImmutableSortedDictionary<string, string>? revisions) =>
        revisions is null ? null : string.Join('\n', revisions.Select(revision => $"{revision.Key}@{revision.Value}"));

    public SeenContent ToContent() => new(
        Revisions is null
            ? null
            : StateText.Lines(Revisions).Where(line => line.Contains('@', StringComparison.Ordinal)).ToImmutableSortedDictionary(
                line => line[..line.LastIndexOf('@')], line => line[(line.LastIndexOf('@') + 1)..], StringComparer.Ordinal),
        InTurn);
}
