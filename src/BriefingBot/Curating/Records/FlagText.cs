using System.Collections.Immutable;
using BriefingBot.Documents;

namespace BriefingBot.Curating.Records;

/// <summary>Flags in words.</summary>
public static class FlagText
{
    /// <param name="zone">The reader's, or null.</param>
    public static Paragraph Of(Flag flag, string? zone) => new(
    [
        new([new Code(flag.Id), new Text($" – {flag.Topic}/{flag.Section}@{flag.Revision}: “{SafeText.Echo(flag.Reason, 300)}”")]),
        new([new Text($"By {RevisionText.Name(flag.Reader)}, "), new Moment(flag.At, zone ?? "UTC"), new Text(".")]),
        .. flag.State is FlagState.Open || flag.Curator is null
            ? ImmutableArray<Sentence>.Empty
            : [new Sentence([new Text($"{(flag.State is FlagState.Closed ? "Closed" : "Claimed")} by {RevisionText.Name(flag.Curator)}.")])],
    ]);
}
