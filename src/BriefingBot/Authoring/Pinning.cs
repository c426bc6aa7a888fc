using System.Collections.Immutable;
using BriefingBot.Briefings;

namespace BriefingBot.Authoring;

/// <summary>What <c>pin</c> would write, and what stands against writing it.</summary>
/// <param name="Lock">Null when a document is missing.</param>
/// <param name="Missing">Sources whose document was not found, with the file name that was looked for.</param>
/// <param name="Lost">Citations whose passage is elsewhere or gone; writing the lock would attach them to other words.</param>
public sealed record Pinning(SourceLock? Lock, ImmutableArray<(string SourceId, string? File)> Missing, ImmutableArray<Problem> Lost)
{
    /// <summary>Compares a topic's citations with the documents.</summary>
    internal static Pinning Of(TopicFiles files, SourceDocuments documents)
    {
        var sources = files.Sources?.Good?.Sources ?? [];
        ImmutableArray<(string, string?)> missing =
            [.. sources.Where(source => Find(source.Source, documents) is null).Select(source => (source.Source.Id, source.Source.File))];
        var locked = missing.IsEmpty
            ? new SourceLock(SourceLock.CurrentVersion,
                [.. sources.Select(source => LockedSource.Of(source.Source.Id, source.Source.File!, Find(source.Source, documents)!))])
            : null;
        var lost = files.Join(documents).JoinProblems
            .Where(problem => problem.Code is ProblemCodes.PassageMoved or ProblemCodes.PassageUnpinned)
            .ToImmutableArray();
        return new(locked, missing, lost);
    }

    private static SourceDocument? Find(Source source, SourceDocuments documents) => source.File is { } file ? documents.Find(file) : null;
}
