using BriefingBot.Digests.Composing;
using BriefingBot.Digests.Delivery;
using BriefingBot.Digests.Scheduling;
using BriefingBot.Documents;

namespace BriefingBot.Digests.Commands;

/// <summary>What became of one run, in a line for people: <c>Mon 30 Nov, planned 08:00: sent 08:00, 2 parts</c>.</summary>
internal static class DigestLogLine
{
    public static string Of(Occurrence occurrence, LocalSchedule schedule, DateTimeOffset now) =>
        $"{DigestText.Day(occurrence.Key.Date, now)}, planned {DigestText.Clock(schedule, occurrence.Planned)}: {Result(occurrence, schedule)}";

    /// <summary>Without the day: <c>sent 08:00, 2 parts</c>.</summary>
    public static string Result(Occurrence occurrence, LocalSchedule schedule)
    {
        var finished = occurrence.Finished is { } at ? DigestText.Clock(schedule, at) : string.Empty;
        var parts = Quantity.Of(occurrence.Parts.Length, "part");
        return occurrence.State switch
        {
            OccurrenceState.Sent => WithReason($"sent {finished}, {parts}", occurrence.Reason),
            OccurrenceState.SentLate => WithReason($"sent late at {finished}, {parts}", occurrence.Reason),
            OccurrenceState.Skipped => $"skipped: {occurrence.Reason}",
            OccurrenceState.Failed => $"failed: {occurrence.Reason}",
            OccurrenceState.Superseded => $"superseded: {occurrence.Reason}",
            _ when occurrence.Parts.IsEmpty => "being prepared",
            _ => $"being sent, {occurrence.Parts.Count(part => part.State is PartState.Sent)} of {parts} there",
        };
    }

    private static string WithReason(string result, string? reason) => reason is null ? result : $"{result}. {reason}";
}
