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
}
