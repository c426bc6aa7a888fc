using BriefingBot.Documents;

namespace BriefingBot.Authoring;

/// <summary>What is wrong between a topic's sources, its lock, its citations and the documents at hand.</summary>
internal sealed class SourceChecks(TopicFiles files, SourceDocuments documents, CitationResolver citations, ProblemSink sourcesFile, ProblemSink lockFile)
{
    public void Note()
    {
        var locked = files.Lock?.Good;
        var sources = files.Sources?.Good?.Sources ?? [];

        // A file that cannot be read may hold the citation that seems to be missing.
        var allAreRead = files.Sections.Values.All(section => section.Read is not null) && files.Strays.IsEmpty;
        foreach (var stale in locked?.Sources.Where(source => files.Sources?.Good is { } known && known.Find(source.Id) is null) ?? [])
        {
            lockFile.Error(Place.Start, ProblemCodes.OtherDocument,
                $"The lock is for a source “{SafeText.Echo(stale.Id)}” that sources.yaml does not have. If it is another topic's lock, put this topic's back; else run “pin {files.Key} --sources DIR”.");
        }

        foreach (var draft in sources)
        {
            if (allAreRead && !citations.IsCited(draft.Source.Id))
            {
                sourcesFile.Warning(draft.Place, ProblemCodes.UncitedSource,
                    $"No section cites “{draft.Source.Id}”; cite it, or take it out.");
            }

            if (locked is null)
            {
                continue;
            }

            if (locked.Find(draft.Source.Id) is not { } outline)
            {
                sourcesFile.Error(draft.Place, ProblemCodes.NotPinned,
                    $"“{draft.Source.Id}” is not in the lock, so its citations cannot be checked. Run “pin {files.Key} --sources DIR”.");
                continue;
            }

            NoteDocument(draft, outline);
            if (allAreRead && draft.CitedWhole)
            {
                NoteCoverage(outline, draft.Place);
            }
        }
    }

    private void NoteDocument(SourceDraft draft, LockedSource outline)
    {
        if (draft.Source.File is { } file && file != outline.File)
        {
            sourcesFile.Error(draft.Place, ProblemCodes.OtherDocument,
                $"The lock of “{draft.Source.Id}” was made from {SafeText.Echo(outline.File)}, and the record names {file}. Run “pin {files.Key} --sources DIR”.");
        }
        else if (documents.IsHere && documents.Find(outline.File) is null)
        {
            sourcesFile.Error(draft.Place, ProblemCodes.MissingDocument,
                $"The folder of sources has no file {SafeText.Echo(outline.File)} that can be read, so “{draft.Source.Id}” could not be compared. Put it there; {SourceDocuments.WhatIsRead}.");
        }
        else if (documents.Find(outline.File) is { } changed && changed.Hash != outline.Sha256)
        {
            sourcesFile.Warning(draft.Place, ProblemCodes.DocumentChanged,
                $"{outline.File} is not the document that was pinned as “{draft.Source.Id}”. See the citations that moved or are gone, then run “pin {files.Key} --sources DIR --accept”.");
        }
    }

    private void NoteCoverage(LockedSource outline, Place place)
    {
        var missing = outline.Places().Where(paragraph => !citations.IsCited(outline.Id, paragraph)).ToList();
        if (missing.Count > 0)
        {
            sourcesFile.Warning(place, ProblemCodes.UncitedParagraph,
                $"“coverage: whole” promises that every paragraph of “{outline.Id}” is cited, and {Quantity.Of(missing.Count, "paragraph")} of {outline.Places().Count()} " +
                $"{(missing.Count == 1 ? "is" : "are")} not: {SafeText.Cut(string.Join("; ", missing), 200)}.");
        }
    }
}
