using System.Diagnostics.CodeAnalysis;
using System.Text;

namespace BriefingBot.Authoring;

/// <summary>The whole text of a section's file, with <c>\n</c> between lines and at the end, and without a byte order mark.</summary>
/// <param name="Revision">What the text is called: eight hex digits.</param>
public sealed record SectionText(string Revision, string Text)
{
    /// <summary>The most that a person may hand over, in bytes of UTF-8: several times what any card holds.</summary>
    public const int MostBytes = 64 * 1024;

    /// <summary>What a file without a byte says.</summary>
    public static readonly SectionText Empty = Of(string.Empty);

    private static readonly UTF8Encoding Strict = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    /// <summary>The text as it would be written to disk.</summary>
    public byte[] ToBytes() => Strict.GetBytes(Text);

    /// <summary>The text that somebody typed or handed over.</summary>
    /// <param name="refusal">Where it cannot be one: the reason and what to do, in a sentence.</param>
    public static bool TryRead(string typed, [NotNullWhen(true)] out SectionText? text, [NotNullWhen(false)] out string? refusal)
    {
        (text, refusal) = (null, null);
        if (typed.Length > MostBytes)
        {
            refusal = TooLong(typed.Length, "characters");
            return false;
        }

        try
        {
            var size = Strict.GetByteCount(typed);
            if (size > MostBytes)
            {
                refusal = TooLong(size, "bytes");
                return false;
            }
        }
        catch (EncoderFallbackException)
        {
            refusal = "The text holds half a character, as if it had been cut in the middle of one. Copy it again and send it once more.";
            return false;
        }

        var lines = typed.TrimStart('\uFEFF').Replace("\r\n", "\n", StringComparison.Ordinal).Replace('\r', '\n').TrimEnd();
        if (lines.Length == 0)
        {
            refusal = "The text is empty. Write the section, or take its file out of the briefings folder to remove it.";
            return false;
        }

        text = Of(lines + "\n");
        return true;
    }

    /// <summary>The text of a file, problems or not; null where its bytes are no text at all.</summary>
    public static SectionText? Decode(ReadOnlySpan<byte> bytes) =>
        FileText.Decode(bytes, new ProblemSink(string.Empty)) is { } file ? new(file.Revision, file.Text) : null;

    /// <summary>A text that was accepted before, letter by letter.</summary>
    public static SectionText Of(string text) => new(new FileText(text).Revision, text);

    private static string TooLong(int size, string unit) =>
        $"The text has {size:N0} {unit}, and the most that is taken is {MostBytes:N0} bytes. Make several sections of it.";
}
