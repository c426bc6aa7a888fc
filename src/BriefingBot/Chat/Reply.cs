using System.Collections.Immutable;
using BriefingBot.Documents;

namespace BriefingBot.Chat;

/// <summary>What a command answers: a document and what can be done with it. Renderers make it look like something.</summary>
public sealed record Reply(ImmutableArray<Block> Blocks)
{
    public Outcome Outcome { get; init; } = Outcome.Done;

    public Audience Audience { get; init; } = Audience.Private;

    public ImmutableArray<Control> Controls { get; init; } = [];

    /// <summary>The revision of the one text that it shows, or null where it shows none or several.</summary>
    public string? Revision => Blocks.OfType<CardId>().FirstOrDefault()?.Text is { } id ? id[(id.LastIndexOf('@') + 1)..] : null;

    /// <summary>
    /// Whether it follows from the command, the reader's community and the catalogue of the day (UTC) alone, so that it may be
    /// given to whoever asks the same there as long as these last. It has no form and no files then.
    /// </summary>
    public bool IsLasting { get; init; }

    /// <summary>
    /// The command that gives this reply again, as a reader would type it: how a platform that shows it in parts gets the
    /// next one. Null where there is none, as for refusals.
    /// </summary>
    public string? Command { get; init; }

    /// <summary>
    /// What is to be filled in, or null. <see cref="Blocks"/> are then for places without forms, or where it is too late for
    /// one: what the form is for and what to type in its place. <see cref="Command"/> opens it again.
    /// </summary>
    public Form? Form { get; init; }

    /// <summary>
    /// Text files that go with it; at most ten. With a <see cref="Form"/>, those of places that cannot show the form.
    /// </summary>
    public ImmutableArray<ReplyFile> Files { get; init; } = [];

    /// <summary>All of it, for places that hand over no files.</summary>
    public ImmutableArray<Block> BlocksWithFiles => Files.IsEmpty ? Blocks : [.. Blocks, .. Files.SelectMany(file => file.AsBlocks)];
}

/// <summary>How a command ended.</summary>
public enum Outcome
{
    /// <summary>The reply is the answer.</summary>
    Done,

    /// <summary>What was asked for does not exist, or not for this reader; the reply says what does.</summary>
    NotFound,

    /// <summary>The command was not understood; the reply says how to write it.</summary>
    WrongUsage,

    /// <summary>Something broke, and the reply holds an incident id and nothing else about it; or there is too much to do just now.</summary>
    Failed,
}

/// <summary>Who gets to see a reply.</summary>
public enum Audience
{
    /// <summary>Only the person who asked.</summary>
    Private,

    /// <summary>Everybody in the channel.</summary>
    Channel,
}

/// <summary>Something a reader can press. All state is in the command, so controls work after a restart.</summary>
public abstract record Control(string Label);

/// <summary>Runs a command when pressed.</summary>
/// <param name="Command">As a reader would type it.</param>
public sealed record Button(string Label, string Command) : Control(Label);

/// <summary>Runs the chosen item's command. Has 1 to 25 items.</summary>
public sealed record Menu(string Label, ImmutableArray<MenuItem> Items) : Control(Label);

/// <param name="IsCurrent">Whether it is what the reply already shows.</param>
public sealed record MenuItem(string Label, string Description, string Command, bool IsCurrent = false);
