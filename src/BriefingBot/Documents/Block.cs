using System.Collections.Immutable;

namespace BriefingBot.Documents;

/// <summary>
/// A block of a document. Section bodies and replies are trees of these; what a block looks like
/// is each renderer's business. Texts are raw: escaping happens once, in the renderer.
/// </summary>
public abstract record Block;

/// <summary>What the whole document is about; at most one, first.</summary>
public sealed record Title(string Text) : Block;

/// <summary>One line on the state of what follows: when it was reviewed, what is wrong with it.</summary>
public sealed record StatusLine(string Text) : Block;

/// <summary>A heading inside a body. <paramref name="Level"/> is 1 to 6.</summary>
public sealed record Heading(int Level, ImmutableArray<Inline> Inlines) : Block;

/// <summary>Sentences that belong together. A renderer that must cut does so between two of them.</summary>
public sealed record Paragraph(ImmutableArray<Sentence> Sentences) : Block
{
    /// <summary>A paragraph of one sentence.</summary>
    public static Paragraph Of(params ReadOnlySpan<Inline> inlines) => new([new Sentence([.. inlines])]);
}

/// <summary>One sentence with its citation marks, without the space that follows it.</summary>
public sealed record Sentence(ImmutableArray<Inline> Inlines);

/// <summary>A list; ordered lists count from <see cref="First"/>.</summary>
public sealed record ItemList(bool Ordered, ImmutableArray<Paragraph> Items) : Block
{
    /// <summary>The first item's number: more than 1 where the list goes on from an earlier part of the document.</summary>
    public int First { get; init; } = 1;
}

/// <summary>Lines to be taken letter by letter, such as a file's. A renderer that must cut does so between two of them.</summary>
public sealed record CodeBlock(ImmutableArray<string> Lines) : Block;

/// <summary>The passages a body cites, in the order of their numbers.</summary>
public sealed record SourceList(ImmutableArray<SourceEntry> Entries) : Block;

/// <param name="Number">What the citation marks of the body say, or null where nothing marks it.</param>
/// <param name="Title">The source's title, or its full bibliographic line.</param>
/// <param name="Place">Where in the source: heading and paragraph.</param>
/// <param name="Note">What the reader must know about the citation's state, or null when it is in order.</param>
/// <param name="Url">An http(s) address of the source, or null.</param>
/// <param name="Passage">The cited words, where the operator may show them, or null.</param>
public sealed record SourceEntry(
    int? Number, string Title, string? Place, string? Note = null, string? Url = null, string? Passage = null);

/// <summary>The name under which exactly this text can be found again: <c>topic/section@revision</c>.</summary>
public sealed record CardId(string Text) : Block;
