using System.Globalization;
using BriefingBot.Authoring;
using BriefingBot.Briefings;
using BriefingBot.Chat;
using BriefingBot.Documents;
using BriefingBot.Host.Search;
using Microsoft.Extensions.Logging.Abstractions;

namespace BriefingBot.Benchmarks.Corpus;

/// <summary>A corpus as the running bot holds it. One of each size is made in a process, since loading it takes far longer than most measurements.</summary>
internal sealed class LoadedCorpus
{
    public static readonly Reader Reader = new("browser");

    private static readonly Dictionary<int, LoadedCorpus> Made = [];

    private LoadedCorpus(int sections)
    {
        var folder = Directory.CreateTempSubdirectory("briefings-");
        try
        {
            Keys = new CorpusFiles(Vocabulary).Write(folder.FullName, sections);
            Set = BriefingFolder.Load(folder.FullName, SourceDocuments.None);
            RefuseProblems(Set);
            Example = BriefingFolder.ReadEntry(folder.FullName, Keys[Keys.Count / 2], "economics.md");
        }
        finally
        {
            folder.Delete(recursive: true);
        }

        Index.Build(Set.Catalogue);
        var library = new BriefingLibrary();
        library.Publish(Set.Catalogue);
        Router = new(BotCommands.All(Index, TimeProvider.System), library, Audience.Private, NullLogger<ChatRouter>.Instance);
    }

    public Vocabulary Vocabulary { get; } = new();

    public IReadOnlyList<string> Keys { get; }

    public BriefingSet Set { get; set; }

    public SectionIndex Index { get; } = new();

    public ChatRouter Router { get; }

    /// <summary>A section's file from the middle of the corpus.</summary>
    public FoundFile Example { get; }

    public static LoadedCorpus Of(int sections)
    {
        if (!Made.TryGetValue(sections, out var corpus))
        {
            Made[sections] = corpus = new(sections);
        }

        return corpus;
    }

    /// <summary>A corpus with mistakes in it would measure the wrong thing.</summary>
    public static void RefuseProblems(BriefingSet set)
    {
        if (set.Problems(DateOnly.Parse("2026-02-01", CultureInfo.InvariantCulture)) is [var first, ..] problems)
        {
            throw new InvalidOperationException($"The corpus has {problems.Length} problems, the first being {first}");
        }
    }

    /// <summary>Pairs of words that some section holds, none of them commonplace.</summary>
    public IReadOnlyList<string> WordPairs(int count)
    {
        var random = new Random(count);
        return [.. Enumerable.Range(0, count).Select(_ =>
        {
            var topic = Set.Catalogue.ByKey(Keys[random.Next(Keys.Count)])!;
            var words = PlainText.Words(topic.Sections[random.Next(topic.Sections.Length)].Body)
                .Split([' ', '.', '\n'], StringSplitOptions.RemoveEmptyEntries).Where(Vocabulary.IsTelling).ToArray();
            return $"{words[random.Next(words.Length)]} {words[random.Next(words.Length)]}";
        })];
    }
}
