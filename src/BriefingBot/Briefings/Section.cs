using System.Collections.Immutable;
using BriefingBot.Documents;

namespace BriefingBot.Briefings;

/// <summary>One briefing: a few sentences, each resting on cited passages. Immutable.</summary>
/// <param name="Key">The file name without its ending; unique in the topic.</param>
/// <param name="Citations">Distinct passages in the order of their first mark; the mark <c>[n]</c> is the n-th.</param>
/// <param name="Revision">The first eight hex digits of the SHA-256 of the file's text.</param>
public sealed record Section(
    string TopicKey,
    string Key,
    string Title,
    string Summary,
    ImmutableArray<string> Aliases,
    string? Owner,
    SectionStatus Status,
    DateOnly? Reviewed,
    DateOnly? ReviewBy,
    ImmutableArray<Block> Body,
    ImmutableArray<Citation> Citations,
    string Revision)
{
    /// <summary>The name under which exactly this text can be found again.</summary>
    public string Id => $"{TopicKey}/{Key}@{Revision}";
}

/// <summary>Where a section is in its life.</summary>
public enum SectionStatus
{
    /// <summary>Being written: readers do not see it.</summary>
    Draft,

    /// <summary>Offered to readers.</summary>
    Reviewed,

    /// <summary>No longer offered; who asks for it by name gets it with a word of warning.</summary>
    Retired,
}
