using System.Collections.Immutable;

namespace BriefingBot.Briefings;

/// <summary>Full-text search over the sections offered to readers. The index lives at the edge, in a native library.</summary>
public interface ISectionSearch
{
    /// <summary>
    /// Hits in order of relevance, at most <paramref name="limit"/>: sections that hold all the words, or, when none
    /// does, sections that hold some. Words are taken literally: no character has a meaning of its own. Empty when
    /// nothing is found or <paramref name="words"/> holds no letter or digit.
    /// </summary>
    /// <param name="words">What the reader typed.</param>
    /// <param name="topicKey">The only topic to look in, or null for all.</param>
    /// <param name="reader">Who asks: what he may not see influences nothing, neither which hits there are nor their order.</param>
    /// <exception cref="SearchBusyException">More searches are waiting than can be answered in time.</exception>
    ValueTask<ImmutableArray<SearchHit>> FindAsync(string words, string? topicKey, Reader reader, int limit, CancellationToken cancellationToken);
}

/// <param name="Excerpt">A stretch of the section's text, in runs: what matched and what stands around it.</param>
public sealed record SearchHit(string TopicKey, string SectionKey, ImmutableArray<ExcerptRun> Excerpt);

/// <summary>A run of an excerpt.</summary>
public readonly record struct ExcerptRun(string Text, bool Matched);

/// <summary>More searches are waiting than can be answered in time.</summary>
public sealed class SearchBusyException() : Exception("The queue of searches is full.");
