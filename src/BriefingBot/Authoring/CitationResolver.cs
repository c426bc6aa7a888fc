using BriefingBot.Briefings;
using BriefingBot.Documents;

namespace BriefingBot.Authoring;

/// <summary>Follows the citations of one topic to their passages, by the lock and, where they are at hand, the documents.</summary>
internal sealed class CitationResolver(TopicFiles files, SourceDocuments documents)
{
    private readonly HashSet<(string SourceId, Locator Place)> cited = [];

    /// <summary>Whether some citation led to the source.</summary>
    public bool IsCited(string sourceId) => cited.Any(citation => citation.SourceId == sourceId);

    /// <summary>Whether some citation led to this passage.</summary>
    public bool IsCited(string sourceId, Locator place) => cited.Contains((sourceId, place));

    /// <summary>The passage a citation leads to; null, with the problem noted, when it leads nowhere.</summary>
    public Citation? Resolve(CitationDraft draft, FileText text, ProblemSink problems)
    {
        var place = text.PlaceOf(draft.Offset);
        var source = files.Sources?.Good?.Find(draft.SourceId);
        if (source is null && files.Sources?.Good is null)
        {
            // sources.yaml is what is wrong, and its own problem says so.
            source = new(draft.SourceId, "document", draft.SourceId, []);
        }
        else if (source is null)
        {
            var nearest = NearestNames.Of(draft.SourceId, files.Sources!.Good!.Sources.Select(known => known.Source.Id), 1);
            problems.Error(place, ProblemCodes.UnknownSource, nearest is [var name]
                ? $"sources.yaml has no source “{SafeText.Echo(draft.SourceId)}”; did you mean “{name}”?"
                : $"sources.yaml has no source “{SafeText.Echo(draft.SourceId)}”; describe it there, or correct the id.");
            return null;
        }

        if (files.Lock?.Good?.Find(draft.SourceId) is not { } outline)
        {
            cited.Add((draft.SourceId, default));
            return new(source, new(draft.SectionNumber ?? 0, draft.Paragraph), draft.Heading, new(PinState.NotPinned));
        }

        var document = documents.Find(outline.File);
        if (Locate(draft, outline) is { Locator: { } locator })
        {
            cited.Add((source.Id, locator));
            var pin = outline.PinOf(locator, document);
            NotePin(pin, source.Id, locator, place, problems);
            return new(source, locator, outline.Sections[locator.Section].Heading, pin, pin.State is PinState.Verified ? documents.PassageToShow(document!, locator) : null);
        }

        // Citations are corrected to a changed document before it is pinned again.
        if (document is not null && document.Hash != outline.Sha256 && LockedSource.Of(outline.Id, outline.File, document) is var now
            && Locate(draft, now) is { Locator: { } moved })
        {
            cited.Add((source.Id, moved));
            problems.Warning(place, ProblemCodes.NotPinned,
                $"“{source.Id}” changed, and {moved} is not in its lock yet. When all its citations are corrected, run “{PinCommand}”.");
            return new(source, moved, now.Sections[moved.Section].Heading, new(PinState.NotPinned));
        }

        var (code, message) = Locate(draft, outline).Problem;
        problems.Error(place, code, message);
        return null;
    }

    private string PinCommand => $"pin {files.Key} --sources DIR --accept";

    private static (Locator? Locator, (string Code, string Message) Problem) Locate(CitationDraft draft, LockedSource outline)
    {
        if (draft.SectionNumber >= outline.Sections.Length)
        {
            return (null, (ProblemCodes.UnknownHeading,
                $"“{outline.Id}” has {Quantity.Of(outline.Sections.Length - 1, "section")}, not {draft.SectionNumber}. Look the passage up, and cite where it stands."));
        }

        var sections = draft.SectionNumber is { } number ? [number] : SectionsHeaded(draft.Heading!, outline);
        if (sections is not [var section])
        {
            return (null, (ProblemCodes.UnknownHeading, sections.Count == 0 ? NoSuchHeading(draft.Heading!, outline)
                : $"“{outline.Id}” has the heading “{SafeText.Echo(draft.Heading!)}” {sections.Count} times; write its number."));
        }

        var locator = new Locator(section, draft.Paragraph);
        return outline.Fingerprint(locator) is not null
            ? (locator, default)
            : (null, (ProblemCodes.UnknownParagraph,
                $"Section {section} of “{outline.Id}” has {Quantity.Of(outline.Sections[section].Paragraphs.Length, "paragraph")}, not {draft.Paragraph}. Look the passage up, and cite where it stands."));
    }

    private static List<int> SectionsHeaded(string heading, LockedSource outline)
    {
        var wanted = SourceDocument.Normalize(heading);
        return [.. Enumerable.Range(1, outline.Sections.Length - 1)
            .Where(i => SourceDocument.Normalize(outline.Sections[i].Heading ?? string.Empty) == wanted)];
    }

    private static string NoSuchHeading(string heading, LockedSource outline)
    {
        var headings = outline.Sections.Select(section => section.Heading).OfType<string>().ToList();
        var nearest = NearestNames.Of(heading, headings.Select(Names.Normalize), 1);
        return nearest is [var name]
            ? $"“{outline.Id}” has no heading “{SafeText.Echo(heading)}”; did you mean “{headings.First(other => Names.Normalize(other) == name)}”?"
            : $"“{outline.Id}” has no heading “{SafeText.Echo(heading)}”; write it exactly as in the document, or its number.";
    }

    private void NotePin(Pin pin, string sourceId, Locator locator, Place place, ProblemSink problems)
    {
        if (pin.State is PinState.Moved)
        {
            problems.Warning(place, ProblemCodes.PassageMoved,
                $"“{sourceId}” changed: what stood at {locator} now stands at {pin.MovedTo}. Cite that place, or if you have done so already, run “{PinCommand}”.");
        }
        else if (pin.State is PinState.Unpinned)
        {
            problems.Warning(place, ProblemCodes.PassageUnpinned,
                $"“{sourceId}” changed: what stood at {locator} is no longer in it. Write the sentence anew from the document, or if you have done so already, run “{PinCommand}”.");
        }
    }
}
