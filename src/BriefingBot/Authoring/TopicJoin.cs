using System.Collections.Immutable;
using BriefingBot.Briefings;
using BriefingBot.Documents;

namespace BriefingBot.Authoring;

/// <summary>Puts one topic's files together: resolves citations, sorts sections, and notes what does not fit.</summary>
internal sealed class TopicJoin(TopicFiles files, SourceDocuments documents)
{
    private readonly Dictionary<string, ProblemSink> sinks = new(StringComparer.Ordinal);
    private readonly ImmutableArray<SourceDraft> sources = files.Sources?.Good?.Sources ?? [];
    private readonly SourceLock? locked = files.Lock?.Good;
    private readonly HashSet<(string SourceId, Locator Place)> cited = [];

    public (Topic? Topic, ImmutableArray<Problem> Problems) Join()
    {
        NoteMissingFiles();
        var sections = Sections();
        NoteDuplicateNames();
        NoteSources();
        NoteOrder();
        var topic = files.Header?.Good is { } header ? Topic(header, sections) : null;
        return (topic, [.. sinks.Values.SelectMany(sink => sink.ToImmutable())]);
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
            [.. sources.Select(source => source.Source)]);
    }

    private List<Section> Sections()
    {
        var sections = new List<Section>();
        foreach (var (key, file) in files.Sections)
        {
            // What the file says now is checked in any case; what is shown is that, or the last version that was good.
            var now = file.Read is { } read ? Section(read, SinkOf(file.Path)) : null;
            var shown = (ReferenceEquals(file.Good, file.Read) ? now : null)
                ?? (file.Good is { } good && !ReferenceEquals(good, file.Read) ? Section(good, new(file.Path)) : null)
                ?? files.Topic?.Sections.FirstOrDefault(section => section.Key == key);
            if (shown is { Status: not SectionStatus.Draft })
            {
                sections.Add(shown);
            }
        }

        return sections;
    }

    // Null when a citation leads nowhere.
    private Section? Section(SectionDraft draft, ProblemSink problems)
    {
        var citations = draft.Body.Citations.Select(citation => Resolve(citation, draft.Text, problems)).ToList();
        if (citations.Contains(null))
        {
            return null;
        }

        var section = new Section(
            files.Key, draft.Key, draft.Title, draft.Summary, [.. draft.Aliases.Select(alias => alias.Text)], draft.Owner, draft.Status,
            draft.Reviewed, draft.ReviewBy, draft.Body.Blocks, [.. citations.OfType<Citation>()], draft.Text.Revision);
        NoteLength(section, problems);
        return section;
    }

    private Citation? Resolve(CitationDraft draft, FileText text, ProblemSink problems)
    {
        var place = text.PlaceOf(draft.Offset);
        var source = sources.FirstOrDefault(source => source.Source.Id == draft.SourceId)?.Source;
        if (source is null && files.Sources?.Good is null)
        {
            // sources.yaml is what is wrong, and its own problem says so.
            source = new(draft.SourceId, "document", draft.SourceId, []);
        }
        else if (source is null)
        {
            var nearest = NearestNames.Of(draft.SourceId, sources.Select(known => known.Source.Id), 1);
            problems.Error(place, ProblemCodes.UnknownSource, nearest is [var name]
                ? $"sources.yaml has no source “{SafeText.Echo(draft.SourceId)}”; did you mean “{name}”?"
                : $"sources.yaml has no source “{SafeText.Echo(draft.SourceId)}”; describe it there, or correct the id.");
            return null;
        }

        if (locked?.Find(draft.SourceId) is not { } outline)
        {
            cited.Add((draft.SourceId, default));
            return new(source, new(draft.SectionNumber ?? 0, draft.Paragraph), draft.Heading, new(PinState.NotPinned));
        }

        if (SectionOf(draft, outline, place, problems) is not { } section)
        {
            return null;
        }

        var locator = new Locator(section, draft.Paragraph);
        var paragraphs = outline.Sections[section].Paragraphs.Length;
        if (outline.Fingerprint(locator) is null)
        {
            problems.Error(place, ProblemCodes.UnknownParagraph,
                $"Section {section} of “{source.Id}” has {Quantity.Of(paragraphs, "paragraph")}, not {draft.Paragraph}.");
            return null;
        }

        cited.Add((source.Id, locator));
        var document = documents.Find(outline.File);
        var pin = outline.PinOf(locator, document);
        NotePin(pin, source.Id, locator, place, problems);
        return new(source, locator, outline.Sections[section].Heading, pin, pin.State is PinState.Verified ? documents.PassageToShow(document!, locator) : null);
    }

    private static int? SectionOf(CitationDraft draft, LockedSource outline, Place place, ProblemSink problems)
    {
        if (draft.SectionNumber is { } number)
        {
            if (number < outline.Sections.Length)
            {
                return number;
            }

            problems.Error(place, ProblemCodes.UnknownHeading, $"“{outline.Id}” has {Quantity.Of(outline.Sections.Length - 1, "section")}, not {number}.");
            return null;
        }

        var wanted = SourceDocument.Normalize(draft.Heading!);
        var matches = Enumerable.Range(1, outline.Sections.Length - 1)
            .Where(i => SourceDocument.Normalize(outline.Sections[i].Heading ?? string.Empty) == wanted)
            .ToList();
        if (matches is [var only])
        {
            return only;
        }

        problems.Error(place, ProblemCodes.UnknownHeading, matches.Count == 0
            ? $"“{outline.Id}” has no heading “{SafeText.Echo(draft.Heading!)}”; write it exactly as in the document, or its number."
            : $"“{outline.Id}” has the heading “{SafeText.Echo(draft.Heading!)}” {matches.Count} times; write its number.");
        return null;
    }

    private static void NotePin(Pin pin, string sourceId, Locator locator, Place place, ProblemSink problems)
    {
        if (pin.State is PinState.Moved)
        {
            problems.Warning(place, ProblemCodes.PassageMoved,
                $"“{sourceId}” changed: what stood at {locator} now stands at {pin.MovedTo}. Cite that place, then run “pin --accept”.");
        }
        else if (pin.State is PinState.Unpinned)
        {
            problems.Warning(place, ProblemCodes.PassageUnpinned,
                $"“{sourceId}” changed: what stood at {locator} is no longer in it. Write the sentence anew from the document, then run “pin --accept”.");
        }
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

        if (files.Lock is null && !files.Strays.ContainsKey(LockFile.Name))
        {
            SinkOf($"{files.Key}/{LockFile.Name}").Error(Place.Start, ProblemCodes.MissingLock,
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

    private void NoteSources()
    {
        // A file that cannot be read may hold the citation that seems to be missing.
        var allAreRead = files.Sections.Values.All(section => section.Read is not null) && files.Strays.IsEmpty;
        var names = sources.Select(source => source.Source.Id).ToHashSet(StringComparer.Ordinal);
        foreach (var stale in locked?.Sources.Where(source => files.Sources?.Good is not null && !names.Contains(source.Id)) ?? [])
        {
            SinkOf(files.Lock!.Path).Error(Place.Start, ProblemCodes.OtherDocument,
                $"The lock is for a source “{SafeText.Echo(stale.Id)}” that sources.yaml does not have. If it is another topic's lock, put this topic's back; else run “pin {files.Key} --sources DIR”.");
        }

        foreach (var draft in sources)
        {
            var sink = SinkOf(files.Sources!.Path);
            if (allAreRead && cited.All(citation => citation.SourceId != draft.Source.Id))
            {
                sink.Warning(draft.Place, ProblemCodes.UncitedSource,
                    $"No section cites “{draft.Source.Id}”; cite it, or take it out.");
            }

            if (locked is null)
            {
                continue;
            }

            if (locked.Find(draft.Source.Id) is not { } outline)
            {
                sink.Error(draft.Place, ProblemCodes.NotPinned,
                    $"“{draft.Source.Id}” is not in the lock, so its citations cannot be checked. Run “pin {files.Key} --sources DIR”.");
                continue;
            }

            NoteDocument(draft, outline, sink);
            if (allAreRead && draft.CitedWhole)
            {
                NoteCoverage(outline, draft.Place, sink);
            }
        }
    }

    private void NoteDocument(SourceDraft draft, LockedSource outline, ProblemSink sink)
    {
        if (draft.Source.File is { } file && file != outline.File)
        {
            sink.Error(draft.Place, ProblemCodes.OtherDocument,
                $"The lock of “{draft.Source.Id}” was made from {SafeText.Echo(outline.File)}, and the record names {file}. Run “pin {files.Key} --sources DIR”.");
        }
        else if (documents.IsHere && documents.Find(outline.File) is not { } document)
        {
            sink.Error(draft.Place, ProblemCodes.MissingDocument,
                $"The folder of sources has no file {SafeText.Echo(outline.File)}, so “{draft.Source.Id}” could not be compared.");
        }
        else if (documents.Find(outline.File) is { } changed && changed.Hash != outline.Sha256)
        {
            sink.Warning(draft.Place, ProblemCodes.DocumentChanged,
                $"{outline.File} is not the document that was pinned as “{draft.Source.Id}”. See the citations that moved or are gone, then run “pin {files.Key} --sources DIR --accept”.");
        }
    }

    private void NoteCoverage(LockedSource outline, Place place, ProblemSink sink)
    {
        var missing = outline.Places().Where(paragraph => !cited.Contains((outline.Id, paragraph))).ToList();
        if (missing.Count > 0)
        {
            sink.Warning(place, ProblemCodes.UncitedParagraph,
                $"“coverage: whole” promises that every paragraph of “{outline.Id}” is cited, and {Quantity.Of(missing.Count, "paragraph")} of {outline.Places().Count()} " +
                $"{(missing.Count == 1 ? "is" : "are")} not: {SafeText.Cut(string.Join("; ", missing), 200)}.");
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
