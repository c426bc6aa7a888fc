namespace BriefingBot.Briefings;

/// <summary>A passage of a source that sentences of a section rest on.</summary>
/// <param name="Source">The source's record; only the id is known when its record could not be read.</param>
/// <param name="Locator">Where in the source; section 0 beside a heading means that no lock tells its number.</param>
/// <param name="Heading">The heading of that section in the source, or null where it has none or no lock tells it.</param>
/// <param name="Pin">Whether the passage is still the one that was cited.</param>
/// <param name="Passage">The cited words, where the operator may show them.</param>
public sealed record Citation(Source Source, Locator Locator, string? Heading, Pin Pin, string? Passage = null)
{
    /// <summary>The place in words: <c>section 3 “Heading”, paragraph 1</c>, or <c>opening, paragraph 2</c>.</summary>
    public string Place
    {
        get
        {
            var section = (Locator.Section, Heading) switch
            {
                (0, null) => "opening",
                (0, _) => $"section “{Heading}”",
                (_, null) => $"section {Locator.Section}",
                _ => $"section {Locator.Section} “{Heading}”",
            };
            return $"{section}, paragraph {Locator.Paragraph}";
        }
    }
}

/// <summary>A place in a source by CSL's locators. Section 0 is what stands before the first heading; paragraphs count from 1.</summary>
public readonly record struct Locator(int Section, int Paragraph)
{
    /// <summary>The form citations use: <c>sec. 3, para. 1</c>.</summary>
    public override string ToString() => $"sec. {Section}, para. {Paragraph}";
}

/// <summary>The state of a citation. <paramref name="MovedTo"/> is set when and only when it moved.</summary>
public readonly record struct Pin(PinState State, Locator? MovedTo = null)
{
    /// <summary>What a reader must know, or null when the citation is in order.</summary>
    public string? Note => State switch
    {
        PinState.Moved => $"the document changed: this passage now stands at {MovedTo}",
        PinState.Unpinned => "the document changed: this passage is no longer in it",
        PinState.NotPinned => "not pinned: nothing was recorded to check this passage against",
        _ => null,
    };

    /// <summary>The state in a few words, for lists that show every state.</summary>
    public string InWords => Note ?? (State is PinState.Verified ? "verified against the document" : "pinned");
}

/// <summary>How far a citation can be trusted to point at the passage it was written from.</summary>
public enum PinState
{
    /// <summary>The lock holds a fingerprint of the passage; the document is not here to compare.</summary>
    Pinned,

    /// <summary>The document is here and says it word for word, at that place.</summary>
    Verified,

    /// <summary>The document is here and says it word for word, elsewhere.</summary>
    Moved,

    /// <summary>The document is here and no longer says it.</summary>
    Unpinned,

    /// <summary>No fingerprint was ever recorded.</summary>
    NotPinned,
}
