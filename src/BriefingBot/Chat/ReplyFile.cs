using System.Collections.Immutable;
using BriefingBot.Documents;

namespace BriefingBot.Chat;

/// <summary>A text file that goes with a reply.</summary>
/// <param name="Name">Unique in the reply; of ASCII letters, digits, dots, hyphens and underscores alone, so that no place changes it.</param>
/// <param name="Text">Lines end with <c>\n</c>; to be saved as UTF-8.</param>
public sealed record ReplyFile(string Name, string Text)
{
    /// <summary>The file for places that hand over none: its name and, letter by letter, what is in it.</summary>
    public ImmutableArray<Block> AsBlocks => [new Heading(2, [new Text(Name)]), new CodeBlock([.. Text.TrimEnd('\n').Split('\n')])];
}
