using System.Collections.Immutable;
using BriefingBot.Authoring;
using BriefingBot.Briefings;
using BriefingBot.Documents;
using BriefingBot.Host.Search;

namespace BriefingBot.Host.Content;

/// <summary>
/// The briefings that are served, and the one place where they are exchanged: whole, for everybody at once, after
/// everything was read aside. One exchange at a time; <see cref="BriefingReloader"/> sees to that.
/// </summary>
internal sealed partial class LiveBriefings(
    BriefingContent content, BriefingLibrary library, SectionIndex index, TimeProvider time, ILogger<LiveBriefings> logger)
{
    private volatile BriefingState? state;

    /// <summary>What is served; null before the first briefings are there.</summary>
    public BriefingState? State => state;

    /// <summary>Everything that is wrong today, by file and place.</summary>
    public IReadOnlyList<Problem> Problems => state is { } now ? content.Problems(now.Set) : [];

    /// <summary>Why files are not served as they are: each keeps its last good version, or is not shown.</summary>
    public IEnumerable<Problem> Refused => Problems.Where(problem => problem.Severity is Severity.Error);

    /// <summary>
    /// Is told of each accepted change after readers have it, one change after the other, and is waited for. What it
    /// throws is logged, and undoes nothing. Set it before the host starts.
    /// </summary>
    public Func<ImmutableArray<SectionChange>, CancellationToken, ValueTask>? Accepted { get; set; }

    /// <summary>Is told of each accepted change likewise, before that, with its files; it must come back at once.</summary>
    public Action<AcceptedFiles>? Exchanged { get; set; }

    /// <summary>Serves the first briefings.</summary>
    public void Start(BriefingSet set)
    {
        state = new(set, Held: null);
        library.Publish(set.Catalogue);
    }

    /// <summary>Serves the briefings with these files exchanged, unless that would drop too much.</summary>
    /// <param name="folder">What is wrong with the folder itself; null where that was not looked at.</param>
    /// <param name="confirmed">What a person saw and let through.</param>
    public async ValueTask<ReloadResult> ServeAsync(
        IReadOnlyCollection<FileChange> changes, IEnumerable<Problem>? folder, HeldChange? confirmed, CancellationToken cancellationToken)
    {
        var (before, held) = state!;
        var after = before.Apply(changes, folder);
        var topics = changes.Select(change => change.Topic).ToHashSet(StringComparer.Ordinal);
        var dropped = DroppedSections.Between(before, after, topics);
        if (dropped.AreTooMany)
        {
            var change = HeldChange.Between(before, after, dropped, topics, held?.Since ?? time.GetUtcNow());
            if (dropped.IsEverything || confirmed?.IsSameAs(change) is not true)
            {
                Hold(change, held);
                return new([], change);
            }
        }

        // The index first: it is the slower one, and what only one of the two holds is no hit.
        index.Replace([.. topics.Select(key => (before.Find(key), after.Find(key)))]);
        library.Publish(after.Catalogue);
        state = new(after, Held: null);
        var sections = after.ChangesSince(before, topics);
        Tell(before, after, topics, sections);
        if (held is not null)
        {
            Log.HoldOver(logger);
        }

        Exchanged?.Invoke(new(changes, sections, dropped.AreTooMany ? confirmed : null));
        if (!sections.IsEmpty)
        {
            await TellAsync(sections, cancellationToken);
        }

        return new(sections, Held: null);
    }

    /// <summary>Has changes taken down; also one that is on disk and cannot be served, after the exchange that left it out.</summary>
    public async ValueTask TellAsync(ImmutableArray<SectionChange> sections, CancellationToken cancellationToken)
    {
        try
        {
            await (Accepted?.Invoke(sections, cancellationToken) ?? ValueTask.CompletedTask);
        }
        catch (Exception failure) when (failure is not OperationCanceledException)
        {
            Log.NotTaken(logger, failure);
        }
    }

    private void Hold(HeldChange change, HeldChange? before)
    {
        state = state! with { Held = change };
        if (before is null || !before.IsSameAs(change))
        {
            Log.Held(logger, change.Dropped.Count, change.Dropped.Of, SafeText.Inert(string.Join(", ", change.Topics.Take(10))), change.Dropped.IsEverything
                ? "Since nothing would be left to serve, it cannot be confirmed; put the files back"
                : "Put the files back, or let it through with /curate confirm, which curators may type; a restart serves what is there now, too");
        }
    }

    private void Tell(BriefingSet before, BriefingSet after, IReadOnlyCollection<string> topics, ImmutableArray<SectionChange> sections)
    {
        var problems = after.ProblemsSince(before, topics, content.Today);
        foreach (var problem in problems.New)
        {
            Log.Problem(logger, problem.Severity is Severity.Error ? LogLevel.Error : LogLevel.Warning, problem.ToString());
        }

        foreach (var file in problems.Mended)
        {
            Log.Mended(logger, file);
        }

        if (!sections.IsEmpty)
        {
            Log.Served(logger, Quantity.Of(sections.Length, "changed section"), SafeText.Inert(string.Join(", ", sections.Take(10).Select(section => $"{section.Topic}/{section.Section}"))));
        }
    }

    private static partial class Log
    {
        [LoggerMessage(Message = "{Problem}")]
        public static partial void Problem(ILogger logger, LogLevel level, string problem);

        [LoggerMessage(Level = LogLevel.Information, Message = "{File} has no errors any more")]
        public static partial void Mended(ILogger logger, string file);

        [LoggerMessage(Level = LogLevel.Information, Message = "Serving {Sections} from now on: {Names}")]
        public static partial void Served(ILogger logger, string sections, string names);

        [LoggerMessage(Level = LogLevel.Error, Message = "A change on disk is held back, since it would drop {Dropped} of {All} sections (topics: {Topics}). Everything is served as before. {WhatToDo}")]
        public static partial void Held(ILogger logger, int dropped, int all, string topics, string whatToDo);

        [LoggerMessage(Level = LogLevel.Information, Message = "Nothing is held back any more")]
        public static partial void HoldOver(ILogger logger);

        [LoggerMessage(Level = LogLevel.Error, Message = "A change is served, but was not taken down")]
        public static partial void NotTaken(ILogger logger, Exception failure);
    }
}
