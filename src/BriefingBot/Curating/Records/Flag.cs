namespace BriefingBot.Curating.Records;

/// <summary>What a reader says is wrong with a section. Immutable; <see cref="IFlags"/> keeps it.</summary>
/// <param name="Id">Six lower-case letters and digits, unique in the bot: short enough to type.</param>
/// <param name="Revision">The revision that was served when the reader flagged it.</param>
/// <param name="Reason">Short; untrusted text.</param>
public sealed record Flag(string Id, DateTimeOffset At, string Topic, string Section, string Revision, string Reason, Actor Reader)
{
    public FlagState State { get; init; } = FlagState.Open;

    /// <summary>Who brought it to its state; null while it is open.</summary>
    public Actor? Curator { get; init; }

    /// <summary>When the state began.</summary>
    public DateTimeOffset Since { get; init; } = At;
}

/// <summary>What curators do about a flag.</summary>
public enum FlagState
{
    /// <summary>Nobody has taken it.</summary>
    Open,

    /// <summary>A curator looks into it.</summary>
    Claimed,

    /// <summary>Nothing more is to be done.</summary>
    Closed,
}
