using System.Collections.Immutable;

namespace BriefingBot.Chat;

/// <summary>
/// A form to fill in, where the place has such. Sent off, it runs its command with what was filled in as further options
/// (<see cref="ChatRouter.AnswerFormAsync"/>). All state is in the command, so a form that was opened before a restart still works.
/// </summary>
/// <param name="Title">A few words; a place with less room cuts them.</param>
/// <param name="Command">As a reader would type it, without the options that the fields give.</param>
/// <param name="Fields">1 to 5.</param>
public sealed record Form(string Title, string Command, ImmutableArray<FormField> Fields);

/// <summary>One field of a form.</summary>
/// <param name="Name">The command's option that it gives, of the kind <see cref="OptionKind.Words"/>, <see cref="OptionKind.Text"/> or <see cref="OptionKind.File"/>.</param>
/// <param name="Label">What stands above it: a few words.</param>
public sealed record FormField(string Name, string Label)
{
    /// <summary>What stands below the label, or null.</summary>
    public string? Description { get; init; }

    /// <summary>What stands in it to begin with; lines end with <c>\n</c>.</summary>
    public string Value { get; init; } = string.Empty;

    /// <summary>Whether it has several lines.</summary>
    public bool HasLines { get; init; }

    /// <summary>Whether a file is chosen here, and nothing typed. A place without such fields shows the reply in place of the form.</summary>
    public bool IsFile { get; init; }

    public bool IsRequired { get; init; } = true;

    /// <summary>
    /// The most that is taken, in UTF-16 units, or of a file in bytes. A place whose own forms hold less shows the form only while
    /// <see cref="Value"/> fits there, and else what the reply says in place of a form.
    /// </summary>
    public required int MostCharacters { get; init; }
}
