using System.Collections.Immutable;
using BriefingBot.Briefings;
using BriefingBot.Documents;

namespace BriefingBot.Authoring;

/// <summary>Puts one topic's files together: resolves citations, sorts sections, and notes what does not fit.</summary>
internal sealed class TopicJoin(TopicFiles files, SourceDocuments documents)
{
    private static readonly EqualityComparer<Citation> SamePassage = EqualityComparer<Citation>.Create(
        (a, b) => (a?.Source.Id, a?.Locator, a?.Heading) == (b?.Source.Id, b?.Locator, b?.Heading),
        citation => citation.Locator.GetHashCode());

    private readonly Dictionary<string, ProblemSink> sinks = new(StringComparer.Ordinal);
    private readonly CitationResolver citations = new(files, documents);

    /// <returns>The topic with what readers may see, the drafts beside it, and what does not fit.</returns>
    public (Topic? Topic, ImmutableArray<Section> Drafts, ImmutableArray<Problem> Problems) Join()
    {
        // Where the folder itself is the problem, everything is missing and nothing more is to be said.
        if (!files.Strays.ContainsKey(string.Empty))
        {
            NoteMissingFiles();
        }

        var (sections, drafts) = Sections();
        NoteDuplicateNames();
        new SourceChecks(files, documents, citations, SinkOf($"{files.Key}/{SourcesFile.Name}"), SinkOf($"{files.Key}/{SourceLock.FileName}")).Note();
        NoteOrder();
        var topic = files.Header?.Good is { } header ? Topic(header, sections) : null;
        return (topic, [.. drafts], [.. sinks.Values.SelectMany(sink => sink.ToImmutable())]);
    }

    private Topic Topic(TopicDraft header, IReadOnlyList<Section> sections)
    {
        var order = header.Order.Select(name => name.Text).ToList();
        return new(
            files.Key, header.Title, header.Summary, [.. header.Aliases.Select(alias => alias.Text)], header.Owner, header.VisibleTo,
            [.. sections
                .OrderBy(section => section.Status)
                .ThenBy(section => order.IndexOf(section.Key) is var place && place < 0 ? int.MaxValue : place)
                .ThenBy(section => section.Key, StringComparer.Ordinal)],
            [.. files.Sources?.Good?.Sources.Select(source => source.Source) ?? []]);
    }

    private (List<Section> Shown, List<Section> Drafts) Sections()
    {
        var (sections, drafts) = (new List<Section>(), new List<Section>());
        foreach (var (key, file) in files.Sections)
        {
            // What the file says now is checked in any case; what is shown is that, or the last version that was good.
            var now = file.Read is { } read ? Section(read, SinkOf(file.Path)) : null;
            var shown = (ReferenceEquals(file.Good, file.Read) ? now : null)
                ?? (file.Good is { } good && !ReferenceEquals(good, file.Read) ? Section(good, new(file.Path)) : null)
                ?? files.Topic?.Sections.FirstOrDefault(section => section.Key == key);
            if (shown is not null)
            {
                (shown.Status is SectionStatus.Draft ? drafts : sections).Add(shown);
            }
        }

        return (sections, drafts);
    }

    // Null when a citation leads nowhere.
    private Section? Section(SectionDraft draft, ProblemSink problems)
    {
        var passages = draft.Body.Citations.Select(citation => citations.Resolve(citation, draft.Text, problems)).ToList();
        if (passages.Contains(null))
        {
            return null;
        }

        // Written in two forms, by number and by heading, one passage is still one.
        var distinct = passages.OfType<Citation>().Distinct(SamePassage).ToImmutableArray();
        var numbers = passages.OfType<Citation>()
            .Select(citation => distinct.IndexOf(citation, 0, SamePassage) + 1)
            .ToList();
        var body = distinct.Length == passages.Count ? draft.Body.Blocks : CitationNumbers.Replace(draft.Body.Blocks, numbers);
        var section = new Section(
            files.Key, draft.Key, draft.Title, draft.Summary, [.. draft.Aliases.Select(alias => alias.Text)], draft.Owner, draft.Status,
            draft.Reviewed, draft.ReviewBy, body, distinct, draft.Text.Revision);
        NoteLength(section, problems);
        return section;
    }

    private static void NoteLength(Section section, ProblemSink problems)
    {
        var body = PlainText.Render(section.Body).Length;
        if (body > CardLimits.BodyCharacters)
        {
            problems.Warning(Place.Start, ProblemCodes.TooLong,
                $"The text has {body:N0} characters; over {CardLimits.BodyCharacters:N0} it is cut at a sentence on some platforms. Shorten it, or make two sections.");
            return;
        }

        var card = body + section.Title.Length + section.Citations.Sum(citation => citation.Source.Title.Length + citation.Place.Length + 10);
        if (card > CardLimits.CardCharacters)
        {
            problems.Warning(Place.Start, ProblemCodes.TooLong,
                $"The text and its sources have {card:N0} characters; over {CardLimits.CardCharacters:N0} the text is cut on some platforms. Cite fewer passages, or make two sections.");
        }
    }

    private void NoteMissingFiles()
    {
        if (files.Header is null && !files.Strays.ContainsKey(TopicFile.Name))
        {
            SinkOf($"{files.Key}/{TopicFile.Name}").Error(Place.Start, ProblemCodes.MissingFile,
                "This file is missing, and without it the topic is not shown. Write it with at least “title” and “summary”.");
        }

        if (files.Sources is null && !files.Strays.ContainsKey(SourcesFile.Name))
        {
            SinkOf($"{files.Key}/{SourcesFile.Name}").Error(Place.Start, ProblemCodes.MissingFile,
                "This file is missing; describe the topic's sources in it, each with “id” and “title” under “references:”.");
        }

        if (files.Lock is null && !files.Strays.ContainsKey(SourceLock.FileName))
        {
            SinkOf($"{files.Key}/{SourceLock.FileName}").Error(Place.Start, ProblemCodes.MissingLock,
                $"This file is missing, so no citation can be checked, and every card says so. Run “pin {files.Key} --sources DIR”.");
        }

        if (files.Sections.IsEmpty && files.Strays.IsEmpty)
        {
            SinkOf($"{files.Key}/{TopicFile.Name}").Error(Place.Start, ProblemCodes.MissingFile, "The topic has no sections; write at least one, such as history.md.");
        }
    }

    private void NoteOrder()
    {
        foreach (var unknown in (files.Header?.Latest?.Order ?? []).Where(name =>
            !files.Sections.ContainsKey(name.Text) && !files.Strays.ContainsKey(name.Text + SectionFile.Extension)))
        {
            var nearest = NearestNames.Of(unknown.Text, files.Sections.Keys, 1);
            SinkOf(files.Header!.Path).Error(unknown.Place, ProblemCodes.UnknownSection,
                $"There is no file {unknown.Text}.md{(nearest is [var name] ? $"; did you mean “{name}”?" : "; write it, or take the name out of “sections”.")}");
        }
    }

    private void NoteDuplicateNames()
    {
        var owners = files.Sections.ToDictionary(file => file.Key, file => file.Value.Path, StringComparer.Ordinal);
        foreach (var file in files.Sections.Values)
        {
            foreach (var alias in file.Latest?.Aliases ?? [])
            {
                if (!owners.TryAdd(alias.Text, file.Path))
                {
                    SinkOf(file.Path).Error(alias.Place, ProblemCodes.DuplicateName, owners[alias.Text] == file.Path
                        ? $"“{alias.Text}” is this section's own name; take it out of the aliases."
                        : $"“{alias.Text}” is already a name of {owners[alias.Text]}, which it leads to; choose another.");
                }
            }
        }
    }

    private ProblemSink SinkOf(string file)
    {
        if (!sinks.TryGetValue(file, out var sink))
        {
            sinks[file] = sink = new(file);
        }

        return sink;
    }
}
