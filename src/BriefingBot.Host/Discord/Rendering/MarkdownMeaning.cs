using System.Buffers;

namespace BriefingBot.Host.Discord.Rendering;

/// <summary>What Discord would take a character for, by what stands beside it.</summary>
internal static class MarkdownMeaning
{
    private static readonly SearchValues<char> EmojiName =
        SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_+-~");

    /// <summary>Whether a character still means something in code, which backslashes cannot take from it.</summary>
    public static bool IsMeantInCode(char special, ReadOnlySpan<char> after) => !after.IsEmpty && special switch
    {
        '@' => after.StartsWith("everyone") || after.StartsWith("here"),
        '<' => after[0] is '@' or '#' or '/' or ':' or 'a' or 't' or 'i',
        ']' => after[0] is '(',
        '`' => after[0] is '`',
        _ => false,
    };

    /// <summary>Whether everybody might be mentioned by what follows an at sign.</summary>
    public static bool MayMention(ReadOnlySpan<char> after) => MayBegin("everyone", after) || MayBegin("here", after);

    /// <summary>Whether a colon may belong to an address or to the name of an emoji: ://, :tea:, or a word whose end is not known yet.</summary>
    public static bool ColonMayMean(ReadOnlySpan<char> after)
    {
        var word = after.IndexOfAnyExcept(EmojiName);
        return !after.IsEmpty && (after[0] == '/' || word < 0 || (word > 0 && after[word] == ':'));
    }

    /// <summary>Whether a name between a bracket and a colon could end here: <c>&lt;t:1></c>, <c>&lt;id:browse></c>.</summary>
    public static bool EndsInOpenName(ReadOnlySpan<char> before) => before.LastIndexOfAnyExcept(EmojiName) is >= 0 and var bracket && before[bracket] == '<';

    // Also where the text ends too early to tell: what follows is written later.
    private static bool MayBegin(string name, ReadOnlySpan<char> after) =>
        after.Length < name.Length ? name.AsSpan().StartsWith(after) : after.StartsWith(name);
}
